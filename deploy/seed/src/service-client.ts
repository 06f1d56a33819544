import type { Keyring } from '@portico/release/trust'
import { type Exchange, FixedClient } from '@portico/service-client'
import { type AnswerOf, type Asked, type Contract, type Route, targetOf } from '@portico/service-contract'

/** Seeding failed; the message names the service and what it answered. */
export class SeedError extends Error {
  readonly code = 'SEED_FAILED'
}

const TIMEOUT_MS = 30_000

type Call<R extends Route> = Asked<R> & { headers?: Record<string, string> }

interface Given {
  params?: Record<string, string>
  query?: Record<string, string | number | boolean | null>
  body?: unknown
  headers?: Record<string, string>
}

type Routes = Record<string, Route>

/** Speaks to the domain services as the platform itself, for one tenant, by their contracts. */
export class ServiceClient {
  readonly #urls: Record<string, string>
  readonly #keyring: Keyring
  readonly #tenantId: string
  readonly #clients = new Map<string, FixedClient>()

  constructor(urls: Record<string, string>, keyring: Keyring, tenantId: string) {
    this.#urls = urls
    this.#keyring = keyring
    this.#tenantId = tenantId
  }

  /** SeedError for anything but a success. */
  async call<R extends Routes, Name extends keyof R & string>(
    contract: Contract<R>,
    name: Name,
    call: Call<R[Name]>,
  ): Promise<AnswerOf<R[Name]>> {
    return read(contract.service, name, await this.#ask(contract, name, call))
  }

  /** Like `call`, but null for a 404. */
  async find<R extends Routes, Name extends keyof R & string>(
    contract: Contract<R>,
    name: Name,
    call: Call<R[Name]>,
  ): Promise<AnswerOf<R[Name]> | null> {
    const answer = await this.#ask(contract, name, call)
    return answer.status === 404 ? null : read(contract.service, name, answer)
  }

  async #ask<R extends Routes, Name extends keyof R & string>(
    { service, routes }: Contract<R>,
    name: Name,
    call: Call<R[Name]>,
  ): Promise<Exchange> {
    // The compiler does not see that what any route asks for has this shape.
    const { headers, body, ...asked } = call as Given
    const route = routes[name] as R[Name]
    const baggage = `portico.tenant=${encodeURIComponent(this.#tenantId)},portico.user=seed,portico.actor=system`
    const attempt = await this.#clientOf(service).send({
      method: route.method,
      path: targetOf(route, asked),
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), baggage, ...headers },
      body: body === undefined ? null : JSON.stringify(body),
      timeoutMs: TIMEOUT_MS,
    })
    if (attempt.outcome === 'answered') return attempt.answer
    throw new SeedError(`${service} did not answer ${name}. See its lines above.`, { cause: attempt.cause })
  }

  #clientOf(service: string): FixedClient {
    const known = this.#clients.get(service)
    if (known) return known
    const url = this.#urls[service]
    if (!url) throw new SeedError(`No address is known for the service ${service}.`)
    const client = new FixedClient(service, url, { keyring: this.#keyring })
    this.#clients.set(service, client)
    return client
  }
}

function read<T>(service: string, name: string, { status, body }: Exchange): T {
  const text = body.toString()
  if (status >= 200 && status < 300) return JSON.parse(text) as T
  throw new SeedError(`${service} answered ${status} to ${name}: ${text.slice(0, 300)}`)
}

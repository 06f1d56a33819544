import type { Keyring } from '@portico/release/trust'
import { type Exchange, FixedClient } from '@portico/service-client'
import { type AnswerOf, type Asked, pathOf, type Route } from '@portico/service-contract'

/** Seeding failed; the message names the service and what it answered. */
export class SeedError extends Error {
  readonly code = 'SEED_FAILED'
}

const TIMEOUT_MS = 30_000

export interface ServiceRequest {
  method: Route['method']
  path: string
  body?: unknown
  headers?: Record<string, string>
}

/** Speaks to the domain services as the platform itself, for one tenant. */
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

  /** Null for 404; SeedError for anything but a success. */
  async find<T>(service: string, path: string): Promise<T | null> {
    const answer = await this.#ask(service, { method: 'GET', path })
    return answer.status === 404 ? null : read<T>(service, path, answer)
  }

  /** A route of the service's contract; its answer is as promised. */
  call<R extends Route>(service: string, route: R, asked: Asked<R>): Promise<AnswerOf<R>> {
    // The compiler does not see that what any route asks for has this shape.
    const { params, body } = asked as { params?: Record<string, string>; body?: unknown }
    return this.send(service, { method: route.method, path: pathOf(route, params), body })
  }

  async send<T>(service: string, request: ServiceRequest): Promise<T> {
    return read<T>(service, request.path, await this.#ask(service, request))
  }

  async #ask(service: string, { method, path, body, headers }: ServiceRequest): Promise<Exchange> {
    const baggage = `portico.tenant=${encodeURIComponent(this.#tenantId)},portico.user=seed,portico.actor=system`
    const attempt = await this.#clientOf(service).send({
      method,
      path,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), baggage, ...headers },
      body: body === undefined ? null : JSON.stringify(body),
      timeoutMs: TIMEOUT_MS,
    })
    if (attempt.outcome === 'answered') return attempt.answer
    throw new SeedError(`${service} did not answer to ${path}. See its lines above.`, {
      cause: attempt.cause,
    })
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

function read<T>(service: string, path: string, { status, body }: Exchange): T {
  const text = body.toString()
  if (status >= 200 && status < 300) return JSON.parse(text) as T
  throw new SeedError(`${service} answered ${status} to ${path}: ${text.slice(0, 300)}`)
}

import { type Keyring, signatureHeader, signCall } from '@portico/release/trust'

/** Seeding failed; the message names the service and what it answered. */
export class SeedError extends Error {
  readonly code = 'SEED_FAILED'
}

const TIMEOUT_MS = 30_000

export interface ServiceRequest {
  method: 'GET' | 'POST' | 'PUT'
  path: string
  body?: unknown
  headers?: Record<string, string>
}

/** Speaks to the domain services as the platform itself, for one tenant. */
export class ServiceClient {
  readonly #urls: Record<string, string>
  readonly #keyring: Keyring
  readonly #tenantId: string

  constructor(urls: Record<string, string>, keyring: Keyring, tenantId: string) {
    this.#urls = urls
    this.#keyring = keyring
    this.#tenantId = tenantId
  }

  /** Null for 404; SeedError for anything but a success. */
  async find<T>(service: string, path: string): Promise<T | null> {
    const response = await this.#fetch(service, { method: 'GET', path })
    return response.status === 404 ? null : this.#read<T>(service, path, response)
  }

  async send<T>(service: string, request: ServiceRequest): Promise<T> {
    return this.#read<T>(service, request.path, await this.#fetch(service, request))
  }

  #fetch(service: string, { method, path, body, headers }: ServiceRequest): Promise<Response> {
    const url = this.#urls[service]
    if (!url) throw new SeedError(`No address is known for the service ${service}.`)
    const baggage = `portico.tenant=${encodeURIComponent(this.#tenantId)},portico.user=seed,portico.actor=system`
    const text = body === undefined ? null : JSON.stringify(body)
    const { pathname, search } = new URL(`${url}${path}`)
    const all = { baggage, ...headers }
    const call = { audience: service, method, path: pathname + search, headers: all }
    return fetch(`${url}${path}`, {
      method,
      headers: {
        ...(text === null ? {} : { 'content-type': 'application/json' }),
        ...all,
        [signatureHeader]: signCall(this.#keyring, call, text) ?? '',
      },
      body: text,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch(cause => {
      throw new SeedError(`${service} did not answer to ${path}. See its lines above.`, { cause })
    })
  }

  async #read<T>(service: string, path: string, response: Response): Promise<T> {
    const text = await response.text()
    if (!response.ok)
      throw new SeedError(`${service} answered ${response.status} to ${path}: ${text.slice(0, 300)}`)
    return JSON.parse(text) as T
  }
}

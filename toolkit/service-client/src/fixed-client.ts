import type { Attempt } from './attempt.ts'
import { Discovery } from './instances/discovery.ts'
import { ServiceBinding, stableTargets } from './instances/service-binding.ts'
import { type ClientOptions, ResilientClient } from './resilient-client.ts'
import type { ServiceCall } from './service-call.ts'
import type { Exchange } from './wire/exchange.ts'

/** A call to the one instance there is. `timeoutMs` is of the whole call. */
export type FixedCall = Pick<ServiceCall, 'method' | 'path' | 'body' | 'timeoutMs' | 'signal'> & {
  headers?: Readonly<Record<string, string>>
  /** Left out: GET is, the rest is not. */
  isRead?: boolean
}

/**
 * One service at one address, for a process that is given it: command lines, seeding, heartbeats. It has neither breaker nor limit: there
 * is no other instance, and its user wants to know what this one says.
 */
export class FixedClient {
  readonly #service: string
  /** Of an address that has a path; without a slash at the end. */
  readonly #prefix: string
  readonly #client: ResilientClient
  readonly #binding = new ServiceBinding(stableTargets)

  constructor(service: string, url: string, options: Omit<ClientOptions, 'isGuarded'> = {}) {
    this.#service = service
    this.#prefix = new URL(url).pathname.replace(/(?<!\/)\/+$/, '')
    const discovery = new Discovery([service], { [service]: url })
    this.#client = new ResilientClient(discovery, { ...options, isGuarded: false })
  }

  /** How the last attempt ended; nothing is thrown but the reason of the signal. */
  send({ headers = {}, isRead, path, timeoutMs, ...call }: FixedCall): Promise<Attempt<Exchange>> {
    return this.#client.send({
      ...call,
      service: this.#service,
      path: this.#prefix + path,
      headers,
      isRead: isRead ?? call.method === 'GET',
      binding: this.#binding,
      timeoutMs,
      deadlineAt: performance.now() + timeoutMs,
    })
  }

  /** Waits for what is under way. */
  close(): Promise<void> {
    return this.#client.close()
  }
}

import type { Gateway } from '../gateway.ts'
import { GraphFault } from '../graphql/fault.ts'
import { requestTimeoutMs } from '../graphql/request-context.ts'
import { readJson } from '../http/body.ts'
import { addressOf, isSecure } from '../http/client.ts'
import { assertSameSite } from '../http/csrf.ts'
import { sendJson } from '../http/respond.ts'
import type { Visit } from '../http/visit.ts'
import { CallContext } from '../upstream/call-context.ts'
import { ServiceClient } from '../upstream/service-client.ts'
import { readSessionCookie, writeSessionCookie } from './cookie.ts'
import { logIn, parseCredentials } from './login.ts'
import { LoginThrottle } from './login-throttle.ts'

const maxBodyBytes = 4 * 1024

/** `/api/session`: log in, who am I, log out. */
export class SessionRoutes {
  readonly #gateway: Gateway
  readonly #throttle = new LoginThrottle()

  constructor(gateway: Gateway) {
    this.#gateway = gateway
  }

  /** Answers SessionInfo and the cookie. Faults: LOGIN_FAILED, LOGIN_THROTTLED, LOGIN_BUSY, INVALID_REQUEST, and any of upstream. */
  async create(visit: Visit): Promise<void> {
    const { request, response } = visit
    const { isBehindProxy } = this.#gateway.settings
    assertSameSite(request, isBehindProxy)
    const credentials = parseCredentials(await readJson(request, maxBodyBytes))
    const key = [addressOf(request, isBehindProxy), credentials.tenant, credentials.username].join('\n')
    this.#throttle.enter(key)
    const info = await logIn(this.#identity(visit), credentials).catch(error => this.#noteFailure(key, error))
    this.#throttle.succeed(key)
    const isHttps = isSecure(request, isBehindProxy)
    const id = await this.#gateway.stores.sessions.create(info, readSessionCookie(request, isHttps))
    sendJson(response, 200, info, { 'set-cookie': writeSessionCookie(id, isHttps) })
  }

  /** Answers SessionInfo. Faults: UNAUTHENTICATED. */
  async show(visit: Visit): Promise<void> {
    const info = await this.#gateway.admission.findSession(visit)
    if (!info) throw new GraphFault('UNAUTHENTICATED', 'Log in first.')
    sendJson(visit.response, 200, info)
  }

  /** Answers 204, whether there was a session or not. */
  async end({ request, response }: Visit): Promise<void> {
    const { isBehindProxy } = this.#gateway.settings
    assertSameSite(request, isBehindProxy)
    const isHttps = isSecure(request, isBehindProxy)
    const id = readSessionCookie(request, isHttps)
    if (id !== null) await this.#gateway.stores.sessions.end(id)
    response
      .writeHead(204, { 'set-cookie': writeSessionCookie(null, isHttps), 'cache-control': 'no-store' })
      .end()
  }

  #identity({ trace }: Visit): ServiceClient {
    const deadlineAt = performance.now() + requestTimeoutMs
    const context = new CallContext({
      tenantId: null,
      userId: null,
      traceparent: trace.traceparent,
      deadlineAt,
    })
    return new ServiceClient('identity', this.#gateway.upstream, context, this.#gateway.log)
  }

  #noteFailure(key: string, error: unknown): never {
    const isWrongPassword = error instanceof GraphFault && error.code === 'LOGIN_FAILED'
    if (!isWrongPassword) this.#throttle.forgive(key)
    throw error
  }
}

import { Type } from 'typebox'
import { AppError } from '../errors/app-error.ts'
import type { Gateway } from '../gateway.ts'
import { readJson } from '../http/body.ts'
import { addressOf } from '../http/client.ts'
import { assertSameSite } from '../http/csrf.ts'
import type { HttpExchange } from '../http/http-exchange.ts'
import { sendJson } from '../http/respond.ts'
import { systemContext } from '../release/system-context.ts'
import { checkAnswer } from '../upstream/answer.ts'
import { ServiceClient } from '../upstream/service-client.ts'
import { RateLimit } from './rate-limit.ts'

const maxBodyBytes = 4 * 1024
/** A password is hashed, after its turn. */
const useTimeoutMs = 10_000
/** A token is too long to guess; what is limited is the work that asking makes. */
const limit = { max: 30, windowMs: 5 * 60_000 }

const Look = Type.Object({ token: Type.String({ minLength: 1, maxLength: 200 }) })
const Use = Type.Object({ ...Look.properties, password: Type.String({ minLength: 1, maxLength: 1024 }) })

/** What the page of a link may show. */
const LinkView = Type.Object({
  purpose: Type.String(),
  expiresAt: Type.String(),
  tenant: Type.Object({ slug: Type.String(), name: Type.String() }),
  user: Type.Object({ username: Type.String(), displayName: Type.String() }),
})

/** `/api/password-links`: the page of a one-time link, of people who have no session. The token is never in an address. */
export class LinkRoutes {
  readonly #gateway: Gateway
  readonly #limit = new RateLimit(limit)

  constructor(gateway: Gateway) {
    this.#gateway = gateway
  }

  /** Answers whose link it is. Faults: LINK_INVALID, RATE_LIMITED, INVALID_REQUEST. */
  async look(http: HttpExchange): Promise<void> {
    const { token } = await this.#read(http, Look)
    const found = await this.#identity(http).post('/links/look', { token }, { answer: LinkView })
    sendJson(http.response, 200, found)
  }

  /** Sets the password. Faults: those of `look`, PASSWORD_REFUSED, LOGIN_BUSY. */
  async use(http: HttpExchange): Promise<void> {
    const { token, password } = await this.#read(http, Use)
    const body = { token, password, address: this.#addressOf(http).slice(0, 100) }
    const options = { answer: LinkView, timeoutMs: useTimeoutMs }
    sendJson(http.response, 200, await this.#identity(http).post('/links/use', body, options))
  }

  async #read<S extends typeof Look | typeof Use>(http: HttpExchange, schema: S): Promise<Type.Static<S>> {
    assertSameSite(http.request, this.#gateway.settings.isBehindProxy)
    this.#limit.count(this.#addressOf(http))
    const body = await readJson(http.request, maxBodyBytes)
    try {
      return checkAnswer(schema, body)
    } catch (cause) {
      throw new AppError('INVALID_REQUEST', 'The token, and the password to set, are required.', undefined, {
        cause,
      })
    }
  }

  #addressOf({ request }: HttpExchange): string {
    return addressOf(request, this.#gateway.settings.isBehindProxy)
  }

  #identity({ trace }: HttpExchange): ServiceClient {
    const context = systemContext(useTimeoutMs, { trace })
    return new ServiceClient('identity', this.#gateway.upstream, context, this.#gateway.log)
  }
}

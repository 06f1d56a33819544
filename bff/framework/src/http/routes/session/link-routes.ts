import { Type } from 'typebox'
import { AppError } from '../../../errors/app-error.ts'
import { readJson } from '../../../exchange/body.ts'
import { addressOf } from '../../../exchange/client.ts'
import { assertSameSite } from '../../../exchange/csrf.ts'
import type { HttpExchange } from '../../../exchange/http-exchange.ts'
import { sendJson } from '../../../exchange/respond.ts'
import type { RateLimit } from '../../../load/rate-limit.ts'
import type { GatewaySettings } from '../../../settings/gateway-settings.ts'
import type { Log } from '../../../telemetry/log.ts'
import { checkAnswer } from '../../../upstream/answer.ts'
import { type IdentityClient, identityClient } from '../../../upstream/identity-client.ts'
import { systemContext } from '../../../upstream/system-context.ts'
import type { Upstream } from '../../../upstream/upstream.ts'

const MAX_BODY_BYTES = 4 * 1024
/** A password is hashed, after its turn. */
const USE_TIMEOUT_MS = 10_000

const Look = Type.Object({ token: Type.String({ minLength: 1, maxLength: 200 }) })
const Use = Type.Object({ ...Look.properties, password: Type.String({ minLength: 1, maxLength: 1024 }) })

export interface LinkParts {
  settings: Pick<GatewaySettings, 'isBehindProxy'>
  upstream: Upstream
  /** By the caller's address. */
  linkCalls: RateLimit
  log: Log
}

/** `/api/password-links`: the page of a one-time link, of people who have no session. The token is never in an address. */
export class LinkRoutes {
  readonly #parts: LinkParts

  constructor(parts: LinkParts) {
    this.#parts = parts
  }

  /** Answers whose link it is. Faults: LINK_INVALID, RATE_LIMITED, INVALID_REQUEST. */
  async look(http: HttpExchange): Promise<void> {
    const { token } = await this.#read(http, Look)
    const found = await this.#identity(http).call('lookAtLink', { body: { token } })
    sendJson(http.response, 200, found)
  }

  /** Sets the password. Faults: those of `look`, PASSWORD_REFUSED, LOGIN_BUSY. */
  async use(http: HttpExchange): Promise<void> {
    const { token, password } = await this.#read(http, Use)
    const body = { token, password, address: this.#addressOf(http).slice(0, 100) }
    sendJson(
      http.response,
      200,
      await this.#identity(http).call('useLink', { body, timeoutMs: USE_TIMEOUT_MS }),
    )
  }

  async #read<S extends typeof Look | typeof Use>(http: HttpExchange, schema: S): Promise<Type.Static<S>> {
    assertSameSite(http.request, this.#parts.settings.isBehindProxy)
    this.#parts.linkCalls.count(this.#addressOf(http))
    const body = await readJson(http.request, MAX_BODY_BYTES)
    try {
      return checkAnswer(schema, body)
    } catch (cause) {
      throw new AppError('INVALID_REQUEST', 'The token, and the password to set, are required.', undefined, {
        cause,
      })
    }
  }

  #addressOf({ request }: HttpExchange): string {
    return addressOf(request, this.#parts.settings.isBehindProxy)
  }

  #identity({ trace }: HttpExchange): IdentityClient {
    const context = systemContext(USE_TIMEOUT_MS, { trace })
    return identityClient(this.#parts.upstream, context, this.#parts.log)
  }
}

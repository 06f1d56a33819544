import type { SessionInfo, SessionService } from '@portico/micro-app'
import { GraphError } from '@portico/micro-app'
import { Signal } from '../signal.ts'
import { callGateway, errorOf } from './gateway.ts'
import { logIn, takeSecondStep } from './login.ts'

const PATH = '/api/session'
const TIMEOUT_MS = 15_000

export async function logOut(): Promise<void> {
  const answer = await callGateway(PATH, { method: 'DELETE', timeoutMs: TIMEOUT_MS })
  if (!answer.ok && answer.status !== 401) throw await errorOf(answer)
}

/**
 * The session of a page that has one. When the gateway says it has ended, the page asks for the password on the spot, so
 * that what is half typed survives.
 */
export class Session implements SessionService {
  readonly info: SessionInfo
  /** True while the page waits for the user to log in again. */
  readonly isExpired = new Signal(false)
  /** True when somebody else has logged in beside this page: nothing it sends is carried out any more. */
  readonly isReplaced = new Signal(false)
  #waiting: PromiseWithResolvers<void> | null = null

  constructor(info: SessionInfo) {
    this.info = info
  }

  can = (permission: string): boolean => this.info.permissions.includes(permission)

  /** Settles when the user has logged in again; rejects with UNAUTHENTICATED when they would rather not. */
  renewed(): Promise<void> {
    this.#waiting ??= Promise.withResolvers()
    this.isExpired.set(true)
    return this.#waiting.promise
  }

  /** The same user, with the password typed again. Rejects as `logIn`. */
  async renew(password: string): Promise<void> {
    const { tenant, user } = this.info
    await logIn({ tenant: tenant.slug, username: user.username, password })
    this.#settle(waiting => waiting.resolve())
  }

  /** The second step of `renew`. Rejects as `takeSecondStep`. */
  async renewBySecondStep(pendingLogin: string, code: string): Promise<void> {
    await takeSecondStep(pendingLogin, code)
    this.#settle(waiting => waiting.resolve())
  }

  giveUp(): void {
    this.#settle(waiting => waiting.reject(new GraphError('UNAUTHENTICATED', 'The session has ended')))
  }

  #settle(by: (waiting: PromiseWithResolvers<void>) => void): void {
    const waiting = this.#waiting
    this.#waiting = null
    this.isExpired.set(false)
    if (waiting !== null) by(waiting)
  }
}

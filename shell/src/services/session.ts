import type { Locale, SessionInfo, SessionService } from '@portico/micro-app'
import { GraphError } from '@portico/micro-app'
import { Signal } from '../state/signal.ts'
import { callGateway, errorOf } from './gateway.ts'
import { logIn, takeSecondStep } from './login.ts'
import { sessionChannel } from './session-channel.ts'

const PATH = '/api/session'
const TIMEOUT_MS = 15_000

export async function logOut(): Promise<void> {
  const answer = await callGateway(PATH, { method: 'DELETE', timeoutMs: TIMEOUT_MS })
  if (!answer.ok && answer.status !== 401) throw await errorOf(answer)
  sessionChannel.send({ type: 'ended' })
}

/** Whose session this browser has now; null: there is none. Rejects with GraphError when the gateway cannot say. */
export async function findSession(): Promise<SessionInfo | null> {
  const answer = await callGateway(PATH, { timeoutMs: TIMEOUT_MS })
  if (answer.status === 401) return null
  if (!answer.ok) throw await errorOf(answer)
  return (await answer.json()) as SessionInfo
}

/** Kept with the user, for every browser. */
export async function keepLanguage(language: Locale): Promise<void> {
  const answer = await callGateway(`${PATH}/language`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ language }),
    timeoutMs: TIMEOUT_MS,
  })
  if (!answer.ok) throw await errorOf(answer)
}

/** Why a session ended: the reason of SESSION_ENDED, null where it is not known; undefined when it only ran out. */
export function endReasonOf({ code, errors }: GraphError): string | null | undefined {
  if (code !== 'SESSION_ENDED') return undefined
  const facts = errors[0]?.details
  const reason = typeof facts === 'object' && facts !== null && 'reason' in facts ? facts.reason : null
  return typeof reason === 'string' ? reason : null
}

/**
 * The session of a page that has one. When the gateway says it has ended, the page asks for the password on the spot, so
 * that what is half typed survives.
 */
export class Session implements SessionService {
  readonly info: SessionInfo
  /** True while the page waits for the user to log in again. */
  readonly isExpired = new Signal(false)
  /** Why it ended; undefined when it only ran out. */
  readonly endReason = new Signal<string | null | undefined>(undefined)
  /** True when another user has logged in beside this page: nothing it sends is carried out any more. */
  readonly isReplaced = new Signal(false)
  #waiting: PromiseWithResolvers<void> | null = null

  constructor(info: SessionInfo) {
    this.info = info
  }

  can = (permission: string): boolean => this.info.permissions.includes(permission)

  /** Settles when the user has logged in again; rejects with UNAUTHENTICATED when they would rather not. */
  renewed(reason?: string | null): Promise<void> {
    this.#waiting ??= Promise.withResolvers()
    this.endReason.set(reason)
    this.isExpired.set(true)
    return this.#waiting.promise
  }

  /** The same user, with the password typed again. Rejects as `logIn`. */
  async renew(password: string): Promise<void> {
    const { tenant, user } = this.info
    await logIn({ tenant: tenant.slug, username: user.username, password })
    this.#renewHere()
  }

  /** The second step of `renew`. Rejects as `takeSecondStep`. */
  async renewBySecondStep(pendingLogin: string, code: string): Promise<void> {
    await takeSecondStep(pendingLogin, code)
    this.#renewHere()
  }

  /** The same user has logged in again in another tab. */
  renewedElsewhere(): void {
    this.#settle(waiting => waiting.resolve())
  }

  giveUp(): void {
    this.#settle(waiting => waiting.reject(new GraphError('UNAUTHENTICATED', 'The session has ended')))
  }

  #renewHere(): void {
    const { tenant, user } = this.info
    sessionChannel.send({ type: 'started', userId: user.id, tenantId: tenant.id })
    this.renewedElsewhere()
  }

  #settle(by: (waiting: PromiseWithResolvers<void>) => void): void {
    const waiting = this.#waiting
    this.#waiting = null
    this.isExpired.set(false)
    if (waiting !== null) by(waiting)
  }
}

import type { SessionInfo } from '@portico/micro-app'
import type { Session } from './session.ts'
import type { SessionChannel, SessionMessage } from './session-channel.ts'

interface SessionWatchOptions {
  /** Null: no user is logged in on this page. */
  session: Session | null
  update: Pick<SessionChannel, 'send' | 'listen' | 'hasEndedSince'>
  /** Whose session the cookie is of now; null: of no session. Rejects when that cannot be asked. */
  findSession(): Promise<SessionInfo | null>
  /** Takes what is on the page out of sight and loads it anew. */
  leave(): void
  /** In ms. */
  now?: () => number
}

/**
 * Keeps a page from outliving its login. Who logs out in one tab leaves them all, whatever is half typed in them: the
 * next person at this browser must not read it (orders being typed are kept for their owner). A login beside this one,
 * without logging out, is said over the page, as the gateway does.
 */
export class SessionWatch {
  readonly #options: SessionWatchOptions
  readonly #startedAtMs: number
  #isLooking = false

  constructor(options: SessionWatchOptions) {
    this.#options = options
    this.#startedAtMs = (options.now ?? Date.now)()
  }

  start(): void {
    const { session, update } = this.#options
    update.listen(this.#receive)
    if (session === null) return
    update.send({ type: 'started', userId: session.info.user.id, tenantId: session.info.tenant.id })
    // A tab that slept may have missed everything.
    document.addEventListener('visibilitychange', this.#look)
    window.addEventListener('pageshow', this.#look)
    window.addEventListener('online', this.#look)
  }

  #receive = (update: SessionMessage): void => {
    const { session, leave } = this.#options
    if (session === null) {
      if (update.type === 'started') leave()
    } else if (update.type === 'ended') leave()
    else this.#meet(session, update.userId, update.tenantId)
  }

  #look = async (): Promise<void> => {
    const { session, update, findSession, leave } = this.#options
    if (session === null || this.#isLooking || document.visibilityState !== 'visible') return
    if (update.hasEndedSince(this.#startedAtMs)) return leave()
    this.#isLooking = true
    // Offline: `online` asks again.
    const found = await findSession().catch(() => undefined)
    this.#isLooking = false
    if (found === undefined) return
    if (found === null) session.renewed().catch(() => {})
    else this.#meet(session, found.user.id, found.tenant.id)
  }

  /** The cookie is of this user's session now. */
  #meet(session: Session, userId: string, tenantId: string): void {
    const { user, tenant } = session.info
    if (user.id === userId && tenant.id === tenantId) session.renewedElsewhere()
    else session.isReplaced.set(true)
  }
}

/** Out of sight at once: a reload takes a moment, and nothing on the page may refuse it. */
export function leavePage(): void {
  document.documentElement.style.visibility = 'hidden'
  window.addEventListener('beforeunload', event => event.stopImmediatePropagation(), { capture: true })
  window.location.reload()
}

import { callGateway, errorOf } from '../services/gateway.ts'
import type { Session } from '../services/session.ts'
import type { Freshness } from '../state/freshness.ts'
import { Signal } from '../state/signal.ts'
import { LiveLink } from './live-link.ts'
import type { LiveMessage, LiveNotice } from './live-message.ts'
import { LiveSource } from './live-source.ts'

const STATE_TIMEOUT_MS = 10_000

export interface LiveOptions {
  session: Session
  freshness: Pick<Freshness, 'onStatus'>
  /** The user may do other things than when the page was loaded. */
  onAccess(): void
}

export interface Live {
  /** The last thing the user should notice; null: nothing yet. */
  readonly notice: Signal<LiveNotice | null>
  start(): void
}

/** What reaches a tab without its asking, and what it does about it. */
export function openLive(options: LiveOptions): Live {
  const { session } = options
  const { user, tenant } = session.info
  const notice = new Signal<LiveNotice | null>(null)
  const hasLocks = 'locks' in navigator && typeof BroadcastChannel !== 'undefined'
  const link = new LiveLink({
    name: `portico.live.${tenant.id}.${user.id}`,
    receive: update => receiveUpdate(update, options, notice),
    createSource: send =>
      new LiveSource({ userId: user.id, receive: send, openStream: streams(hasLocks), askState }),
    locks: hasLocks ? navigator.locks : null,
    openChannel: name => new BroadcastChannel(name),
  })
  return {
    notice,
    start: () => {
      link.start()
      session.isExpired.subscribe(isExpired => {
        if (!isExpired) link.resume()
      })
      window.addEventListener('pagehide', () => link.stop())
      window.addEventListener('pageshow', ({ persisted }) => {
        if (persisted) link.start()
      })
    },
  }
}

export function receiveUpdate(
  update: LiveMessage,
  { session, freshness, onAccess }: LiveOptions,
  notice: Live['notice'],
): void {
  if (update.type === 'snapshot') freshness.onStatus(update)
  else if (update.type === 'replaced') session.isReplaced.set(true)
  else if (update.type === 'access') onAccess()
  else if (update.type === 'notice') notice.set(update.notice)
  else if (!session.isExpired.get()) session.renewed(update.reason).catch(() => {})
}

/** A browser whose tabs cannot agree on one of them would open a stream for each: it asks instead. */
function streams(hasLocks: boolean): ((url: string) => EventSource) | null {
  return hasLocks && typeof EventSource !== 'undefined' ? url => new EventSource(url) : null
}

async function askState(path: string): Promise<{ id: string; revoked: string[] }> {
  const answer = await callGateway(path, { timeoutMs: STATE_TIMEOUT_MS })
  if (!answer.ok) throw await errorOf(answer)
  return (await answer.json()) as { id: string; revoked: string[] }
}

import type { Freshness } from '../release/freshness.ts'
import { callGateway, errorOf } from '../services/gateway.ts'
import type { Session } from '../services/session.ts'
import { Signal } from '../signal.ts'
import { LiveLink } from './live-link.ts'
import type { LiveNews, LiveNotice } from './live-news.ts'
import { LiveSource } from './live-source.ts'

const STATE_TIMEOUT_MS = 10_000

export interface LiveOptions {
  session: Session
  freshness: Pick<Freshness, 'hearStanding'>
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
    hear: news => hear(news, options, notice),
    createSource: tell =>
      new LiveSource({ userId: user.id, hear: tell, openStream: streams(hasLocks), askState }),
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

export function hear(
  news: LiveNews,
  { session, freshness, onAccess }: LiveOptions,
  notice: Live['notice'],
): void {
  if (news.type === 'snapshot') freshness.hearStanding(news)
  else if (news.type === 'replaced') session.isReplaced.set(true)
  else if (news.type === 'access') onAccess()
  else if (news.type === 'notice') notice.set(news.notice)
  else if (!session.isExpired.get()) session.renewed(news.reason).catch(() => {})
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

import type { Feed, MemberList } from '@portico/release'
import { releaseContract } from '@portico/release-contract'
import { pathOf, targetOf } from '@portico/service-contract'
import { systemContext } from '../../upstream/system-context.ts'
import type { Upstream, UpstreamCall } from '../../upstream/upstream.ts'
import { checkFeed } from './feed-schema.ts'

const { service, routes } = releaseContract

/** Lists of a million tenants take their time. */
const LIST_TIMEOUT_MS = 60_000
/** Eight bytes a tenant: some eight million. */
const MAX_LIST_BYTES = 64 * 1024 * 1024
/** On top of what the service was asked to hold the answer. */
const ANSWER_TIMEOUT_MS = 2_500

/** Where rules come from. Everything rejects when the release service does not answer as agreed. */
export interface RulesSource {
  /** Null: still `revision`. Held by the service up to `waitSeconds` while nothing changes. */
  fetchFeed(revision: number | null, waitSeconds: number): Promise<Feed | null>
  fetchList(releaseId: string, list: MemberList, since: number): Promise<Uint8Array>
  /** Gives up what was asked: a held answer would hold up the end of this process as well. */
  close(): void
}

type Asking = Pick<UpstreamCall, 'timeoutMs' | 'maxAnswerBytes' | 'isLongPoll'> & {
  headers?: Record<string, string>
}

/** The release service over HTTP. */
export class ReleaseServiceSource implements RulesSource {
  readonly #upstream: Upstream
  readonly #closing = new AbortController()

  constructor(upstream: Upstream) {
    this.#upstream = upstream
  }

  async fetchFeed(revision: number | null, waitSeconds: number): Promise<Feed | null> {
    const headers: Record<string, string> = { prefer: `wait=${waitSeconds}` }
    if (revision !== null) headers['if-none-match'] = `"${revision}"`
    const timeoutMs = waitSeconds * 1000 + ANSWER_TIMEOUT_MS
    const answer = await this.#get(pathOf(routes.readFeed), { headers, timeoutMs, isLongPoll: true })
    return answer.status === 304 ? null : checkFeed(JSON.parse(answer.body.toString()))
  }

  async fetchList(releaseId: string, list: MemberList, since: number): Promise<Uint8Array> {
    const path = targetOf(routes.readList, { params: { releaseId, list }, query: { since } })
    return (await this.#get(path, { timeoutMs: LIST_TIMEOUT_MS, maxAnswerBytes: MAX_LIST_BYTES })).body
  }

  close(): void {
    this.#closing.abort()
  }

  #get(path: string, { headers = {}, ...own }: Asking) {
    const { signal } = this.#closing
    return this.#upstream.call(
      { service, method: 'GET', path, headers, isRead: false, signal, ...own },
      systemContext(own.timeoutMs),
    )
  }
}

import { encodeList, type Feed, fingerprintOf } from '@portico/release'
import type { RulesSource } from '../../src/release/rules/rules-source.ts'
import { listBytes } from './rules-builder.ts'

type List = (since: number) => Promise<Uint8Array>

/** A release service that holds its answer until there is another revision, or is away. */
export class FakeSource implements RulesSource {
  feed: Feed | null
  isAway = false
  members: string[] = []
  /** Lists that answer otherwise, by `r1.allow`. */
  readonly lists = new Map<string, List>()
  readonly asked: string[] = []
  #waiting: (() => void)[] = []

  constructor(feed: Feed | null) {
    this.feed = feed
  }

  change(feed: Feed): void {
    this.feed = feed
    this.#wake()
  }

  goAway(): void {
    this.isAway = true
    this.#wake()
  }

  async fetchFeed(revision: number | null, waitSeconds: number): Promise<Feed | null> {
    if (!this.isAway && waitSeconds > 0 && this.feed?.revision === revision) {
      await new Promise<void>(resolve => this.#waiting.push(resolve))
    }
    if (this.isAway || !this.feed) throw new Error('away')
    return this.feed.revision === revision ? null : this.feed
  }

  async fetchList(releaseId: string, list: string, since: number): Promise<Uint8Array> {
    this.asked.push(`${releaseId}.${list} since ${since}`)
    const own = this.lists.get(`${releaseId}.${list}`)
    if (own) return own(since)
    if (since === 0) return listBytes(this.members, 1)
    return encodeList({
      revision: 2,
      isFull: false,
      added: [fingerprintOf('t_new')],
      removed: [fingerprintOf('t_a')],
    })
  }

  close(): void {}

  #wake(): void {
    for (const go of this.#waiting.splice(0)) go()
  }
}

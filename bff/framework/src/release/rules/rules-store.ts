import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Feed, RunningRelease } from '@portico/release'
import type { Log } from '../../telemetry/log.ts'
import { feedInUse } from './feed-in-use.ts'
import { checkFeed } from './feed-schema.ts'
import { fetchMissing, MemberLists } from './member-lists.ts'
import type { Rules } from './rules.ts'

const RULES_FILE = 'rules.json'
/** Of the file and the lists beside it: counted up with every change that another version of the gateway would misread. */
const FORMAT = 1

/** The last good rules on disk, so that a gateway that starts while the release service is away decides as before. */
export class RulesStore {
  readonly #folder: string
  readonly #log: Log
  /** Null: there is nothing to write. */
  #unsavedFeed: Feed | null = null
  /** By key, whole; kept until it is on disk, whatever goes wrong. */
  readonly #unsavedLists = new Map<string, Uint8Array>()
  #writing: Promise<void> | null = null

  constructor(folder: string, log: Log) {
    this.#folder = folder
    this.#log = log
  }

  /** Null when there are none, or none that can be used. A release whose lists cannot be used is given to no tenant. */
  async find(): Promise<Rules | null> {
    try {
      const feed = readKept(await readFile(join(this.#folder, RULES_FILE), 'utf8'))
      if (!feed) return null
      const lists = new MemberLists()
      for (const release of feed.releases) await this.#readLists(release, lists)
      return { feed: feedInUse(feed, lists, []), lists }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.#log.error('rules.unreadable', error)
      return null
    }
  }

  /** Never rejects: a failure is logged, and the next change tries again. What comes while one is written is written once. */
  save({ feed, lists }: Rules, changedLists: readonly string[]): Promise<void> {
    for (const key of changedLists) {
      const bytes = lists.export(key)
      if (bytes) this.#unsavedLists.set(key, bytes)
    }
    this.#unsavedFeed = feed
    this.#writing ??= this.#writeAll()
    return this.#writing
  }

  async #readLists(release: RunningRelease, lists: MemberLists): Promise<void> {
    try {
      const read = (id: string, list: string) => readFile(join(this.#folder, `${id}.${list}.list`))
      lists.take(release, await fetchMissing(lists, release, read))
    } catch (error) {
      this.#log.error('rules.unreadable', error, { release: release.id })
    }
  }

  async #writeAll(): Promise<void> {
    try {
      await mkdir(this.#folder, { recursive: true })
      for (let feed = this.#unsavedFeed; feed; feed = this.#unsavedFeed) {
        this.#unsavedFeed = null
        await this.#write(feed)
      }
    } catch (error) {
      this.#log.error('rules.not_saved', error)
    }
    this.#writing = null
  }

  /** Lists first: rules on disk never name a list that is older than they say. */
  async #write(feed: Feed): Promise<void> {
    for (const [key, bytes] of [...this.#unsavedLists]) {
      await this.#replace(`${key}.list`, bytes)
      if (this.#unsavedLists.get(key) === bytes) this.#unsavedLists.delete(key)
    }
    await this.#replace(RULES_FILE, JSON.stringify({ format: FORMAT, feed }))
    await this.#removeOthers(new Set(feed.releases.map(({ id }) => id)))
  }

  async #replace(name: string, content: string | Uint8Array): Promise<void> {
    const target = join(this.#folder, name)
    const partial = `${target}.${process.pid}`
    await writeFile(partial, content)
    await rename(partial, target)
  }

  async #removeOthers(releaseIds: ReadonlySet<string>): Promise<void> {
    for (const name of await readdir(this.#folder)) {
      const [, id] = /^(.+)\.[a-z]+\.list$/.exec(name) ?? []
      if (id !== undefined && !releaseIds.has(id)) await rm(join(this.#folder, name), { force: true })
    }
  }
}

/** Null for a file of another version. Throws for one that is not as agreed. */
function readKept(text: string): Feed | null {
  const kept = JSON.parse(text) as { format?: unknown; feed?: unknown }
  return kept.format === FORMAT ? checkFeed(kept.feed) : null
}

import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Feed } from '@portico/release'
import type { Log } from '../telemetry/log.ts'
import { parseFeed } from './feed-schema.ts'
import { MemberLists } from './member-lists.ts'
import type { Rules } from './rules.ts'

const rulesFile = 'rules.json'

/** The last good rules on disk, so that a gateway that starts while the release service is away decides as before. */
export class RulesStore {
  readonly #folder: string
  readonly #log: Log
  #writing: Promise<void> = Promise.resolve()

  constructor(folder: string, log: Log) {
    this.#folder = folder
    this.#log = log
  }

  /** Null when there are none, or none that can be used. */
  async find(): Promise<Rules | null> {
    try {
      const feed = parseFeed(await readFile(join(this.#folder, rulesFile), 'utf8'))
      const lists = new MemberLists()
      await lists.bringTo(feed, (id, list) => readFile(join(this.#folder, `${id}.${list}.list`)))
      return { feed, lists }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.#log.error('rules.unreadable', error)
      return null
    }
  }

  /** Lists first: rules on disk never name a list that is older than they say. A failure is logged; the next change tries again. */
  save({ feed, lists }: Rules, changedLists: readonly string[]): Promise<void> {
    const files = changedLists.flatMap(key => {
      const bytes = lists.export(key)
      return bytes ? [[`${key}.list`, bytes] as const] : []
    })
    this.#writing = this.#writing
      .then(() => this.#write(feed, files))
      .catch(error => {
        this.#log.error('rules.not_saved', error)
      })
    return this.#writing
  }

  async #write(feed: Feed, files: (readonly [string, Uint8Array])[]): Promise<void> {
    await mkdir(this.#folder, { recursive: true })
    for (const [name, bytes] of files) await this.#replace(name, bytes)
    await this.#replace(rulesFile, JSON.stringify(feed))
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

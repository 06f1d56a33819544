import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Feed } from '@portico/release'
import { vi } from 'vitest'
import { CurrentSetFile } from '../../src/release/current-set.ts'
import { RulesClient } from '../../src/release/rules/rules-client.ts'
import type { RulesSource } from '../../src/release/rules/rules-source.ts'
import { RulesStore } from '../../src/release/rules/rules-store.ts'
import { createLog } from '../../src/telemetry/log.ts'

/** A folder of its own, and the keepers that live in it one after the other. */
export class RulesHome {
  readonly folder: string
  /** What the keepers logged. */
  readonly lines: { event: string; release?: string }[] = []
  readonly #keepers: RulesClient[] = []

  private constructor(folder: string) {
    this.folder = folder
  }

  static async create(): Promise<RulesHome> {
    return new RulesHome(await mkdtemp(join(tmpdir(), 'portico-rules-')))
  }

  keep(source: RulesSource | null) {
    const log = createLog(line => void this.lines.push(JSON.parse(line)))
    const store = new RulesStore(join(this.folder, 'rules'), log)
    const onChange = vi.fn()
    const onLive = vi.fn()
    const currentSet = new CurrentSetFile(this.folder, log)
    const keeper = new RulesClient({ source, store, currentSet, log, onChange, onLive })
    this.#keepers.push(keeper)
    return { keeper, onChange, onLive }
  }

  /** The rules on disk. */
  async readSaved(): Promise<Feed> {
    const text = await readFile(join(this.folder, 'rules', 'rules.json'), 'utf8')
    return (JSON.parse(text) as { feed: Feed }).feed
  }

  logged(event: string) {
    return this.lines.filter(line => line.event === event)
  }

  async remove(): Promise<void> {
    for (const keeper of this.#keepers) keeper.stop()
    // What is being written when a keeper stops may still make a file.
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Baseline } from '@portico/release'
import type { Log } from '../telemetry/log.ts'
import { parseCurrentSet } from './manifests.ts'

const CHECK_MS = 1_000

/**
 * The baseline where no release service says one: `current.json` in the folder of artifacts. Read again when it has
 * changed; looked at once a second at most, and only when asked.
 */
export class CurrentSetFile {
  readonly #path: string
  readonly #log: Log
  #baseline: Baseline | null = null
  #stamp = ''
  #checkedAt = Number.NEGATIVE_INFINITY
  #checking: Promise<void> | null = null

  constructor(folder: string, log: Log) {
    this.#path = join(folder, 'current.json')
    this.#log = log
  }

  /** As `find`, where the file was looked at a moment ago; null: `find` says. */
  findNow(): Baseline | null {
    return performance.now() - this.#checkedAt > CHECK_MS ? null : this.#baseline
  }

  /** Null while nothing was ever built. A file that cannot be read leaves the last good set in use. */
  async find(): Promise<Baseline | null> {
    if (performance.now() - this.#checkedAt > CHECK_MS) {
      this.#checking ??= this.#check().finally(() => {
        this.#checkedAt = performance.now()
        this.#checking = null
      })
      await this.#checking
    }
    return this.#baseline
  }

  async #check(): Promise<void> {
    try {
      const { mtimeMs, size, ino } = await stat(this.#path)
      const stamp = `${mtimeMs}:${size}:${ino}`
      if (stamp === this.#stamp) return
      const { shell, apps, shared } = parseCurrentSet(JSON.parse(await readFile(this.#path, 'utf8')))
      this.#baseline = { shell, apps, shared, services: {} }
      this.#stamp = stamp
    } catch (error) {
      if (this.#baseline !== null) this.#log.error('artifacts.unreadable', error)
    }
  }
}

import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Log } from '../telemetry/log.ts'
import { type ArtifactSet, readArtifactSet } from './artifact-set.ts'

const checkMs = 1_000

/** The current set, read again when `current.json` has changed; looked at once a second at most, and only when asked. */
export class ArtifactWatch {
  readonly #folder: string
  readonly #log: Log
  #set: ArtifactSet | null = null
  #stamp = ''
  #checkedAt = Number.NEGATIVE_INFINITY
  #checking: Promise<void> | null = null

  constructor(folder: string, log: Log) {
    this.#folder = folder
    this.#log = log
  }

  /** Null while nothing was ever built. A set that cannot be read leaves the last good one in use. */
  async current(): Promise<ArtifactSet | null> {
    if (performance.now() - this.#checkedAt > checkMs) {
      this.#checking ??= this.#check().finally(() => {
        this.#checkedAt = performance.now()
        this.#checking = null
      })
      await this.#checking
    }
    return this.#set
  }

  async #check(): Promise<void> {
    try {
      const { mtimeMs, size, ino } = await stat(join(this.#folder, 'current.json'))
      const stamp = `${mtimeMs}:${size}:${ino}`
      if (stamp === this.#stamp) return
      this.#set = await readArtifactSet(this.#folder, this.#log)
      this.#stamp = stamp
    } catch (error) {
      if (this.#set !== null) this.#log.error('artifacts.unreadable', error)
    }
  }
}

import { readFileSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { SessionRecord } from '../access/session-record.ts'
import type { Log } from '../telemetry/log.ts'
import type { KeptSession } from './memory-session-store.ts'
import { writeSession } from './session-format.ts'

const WRITE_DELAY_MS = 500
/** Of the file: counted up with every change that another version of the gateway would misread. */
const FORMAT = 2

interface KeptFile {
  format: typeof FORMAT
  kept: [string, KeptSession][]
}

/** As gateways before wrote it; it is still read, so that their update logs no user out. */
interface FirstFile {
  format: 1
  kept: [string, { record: SessionRecord; expiresAt: number }][]
}

/**
 * Keeps the sessions of a process over its restart, so that an update logs no user out. The file holds hashes of ids, is
 * readable by its owner only, and is at most half a second old.
 */
export class SessionFile {
  readonly #path: string
  readonly #log: Log
  #writing = Promise.resolve()
  #isScheduled = false

  constructor(path: string, log: Log) {
    this.#path = path
    this.#log = log
  }

  /** Empty where there is no file, one of another version, or one that cannot be read. */
  read(): Map<string, KeptSession> {
    try {
      return parse(readFileSync(this.#path, 'utf8'))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.#log.error('sessions.unreadable', error)
      return new Map()
    }
  }

  /** Writes soon, what is then kept. */
  schedule(kept: ReadonlyMap<string, KeptSession>): void {
    if (this.#isScheduled) return
    this.#isScheduled = true
    void sleep(WRITE_DELAY_MS, undefined, { ref: false }).then(() => {
      this.#isScheduled = false
      return this.write(kept)
    })
  }

  /** Writes now, after any write that is under way. */
  write(kept: ReadonlyMap<string, KeptSession>): Promise<void> {
    const text = JSON.stringify({ format: FORMAT, kept: [...kept] } satisfies KeptFile)
    this.#writing = this.#writing
      .then(() => this.#replace(text))
      .catch(error => this.#log.error('sessions.not_kept', error))
    return this.#writing
  }

  async #replace(text: string): Promise<void> {
    const next = `${this.#path}.next`
    await mkdir(dirname(this.#path), { recursive: true })
    await writeFile(next, text, { mode: 0o600 })
    await rename(next, this.#path)
  }
}

function parse(text: string): Map<string, KeptSession> {
  const file = JSON.parse(text) as KeptFile | FirstFile | { format: null }
  if (file.format === FORMAT) return new Map(file.kept)
  return new Map(file.format === 1 ? file.kept.map(asText) : [])
}

function asText([key, { record, expiresAt }]: FirstFile['kept'][number]): [string, KeptSession] {
  return [key, { text: writeSession(record), expiresAt }]
}

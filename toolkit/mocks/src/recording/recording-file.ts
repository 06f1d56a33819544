import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** What is written: a recording of the graph's calls, or of a service's. */
export interface RecordingSource {
  readonly size: number
  readonly leftOut: number
  toYaml(): string
}

export interface RecordingFileOptions {
  /** The file that was made for it; asked once, when there is something to write. */
  reserve(): string
  say(line: string): void
}

/** So that a process that is killed loses little. */
const WRITE_MS = 1_000

/** Keeps a recording in its file: at most once a second, whole each time. What cannot be written is said, and tried again with the next call. */
export class RecordingFile {
  readonly #recorded: RecordingSource
  readonly #options: RecordingFileOptions
  #path: string | null = null
  #written = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(recorded: RecordingSource, options: RecordingFileOptions) {
    this.#recorded = recorded
    this.#options = options
  }

  /** A call was added. */
  added(): void {
    this.#timer ??= setTimeout(() => this.#write(), WRITE_MS).unref()
  }

  /** Writes what is left, and says what there is. */
  close(): void {
    clearTimeout(this.#timer)
    this.#write()
    const { size, leftOut } = this.#recorded
    const rest = leftOut === 0 ? '' : `; ${leftOut} found no room in it`
    this.#options.say(
      this.#path === null ? 'Nothing was recorded.' : `${size} calls stand in ${this.#path}${rest}.`,
    )
  }

  #write(): void {
    this.#timer = undefined
    if (this.#recorded.size === this.#written) return
    try {
      this.#path ??= this.#options.reserve()
      mkdirSync(dirname(this.#path), { recursive: true })
      const part = `${this.#path}.part`
      writeFileSync(part, this.#recorded.toYaml())
      renameSync(part, this.#path)
      this.#written = this.#recorded.size
    } catch (error) {
      this.#options.say(`RECORDING_FAILED: ${String(error)}`)
    }
  }
}

import type { ArtifactFiles } from '../loading/artifact-files.ts'
import { loadScript } from '../loading/load-script.ts'
import type { Program, ProgramReceiver } from '../sandbox/program.ts'
import type { PageOpening } from './page-opening.ts'

/** The programs of one copy of a wrapped page. They are loaded once and run at every opening. */
export class ClassicPrograms implements ProgramReceiver {
  /** The opening that is there now. */
  page: PageOpening | null = null
  readonly #files: ArtifactFiles
  readonly #programs = new Map<string, Program>()
  /** Files that are loaded to be run in their turn, not at once. */
  readonly #awaited = new Map<string, Promise<void>>()

  constructor(files: ArtifactFiles) {
    this.#files = files
  }

  receive(given: string | null, program: Program): void {
    const key = given ?? this.#files.entry
    this.#programs.set(key, program)
    const waits = this.#awaited.has(key) || key.startsWith('#') || program.imports !== undefined
    if (!waits) this.page?.run(program)
  }

  /** What runs at the start, all at once. */
  async load(): Promise<void> {
    const { entry, preload } = this.#files
    await Promise.all([entry, ...preload].map(file => this.#load(file)))
  }

  isComplete(keys: readonly string[]): boolean {
    return keys.every(key => this.#programs.has(key))
  }

  /** Rejects with what a browser says of an `import()` that failed, so that it is dealt with as one. */
  async fetch(key: string): Promise<Program> {
    if (/^[a-z][a-z\d+.-]*:/i.test(key)) throw new TypeError(`${key} is no module of this build: bundle it`)
    if (!this.#programs.has(key)) {
      const url = this.#files.originalUrl(key)
      await this.#load(key).catch(cause => {
        throw new TypeError(`Failed to fetch dynamically imported module: ${url}`, { cause })
      })
    }
    const program = this.#programs.get(key)
    if (program === undefined) throw new TypeError(`${this.#files.originalUrl(key)} brings no program`)
    for (const file of program.imports ?? [])
      if (!this.#programs.has(file)) void this.#load(file).catch(() => {})
    return program
  }

  #load(file: string): Promise<void> {
    const known = this.#awaited.get(file)
    if (known !== undefined) return known
    const loading = loadScript(this.#files, file).finally(() => this.#awaited.delete(file))
    this.#awaited.set(file, loading)
    return loading
  }
}

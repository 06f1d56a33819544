import type { ModuleBody, Program, ProgramRuntime } from '../sandbox/program.ts'

interface Module {
  file: string
  exports: object
  evaluation: Promise<void>
  /** What it waits for at this moment. */
  waitsFor: Module | null
}

interface ModuleSource {
  /** The program of a file, fetched if need be. Rejects as a failed `import()` does. */
  fetch(file: string): Promise<Program>
  originalUrl(file: string): string
  runtime: ProgramRuntime
}

/** The modules of one opening of a page, each evaluated once for it. */
export class ClassicModules {
  readonly #source: ModuleSource
  readonly #modules = new Map<string, Module>()

  constructor(source: ModuleSource) {
    this.#source = source
  }

  async import(file: string): Promise<object> {
    const module = this.#open(file)
    await module.evaluation
    return module.exports
  }

  /** As asked for by a file of the page, or by the page itself. */
  importFrom(file: string, specifier: string): Promise<object> {
    return this.import(this.#fileOf(specifier, this.#source.originalUrl(file)))
  }

  /** A program that stands in the page itself. */
  async run(key: string, program: Program): Promise<object> {
    const module = createModule(key)
    module.evaluation = this.#evaluate(module, Promise.resolve(program))
    await module.evaluation
    return module.exports
  }

  #open(file: string): Module {
    const known = this.#modules.get(file)
    if (known !== undefined) return known
    const module = createModule(file)
    this.#modules.set(file, module)
    module.evaluation = this.#evaluate(module, this.#source.fetch(file))
    // Rejected for those who import it; and one that failed is fetched anew by the next.
    module.evaluation.catch(() => this.#modules.delete(file))
    return module
  }

  async #evaluate(module: Module, fetched: Promise<Program>): Promise<void> {
    const program = await fetched
    const body = program.run(this.#source.runtime) as ModuleBody
    const meta = { url: this.#source.originalUrl(module.file.replace(/^#.*/, '')) }
    const fileOf = (specifier: string) => this.#fileOf(specifier, meta.url)
    await body(
      specifier => this.#importFor(module, fileOf(specifier)),
      specifier => this.import(fileOf(specifier)),
      (name, read) =>
        Object.defineProperty(module.exports, name, { enumerable: true, configurable: true, get: read }),
      source => exportAll(module.exports, source),
      meta,
    )
  }

  /** Modules that import each other get what there is of each other, as with the browser's own. */
  async #importFor(importer: Module, file: string): Promise<object> {
    const module = this.#open(file)
    if (module === importer || waitsFor(module, importer)) return module.exports
    importer.waitsFor = module
    await module.evaluation
    importer.waitsFor = null
    return module.exports
  }

  #fileOf(specifier: string, from: string): string {
    const url = new URL(specifier, from)
    url.search = ''
    url.hash = ''
    const base = this.#source.originalUrl('')
    return url.href.startsWith(base) ? url.href.slice(base.length) : url.href
  }
}

function createModule(file: string): Module {
  const exports = Object.defineProperty({}, Symbol.toStringTag, { value: 'Module' })
  return { file, exports, evaluation: Promise.resolve(), waitsFor: null }
}

function waitsFor(module: Module, other: Module): boolean {
  for (let next = module.waitsFor; next !== null; next = next.waitsFor) if (next === other) return true
  return false
}

function exportAll(exports: object, source: object): void {
  for (const name of Object.keys(source)) {
    if (name === 'default' || name in exports) continue
    const read = () => (source as Record<string, unknown>)[name]
    Object.defineProperty(exports, name, { enumerable: true, configurable: true, get: read })
  }
}

import { posix } from 'node:path'
import type { Page, PageScript } from './html/page.ts'
import { classicProgram, moduleProgram } from './program.ts'
import { type CompiledScript, compileClassicScript, type ScriptOptions } from './script/classic-script.ts'
import { compileModule } from './script/module-script.ts'
import { scriptTreeOf } from './script/syntax.ts'
import type { Folder } from './source/folder.ts'
import type { Problems, SourcePosition } from './source/problems.ts'

export interface ScriptFilesOptions {
  name: string
  version: string
  allowsEval?: boolean
  folder: Folder
  problems: Problems
  base: string
}

const SCRIPT = /\.m?js$/
const WORKER_CALL = /\bnew\s+(?:Shared)?Worker\b[^;]{0,300}/g
const NAME_IN_QUOTES = /["'`]([^"'`]*\.m?js)["'`?]/g
const OF_WORKERS = /\bimportScripts\b|\bskipWaiting\b/

/** The scripts of a build, each as a program of its own file; those that code asks for later wait in theirs. */
export class ScriptFiles {
  /** Keys of what runs at the start, in order: files, and `#1` for what stands in the page. */
  readonly start: string[] = []
  readonly inline: { key: string; compiled: CompiledScript }[] = []
  readonly inlineModules: string[] = []
  readonly #options: ScriptFilesOptions
  readonly #code = new Map<string, string>()
  readonly #imports = new Map<string, string[]>()

  constructor(options: ScriptFilesOptions) {
    this.#options = options
  }

  /** Files to fetch before the page starts: what it runs, and what modules of that import at once. */
  get startFiles(): string[] {
    const found = new Set(this.start)
    for (const key of found) for (const file of this.#imports.get(key) ?? []) found.add(file)
    return [...found].filter(key => !key.startsWith('#'))
  }

  files(): ReadonlyMap<string, string> {
    return this.#code
  }

  optionsAt(place: SourcePosition, problems = this.#options.problems): ScriptOptions {
    const { folder, base, allowsEval = false } = this.#options
    return { folder, base, allowsEval, problems, place }
  }

  async addPage({ scripts }: Page): Promise<void> {
    for (const script of scripts) await this.#addStart(script)
    const { folder } = this.#options
    const workers = this.#listWorkers()
    for (const file of folder.files.keys()) {
      if (!SCRIPT.test(file) || this.#code.has(file) || this.start.includes(file)) continue
      const text = folder.text(file)
      // A worker has a window of its own to be a script in, and may import modules; without one they are the page's.
      const isOfWorkers = workers.has(posix.basename(file)) || OF_WORKERS.test(text)
      if (!isOfWorkers && scriptTreeOf(text) !== null) await this.#addClassic(file)
      else if (workers.size === 0 && !isOfWorkers && scriptTreeOf(text, 'module') !== null)
        await this.#addModules(file)
      else this.#code.set(file, text)
    }
  }

  async #addStart({ isModule, source }: PageScript): Promise<void> {
    if ('code' in source) return this.#addInline(isModule, source)
    this.start.push(source.file)
    if (isModule) await this.#addModules(source.file)
    else await this.#addClassic(source.file)
  }

  async #addInline(
    isModule: boolean,
    { code, place }: { code: string; place: SourcePosition },
  ): Promise<void> {
    const key = `#${this.inline.length + this.inlineModules.length + 1}`
    this.start.push(key)
    if (!isModule) {
      const compiled = compileClassicScript(code, this.optionsAt(place))
      this.inline.push({ key, compiled: compiled ?? { code: '', names: [], lexical: [], lazy: [] } })
      for (const next of compiled?.lazy ?? []) await this.#addModules(next)
      return
    }
    const file = posix.join(this.#options.base, 'index.html')
    const compiled = await compileModule(file, code, this.optionsAt(place))
    if (compiled === null) return
    this.#imports.set(key, compiled.imports)
    this.inlineModules.push(moduleProgram(this.#artifact, key, compiled))
    for (const next of [...compiled.imports, ...compiled.lazy]) await this.#addModules(next)
  }

  async #addClassic(file: string): Promise<void> {
    if (this.#code.has(file)) return
    const text = this.#options.folder.text(file)
    const compiled = compileClassicScript(text, this.optionsAt({ file, text, offset: 0 }))
    if (compiled === null) return
    this.#code.set(file, classicProgram(this.#artifact, file, compiled))
    for (const next of compiled.lazy) {
      if (!this.#imports.has(next) && !this.start.includes(next)) this.#code.delete(next)
      await this.#addModules(next)
    }
  }

  /** A module and all that it leads to. */
  async #addModules(first: string): Promise<void> {
    const waiting = [first]
    for (const file of waiting) {
      if (this.#code.has(file)) continue
      const text = this.#options.folder.text(file)
      const compiled = await compileModule(file, text, this.optionsAt({ file, text, offset: 0 }))
      if (compiled === null) continue
      this.#code.set(file, moduleProgram(this.#artifact, file, compiled))
      this.#imports.set(file, compiled.imports)
      waiting.push(...compiled.imports, ...compiled.lazy)
    }
  }

  get #artifact(): string {
    return `${this.#options.name}@${this.#options.version}`
  }

  #listWorkers(): Set<string> {
    const { folder } = this.#options
    const texts = [...folder.files.keys()].filter(file => SCRIPT.test(file)).map(file => folder.text(file))
    const calls = texts.flatMap(text => text.match(WORKER_CALL) ?? [])
    const names = calls.flatMap(call => [...call.matchAll(NAME_IN_QUOTES)].map(match => match[1] ?? ''))
    return new Set(names.map(name => posix.basename(name)))
  }
}

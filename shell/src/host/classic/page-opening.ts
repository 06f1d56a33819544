import type { HeldEnds } from '../ledger/held-ends.ts'
import type { Program, ProgramRuntime } from '../sandbox/program.ts'
import type { SandboxWindow } from '../sandbox/scope.ts'
import { ClassicModules } from './classic-modules.ts'
import { type ClassicWindow, createClassicWindow } from './classic-window.ts'
import { bindHandlers, type PageHandlers } from './page-handlers.ts'
import { ZONE_FLAGS } from './zones.ts'

/** Written where the page was wrapped: the element that a script stood in. */
const SCRIPT_MARK = 'data-portico-script'
const HANDLERS = '#handlers'
const currentScript = Object.getOwnPropertyDescriptor(Document.prototype, 'currentScript')
/** Elements that show something without a text. */
const SHOWING = 'img,svg,canvas,video,iframe,input,button,select,textarea'

export interface PageOpeningOptions {
  sandbox: SandboxWindow
  publicPath: string
  originalUrl(file: string): string
  fetch(file: string): Promise<Program>
  /** Tells the page's own listeners of an event that the shell's document has long behind it. */
  announce(type: 'DOMContentLoaded' | 'readystatechange' | 'load'): void
  giveBase(): void
  ends: Pick<HeldEnds, 'add'>
}

/** One opening of a wrapped page: a window, its programs, and what they have set. The next opening has another. */
export class PageOpening {
  readonly #options: PageOpeningOptions
  readonly #own: ClassicWindow
  readonly #modules: ClassicModules
  readonly #runtime: ProgramRuntime
  /** What the page's own modules export, in their order. */
  readonly exports: object[] = []

  constructor(options: PageOpeningOptions) {
    this.#options = options
    const { sandbox, publicPath, originalUrl } = options
    this.#own = createClassicWindow(sandbox, {
      __POWERED_BY_QIANKUN__: true,
      __INJECTED_PUBLIC_PATH_BY_QIANKUN__: publicPath,
      ...ZONE_FLAGS,
      MessageChannel: closingChannel(options.ends),
    })
    const { window: own, scope } = this.#own
    this.#runtime = {
      scope,
      window: own,
      own: self => (self === globalThis || self === undefined || self === scope ? own : self),
      url: originalUrl,
      giveBase: options.giveBase,
      import: (from, specifier) => this.#modules.importFrom(from, String(specifier)),
      formOf: element => (element as { form?: object | null } | null)?.form ?? {},
    }
    this.#modules = new ClassicModules({ fetch: options.fetch, originalUrl, runtime: this.#runtime })
  }

  get window(): SandboxWindow {
    return this.#own.window
  }

  /**
   * Runs the page's programs in their order. As in a page of its own, one that throws keeps no other from running; but where
   * nothing is to be seen afterwards, its error is the page's.
   */
  async start(keys: readonly string[], container: HTMLElement): Promise<void> {
    const errors: unknown[] = []
    for (const key of keys) {
      try {
        await this.#runAtStart(key, container)
      } catch (error) {
        errors.push(error)
      }
    }
    for (const type of ['DOMContentLoaded', 'readystatechange', 'load'] as const) this.#options.announce(type)
    if (errors.length > 0 && isEmpty(container)) throw errors[0]
    for (const error of errors) reportError(error)
  }

  /** A script that the page has asked for by itself. */
  run({ names = [], lexical = [], run }: Program): unknown {
    this.#own.declare([...names, ...lexical])
    return run(this.#runtime)
  }

  async #runAtStart(key: string, container: HTMLElement): Promise<void> {
    const program = await this.#options.fetch(key)
    const isFile = !key.startsWith('#')
    if (program.imports !== undefined) {
      this.exports.push(await (isFile ? this.#modules.import(key) : this.#modules.run(key, program)))
      return
    }
    const element = container.querySelector(`[${SCRIPT_MARK}="${CSS.escape(key)}"]`)
    const answer = asCurrentScript(element, () => this.run(program))
    const page = this.window as unknown as Record<string, unknown>
    if (key === HANDLERS) bindHandlers(container, answer as PageHandlers, page)
  }
}

/** A port that listens lives until it is closed, and keeps all that its listener reaches. */
function closingChannel(ends: Pick<HeldEnds, 'add'>): typeof MessageChannel {
  return class extends MessageChannel {
    constructor() {
      super()
      ends.add(this, () => {
        this.port1.close()
        this.port2.close()
      })
    }
  }
}

/** Runs with `element` as `document.currentScript`, except for a script that it inserts and the browser runs meanwhile. */
function asCurrentScript<T>(element: Element | null, run: () => T): T {
  const get = () => currentScript?.get?.call(document) ?? element
  Object.defineProperty(document, 'currentScript', { configurable: true, get })
  try {
    return run()
  } finally {
    Reflect.deleteProperty(document, 'currentScript')
  }
}

function isEmpty(container: HTMLElement): boolean {
  return container.textContent.trim() === '' && container.querySelector(SHOWING) === null
}

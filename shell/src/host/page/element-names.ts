import type { Ledger } from '../ledger/ledger.ts'
import type { PageApps } from './page-apps.ts'

const native = window.customElements as CustomElementRegistry | undefined

/** What the typings lack of scoped registries. */
type MakeRegistry = new () => CustomElementRegistry

/**
 * Names of custom elements. A browser keeps a name for the life of the page, so the first app to define one gets the
 * page's; a second version of it, a copy after Retry, or another app gets a registry of its own where the browser has scoped
 * ones, and else a warning: its elements are then of the first class.
 */
export class ElementNames {
  readonly #apps: PageApps
  /** Name -> those that defined it for themselves. */
  readonly #several = new Map<string, Set<Ledger>>()

  constructor(apps: PageApps) {
    this.#apps = apps
  }

  /**
   * Whether one name stands for several classes. Then every element that an app makes must have the app's registry, for what
   * is parsed inside of it.
   */
  get hasSeveral(): boolean {
    return this.#several.size > 0
  }

  optionsFor(tag: string, maker: Ledger | null, options: unknown): unknown {
    const registry = (maker ?? this.#onlyOwner(tag))?.elementNames ?? null
    if (registry === null || typeof options === 'string') return options
    return { customElementRegistry: registry, ...(options as object | undefined) }
  }

  /** `customElements` as one app sees it. */
  facade(ledger: Ledger): CustomElementRegistry | undefined {
    if (native === undefined) return undefined
    const own = new Map<string, CustomElementConstructor>()
    const define: CustomElementRegistry['define'] = (name, type, options) => {
      if (own.has(name)) return warnTaken(ledger, name)
      if (native.get(name) === undefined) native.define(name, type, options)
      else if (!this.#defineApart(ledger, name, type, options)) return warnTaken(ledger, name)
      own.set(name, type)
    }
    const get = (name: string) => own.get(name) ?? ledger.elementNames?.get(name)
    return new Proxy(native, {
      get(target, property) {
        if (property === 'define') return define
        if (property === 'get') return get
        const value: unknown = Reflect.get(target, property)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
  }

  #defineApart(
    ledger: Ledger,
    name: string,
    type: CustomElementConstructor,
    options: ElementDefinitionOptions | undefined,
  ): boolean {
    try {
      ledger.elementNames ??= new (CustomElementRegistry as unknown as MakeRegistry)()
      ledger.elementNames.define(name, type, options)
    } catch {
      return false
    }
    this.#several.set(name, (this.#several.get(name) ?? new Set()).add(ledger))
    return true
  }

  /** A shared library makes elements for an app without the app's code in the stack: where one open app has the name, its. */
  #onlyOwner(tag: string): Ledger | null {
    const owners = this.#several.get(tag.toLowerCase())
    const open = this.#apps.list().filter(ledger => owners?.has(ledger))
    return open.length === 1 ? (open[0] ?? null) : null
  }
}

function warnTaken(ledger: Ledger, name: string): void {
  console.warn(
    `[portico] ELEMENT_NAME_TAKEN: <${name}> of ${ledger.instanceId} is defined already, and this browser keeps a name once given`,
  )
}

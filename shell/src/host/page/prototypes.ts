import { isSameProperty, type Patch } from '../ledger/held-patches.ts'

/** Classes whose prototypes and own functions are looked at: those that libraries patch. One a browser lacks is passed over. */
const CLASSES =
  'Object Function Array String Number Date RegExp Promise Map Set Error EventTarget Event Node Element HTMLElement HTMLFormElement HTMLInputElement HTMLScriptElement HTMLIFrameElement SVGElement Document Range Selection Window Navigator Symbol History Storage XMLHttpRequest Response Request Headers URL FormData CSSStyleSheet CSSStyleDeclaration DOMTokenList NodeList HTMLCollection MutationObserver MessagePort FileReader Worker WebSocket'.split(
    ' ',
  )
const OBJECTS = ['JSON', 'Math', 'Reflect', 'Intl', 'console', 'navigator', 'screen', 'crypto'] as const
/** Event handlers make up most of an element's properties, and nothing patches them. */
const isHandler = (key: PropertyKey) => typeof key === 'string' && key.startsWith('on')

type Properties = Map<PropertyKey, PropertyDescriptor>

/** The language and the platform as they stand, to see what an app has changed about them. */
export class Prototypes {
  readonly #names = new Map<object, string>()
  /** Of these, what stands there before the first app: what an app hangs beside it is kept elsewhere. */
  readonly #pageObjects = new Set<object>()
  readonly #seen = new Map<object, Properties>()

  /**
   * To be called before the first app's code runs, while its files are on their way: the browser makes most of these objects
   * when they are first looked at, which takes some milliseconds.
   */
  know(): void {
    if (this.#names.size > 0) return
    const globals = window as unknown as Record<string, unknown>
    for (const name of [...CLASSES, ...OBJECTS]) {
      const target = globals[name]
      if ((typeof target !== 'function' && typeof target !== 'object') || target === null) continue
      this.#names.set(target, name)
      const { prototype } = target as { prototype?: object }
      // That of functions is a function.
      if (typeof prototype === 'object' || typeof prototype === 'function')
        this.#names.set(prototype, `${name}.prototype`)
    }
    const { documentElement: html, head, body } = document
    const page = { document, 'document.documentElement': html, 'document.head': head, 'document.body': body }
    for (const [name, target] of Object.entries(page)) {
      this.#names.set(target, name)
      this.#pageObjects.add(target)
    }
    this.changes()
  }

  /** What has changed since the last time. */
  changes(): Patch[] {
    return [...this.#names.keys()].flatMap(target => {
      const before = this.#seen.get(target)
      const now = propertiesOf(target)
      if (before === undefined) {
        this.#seen.set(target, now)
        return []
      }
      if (this.#pageObjects.has(target)) for (const key of now.keys()) if (!before.has(key)) now.delete(key)
      this.#seen.set(target, now)
      return compare(target, before, now)
    })
  }

  /** As a developer writes it: `Array.prototype.flat`. */
  nameOf({ target, key }: Patch): string {
    return `${this.#names.get(target)}.${String(key)}`
  }
}

function propertiesOf(target: object): Properties {
  const keys = Reflect.ownKeys(target).filter(key => !isHandler(key))
  return new Map(keys.map(key => [key, Object.getOwnPropertyDescriptor(target, key) ?? {}]))
}

function compare(target: object, before: Properties, now: Properties): Patch[] {
  const keys = new Set([...before.keys(), ...now.keys()])
  return [...keys].flatMap(key => {
    const patch = { target, key, before: before.get(key), after: now.get(key) }
    return isSameProperty(patch.before, patch.after) ? [] : [patch]
  })
}

/** What is on a page beside the elements of an app. */
export interface PageState {
  /** Listeners of window, document, and the elements around apps: `window click`. */
  listeners: string[]
  /** Intervals, and timeouts of less than a minute, such as `setInterval of 250 ms`: caches let go of what they hold by longer ones. */
  timers: string[]
  /** Children of head and body that are no styles: `body > div#popup`. */
  nodes: string[]
  styles: string[]
  /** Names on `window`. */
  globals: string[]
}

/** Class names and attributes by which libraries keep one sheet a page for all their components, whichever app shows them. */
const OF_LIBRARIES = '[data-rc-order], [data-css-hash], [data-rc-priority], [data-emotion], [data-styled]'

type Listener = Parameters<EventTarget['addEventListener']>

/** By which frameworks know that they are on the page already. */
export const NAMES_OF_FRAMEWORKS = new Set([
  '__VUE__',
  '__VUE_INSTANCE_SETTERS__',
  '__VUE_SSR_SETTERS__',
  '__svelte',
  '_$HY',
  'Solid$$',
  'litElementVersions',
  'litHtmlVersions',
  'reactiveElementVersions',
])
const LONG_TIMEOUT_MS = 60_000

/** Counts what is added to a page until `stop`: listeners and timers have no list of their own. */
export class PageWatch {
  readonly #listeners = new Map<string, { target: string; type: string; listener: unknown }>()
  /** What each is, by its id. */
  readonly #timers = new Map<unknown, string>()
  readonly #undo: (() => void)[] = []
  readonly #ids = new WeakMap<object, number>()
  #lastId = 0

  constructor() {
    for (const [name, target] of this.#targets()) this.#watchTarget(name, target)
    this.#watchTimers()
  }

  stop(): void {
    for (const undo of this.#undo.splice(0).reverse()) undo()
  }

  read(): PageState {
    const roots = [document.head, document.body]
    const children = roots.flatMap(root => [...root.children])
    const isStyle = (element: Element) => element.matches('style, link[rel="stylesheet"]')
    return {
      listeners: [...this.#listeners.values()].map(({ target, type }) => `${target} ${type}`),
      timers: [...this.#timers.values()],
      nodes: children.filter(each => !isStyle(each) && !each.matches('[data-app]')).map(describe),
      styles: [
        ...children.filter(each => isStyle(each) && !each.matches(OF_LIBRARIES)).map(describe),
        ...(document.adoptedStyleSheets ?? []).map(() => 'an adopted sheet'),
      ],
      globals: Object.getOwnPropertyNames(window).filter(name => !NAMES_OF_FRAMEWORKS.has(name)),
    }
  }

  #targets(): [string, EventTarget][] {
    return [
      ['window', window],
      ['document', document],
      ['html', document.documentElement],
      ['body', document.body],
    ]
  }

  #watchTarget(name: string, target: EventTarget): void {
    const { addEventListener, removeEventListener } = target
    target.addEventListener = (...given: Listener) => {
      const [type, listener, options] = given
      if (listener === null) return
      const key = this.#keyOf(name, given)
      const entry = { target: name, type, listener }
      const { once = false, signal = undefined } = typeof options === 'object' ? options : {}
      if (signal?.aborted) return
      this.#listeners.set(key, entry)
      signal?.addEventListener('abort', () => this.#listeners.delete(key), { once: true })
      if (once) addEventListener.call(target, type, () => this.#listeners.delete(key), options)
      addEventListener.apply(target, given)
    }
    target.removeEventListener = (...given: Listener) => {
      this.#listeners.delete(this.#keyOf(name, given))
      removeEventListener.apply(target, given)
    }
    this.#undo.push(() => Object.assign(target, { addEventListener, removeEventListener }))
  }

  /** The browser takes the same listener once. */
  #keyOf(name: string, [type, listener, options]: Listener): string {
    const isCapture = typeof options === 'object' ? options.capture === true : options === true
    return `${name} ${type} ${isCapture} ${listener === null ? '' : this.#idOf(listener)}`
  }

  #idOf(value: object): number {
    const known = this.#ids.get(value)
    if (known !== undefined) return known
    this.#lastId += 1
    this.#ids.set(value, this.#lastId)
    return this.#lastId
  }

  #watchTimers(): void {
    const { setInterval, clearInterval, setTimeout, clearTimeout } = window
    const timers = this.#timers
    const startInterval = (handler: TimerHandler, everyMs = 0, ...rest: unknown[]) => {
      const id: unknown = Reflect.apply(setInterval, window, [handler, everyMs, ...rest])
      timers.set(id, `setInterval of ${everyMs} ms`)
      return id
    }
    const startTimeout = (handler: TimerHandler, delayMs = 0, ...rest: unknown[]) => {
      const run = (...given: unknown[]) => {
        timers.delete(id)
        if (typeof handler === 'function') handler(...given)
      }
      const id: unknown = Reflect.apply(setTimeout, window, [run, delayMs, ...rest])
      if (delayMs < LONG_TIMEOUT_MS) timers.set(id, `setTimeout of ${delayMs} ms`)
      return id
    }
    const end = (clear: typeof clearTimeout) => (id?: number) => {
      timers.delete(id)
      clear.call(window, id)
    }
    Object.assign(window, {
      setInterval: startInterval,
      setTimeout: startTimeout,
      clearInterval: end(clearInterval),
      clearTimeout: end(clearTimeout),
    })
    this.#undo.push(() => Object.assign(window, { setInterval, clearInterval, setTimeout, clearTimeout }))
  }
}

function describe(element: Element): string {
  const id = element.id ? `#${element.id}` : ''
  const name = typeof element.className === 'string' && element.className ? `.${element.className}` : ''
  return `${element.parentElement?.localName} > ${element.localName}${id}${name}`
}

import type { Lifecycles } from '@portico/micro-app'
import { isLifecycles } from '../loading/entry-loader.ts'
import type { SandboxWindow } from '../sandbox/scope.ts'

/** Names in a message. */
const MAX_NAMES = 20
/** `Acme.apps.stock`: what a build tool makes of a name with dots is no longer than this. */
const MAX_DEPTH = 4

/**
 * Looks for the lifecycles that a page has: on its window by the app's name, among what its modules export (of several the
 * last module's), else on its window by any name (`sales-main`, `SalesApp`, `Acme.apps.sales`), where only one thing has them.
 * Of none, and of several, it says what it saw.
 */
export class ClassicLibrary {
  #missing: string | null = null
  #candidates: string[] = []
  #known: ReadonlySet<string> = new Set()

  /** Why there are none: the name that was looked for, and those that were seen. Null: nothing is missing. */
  get missing(): string | null {
    return this.#missing
  }

  /** Whether several things have lifecycles, so that none can be chosen. */
  get isAmbiguous(): boolean {
    return this.#candidates.length > 1
  }

  /** Before the page's scripts run: what is there already is none of theirs. */
  begin(page: SandboxWindow): void {
    this.#known = new Set(Object.getOwnPropertyNames(page))
  }

  /** `exports`: of the page's modules. Null: it is a page, without lifecycles of its own. */
  find(page: SandboxWindow, name: string, exports: readonly object[] = []): Lifecycles | null {
    this.#candidates = []
    this.#missing = null
    const own = lifecyclesOf(page[name]) ?? exports.map(lifecyclesOf).findLast(found => found !== null)
    if (own) return own
    const seen = Object.getOwnPropertyNames(page).filter(other => !this.#known.has(other))
    // A library without a name puts its exports on the window one by one.
    if (seen.includes('mount') && isLifecycles(page)) return pick(page, seen)
    const found = findNamed(page, seen)
    this.#candidates = [...found.keys()]
    const [only, ...more] = new Set(found.values())
    if (only && more.length === 0) return only
    this.#missing = this.#describe(name, seen)
    return null
  }

  #describe(name: string, own: readonly string[]): string {
    const seen = [...own, ...this.#candidates.filter(other => !own.includes(other))]
    const names = seen.slice(0, MAX_NAMES).map(other => `window.${other}${this.#note(other)}`)
    const rest = seen.length > MAX_NAMES ? ` and ${seen.length - MAX_NAMES} more` : ''
    const set = names.length === 0 ? 'sets nothing on window' : `sets ${names.join(', ')}${rest}`
    return `Its script sets no library window.${name} with mount and unmount; it ${set}.`
  }

  #note(name: string): string {
    return this.#candidates.includes(name) ? ' (with mount and unmount)' : ''
  }
}

/** By any name of the page's own, else by one with dots. */
function findNamed(page: SandboxWindow, names: readonly string[]): Map<string, Lifecycles> {
  const found = new Map<string, Lifecycles>()
  for (const name of names) {
    const lifecycles = lifecyclesOf(page[name])
    if (lifecycles) found.set(name, lifecycles)
  }
  if (found.size === 0) for (const name of names) collectBelow(page[name], name, found)
  return found
}

/**
 * In plain objects only, and only what has `bootstrap` as well: other libraries have functions to mount things, those that
 * were written for this have all three. No getter is called on the way.
 */
function collectBelow(value: unknown, path: string, found: Map<string, Lifecycles>, depth = 2): void {
  if (depth > MAX_DEPTH || !isPlain(value)) return
  for (const [name, { value: below }] of Object.entries(Object.getOwnPropertyDescriptors(value))) {
    const lifecycles = lifecyclesOf(below)
    if (lifecycles && typeof lifecycles.bootstrap === 'function') found.set(`${path}.${name}`, lifecycles)
    else collectBelow(below, `${path}.${name}`, found, depth + 1)
  }
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}

/** Its lifecycles alone: called as functions of the window they would find each other there. */
function pick(page: SandboxWindow, names: readonly string[]): Lifecycles {
  return Object.fromEntries(names.map(name => [name, page[name]])) as unknown as Lifecycles
}

/** Itself, or as the default export of a library that was built from modules. */
function lifecyclesOf(value: unknown): Lifecycles | null {
  const candidates = [value, (value as { default?: unknown } | null | undefined)?.default]
  return candidates.find(isLifecycles) ?? null
}

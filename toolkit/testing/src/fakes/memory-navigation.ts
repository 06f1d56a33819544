import type { AppLocation, NavigationService, Undo } from '@portico/micro-app'
import { Observed } from './observed.ts'

/** History in memory. `path` is a whole-page path such as `/sales/orders?status=DRAFT`. */
export class MemoryNavigation implements NavigationService {
  readonly #entries: AppLocation[]
  readonly #current: Observed<AppLocation>
  #index = 0

  constructor(path = '/') {
    const first = parsePath(path, null)
    this.#entries = [first]
    this.#current = new Observed(first)
  }

  location(): AppLocation {
    return this.#current.value
  }

  subscribe(listener: (location: AppLocation) => void): Undo {
    return this.#current.subscribe(listener)
  }

  navigate(to: string, { replace = false, state = null }: { replace?: boolean; state?: unknown } = {}): void {
    const next = parsePath(to, state)
    if (!replace) this.#index += 1
    this.#entries.splice(this.#index, replace ? 1 : Number.POSITIVE_INFINITY, next)
    this.#current.set(next)
  }

  /** Beyond either end nothing happens, as in a browser. */
  go(delta: number): void {
    const target = this.#entries[this.#index + delta]
    if (target === undefined) return
    this.#index += delta
    this.#current.set(target)
  }
}

let lastKey = 0

/** Paths are resolved like hrefs, so that `..` and missing slashes come out as in a browser. */
export function parsePath(path: string, state: unknown): AppLocation {
  const { pathname, search, hash } = new URL(path, 'http://fake.invalid')
  lastKey += 1
  return { pathname, search, hash, state, key: `fake-${lastKey}` }
}

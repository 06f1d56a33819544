import type { AppLocation, Undo } from '@portico/micro-app'

type Listener = (location: AppLocation) => void

interface Entry {
  key: string
  state: unknown
}

/** One change of the address. `pop` is Back, Forward, or `go`. */
export interface HistoryMove {
  kind: 'push' | 'replace' | 'pop'
  from: AppLocation
  to: AppLocation
}

/** The browser's address and history, as the shell writes it. One a page. */
export class PageHistory {
  readonly #listeners = new Set<Listener>()
  #location = readLocation()
  #intercepts: (move: HistoryMove) => boolean = () => false

  constructor() {
    window.addEventListener('popstate', () => this.#changed('pop'))
  }

  get location(): AppLocation {
    return this.#location
  }

  subscribe(listener: Listener): Undo {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  push(to: string, state: unknown = null): void {
    window.history.pushState(newEntry(state), '', to)
    this.#changed('push')
  }

  replace(to: string, state: unknown = null): void {
    window.history.replaceState(newEntry(state), '', to)
    this.#changed('replace')
  }

  go(delta: number): void {
    window.history.go(delta)
  }

  /** Asked about every change before the listeners receive it; true keeps it from them. */
  intercept(intercepts: (move: HistoryMove) => boolean): void {
    this.#intercepts = intercepts
  }

  /** Tells the listeners where the page is; for a change that was kept from them. */
  announce(): void {
    for (const listener of [...this.#listeners]) listener(this.#location)
  }

  #changed(kind: HistoryMove['kind']): void {
    const from = this.#location
    this.#location = readLocation()
    if (!this.#intercepts({ kind, from, to: this.#location })) this.announce()
  }
}

export function hrefOf({
  pathname,
  search,
  hash,
}: Pick<AppLocation, 'pathname' | 'search' | 'hash'>): string {
  return pathname + search + hash
}

/** A location that is not the page's: where a hidden app has navigated meanwhile. */
export function parseLocation(to: string, from: AppLocation, state: unknown = null): AppLocation {
  const { pathname, search, hash } = new URL(to, new URL(hrefOf(from), window.location.origin))
  return { pathname, search, hash, ...newEntry(state) }
}

function newEntry(state: unknown): Entry {
  return { key: crypto.getRandomValues(new Uint32Array(1))[0]?.toString(36) ?? '', state }
}

function readLocation(): AppLocation {
  const { pathname, search, hash } = window.location
  const entry = window.history.state as Partial<Entry> | null
  return { pathname, search, hash, key: entry?.key ?? 'first', state: entry?.state ?? null }
}

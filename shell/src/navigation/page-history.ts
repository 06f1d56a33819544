import type { AppLocation, Undo } from '@portico/micro-app'

type Listener = (location: AppLocation) => void

interface Entry {
  key: string
  state: unknown
}

/** The browser's address and history, as the shell writes it. One a page. */
export class PageHistory {
  readonly #listeners = new Set<Listener>()
  #location = readLocation()

  constructor() {
    window.addEventListener('popstate', () => this.#changed())
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
    this.#changed()
  }

  replace(to: string, state: unknown = null): void {
    window.history.replaceState(newEntry(state), '', to)
    this.#changed()
  }

  go(delta: number): void {
    window.history.go(delta)
  }

  #changed(): void {
    this.#location = readLocation()
    for (const listener of [...this.#listeners]) listener(this.#location)
  }
}

export function hrefOf({
  pathname,
  search,
  hash,
}: Pick<AppLocation, 'pathname' | 'search' | 'hash'>): string {
  return pathname + search + hash
}

/** A location that is not the page's: where a hidden app has gone meanwhile. */
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

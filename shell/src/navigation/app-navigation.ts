import type { AppLocation, NavigationService, Undo } from '@portico/micro-app'
import { callEach } from '../state/call-each.ts'
import { hrefOf, type PageHistory, parseLocation } from './page-history.ts'

/** True for `/sales` and what is below it, not for `/salespeople`. */
export function isUnder(base: string, pathname: string): boolean {
  return pathname === base || pathname.startsWith(base.endsWith('/') ? base : `${base}/`)
}

/**
 * The address as one app sees it. It follows the page while the app's tab is shown and stands still while it is hidden, so
 * a router inside never meets a foreign address and never loses its state.
 */
export class AppNavigation implements NavigationService {
  readonly #history: PageHistory
  readonly #base: string
  readonly #listeners = new Set<(location: AppLocation) => void>()
  #location: AppLocation
  #isShown = false

  constructor(history: PageHistory, base: string) {
    this.#history = history
    this.#base = base
    this.#location = parseLocation(base, history.location)
  }

  location(): AppLocation {
    return this.#location
  }

  subscribe(listener: (location: AppLocation) => void): Undo {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  navigate(to: string, { replace = false, state = null }: { replace?: boolean; state?: unknown } = {}): void {
    const href = hrefOf(parseLocation(to, this.#location))
    if (!this.#isShown) this.#moveHidden(to, state)
    else if (replace) this.#history.replace(href, state)
    else this.#history.push(href, state)
  }

  go(delta: number): void {
    if (this.#isShown) this.#history.go(delta)
  }

  /** The app's tab is shown at this address, or the address of the shown tab has changed. */
  follow(location: AppLocation): void {
    const isReturn = !this.#isShown && hrefOf(location) === hrefOf(this.#location)
    this.#isShown = true
    // Coming back to where it stood is no change: not even the entry's key changes.
    if (!isReturn) this.#set(location)
  }

  freeze(): void {
    this.#isShown = false
  }

  /** Where the tab stood before the page was loaded anew. */
  restore(location: AppLocation): void {
    this.#location = location
  }

  /** The tab was closed; the next one begins at the app's start. */
  reset(): void {
    this.#isShown = false
    this.#location = parseLocation(this.#base, this.#location)
  }

  /** A hidden app may go elsewhere inside itself (after a save, say), but may not move the page under the user. */
  #moveHidden(to: string, state: unknown): void {
    const location = parseLocation(to, this.#location, state)
    if (isUnder(this.#base, location.pathname)) this.#set(location)
  }

  #set(location: AppLocation): void {
    if (location.key === this.#location.key && hrefOf(location) === hrefOf(this.#location)) return
    this.#location = location
    callEach(this.#listeners, location)
  }
}

import type { AppLocation, NavigationService, Undo } from '@portico/micro-app'
import { parsePath } from '../fakes/memory-navigation.ts'
import { Observed } from '../fakes/observed.ts'

/** The page's own address bar, for an app that has the page to itself. */
export class BrowserNavigation implements NavigationService {
  readonly #current = new Observed(readLocation())

  constructor() {
    window.addEventListener('popstate', () => this.#current.set(readLocation()))
  }

  location(): AppLocation {
    return this.#current.value
  }

  subscribe(listener: (location: AppLocation) => void): Undo {
    return this.#current.subscribe(listener)
  }

  navigate(to: string, { replace = false, state = null }: { replace?: boolean; state?: unknown } = {}): void {
    if (replace) window.history.replaceState(state, '', to)
    else window.history.pushState(state, '', to)
    this.#current.set(readLocation())
  }

  go(delta: number): void {
    window.history.go(delta)
  }
}

function readLocation(): AppLocation {
  return parsePath(window.location.href, window.history.state)
}

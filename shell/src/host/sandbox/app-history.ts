import type { AppLocation, NavigationService } from '@portico/micro-app'
import { isUnder } from '../../navigation/app-navigation.ts'
import { hrefOf } from '../../navigation/page-history.ts'
import type { Ledger } from '../ledger/ledger.ts'

/** What a foreign router finds the address by: `history` and `location` of one app, on the shell's navigation. */
export interface AppAddress {
  history: History
  location: Location
}

interface Options {
  navigation: NavigationService
  ledger: Ledger
  base: string
}

/**
 * The address as one app may read and write it. Writing is the shell's navigation, so that the address and the shown app
 * agree; of a hidden app it changes the app's own address only. What happens to the address arrives as `popstate` and
 * `hashchange`, where the app has not made it happen itself.
 */
export function appAddress(options: Options): AppAddress {
  const { navigation, ledger } = options
  let isOwn = false
  let before = navigation.location()
  const write = (url: string, state: unknown, replace: boolean) => {
    isOwn = true
    try {
      navigation.navigate(hrefOf(resolve(navigation, url)), { replace, state })
    } finally {
      isOwn = false
      before = navigation.location()
    }
  }
  const follow = (location: AppLocation) => {
    const from = before
    before = location
    if (!isOwn) announce(ledger, from, location)
  }
  let stop = navigation.subscribe(follow)
  ledger.channels.add(ledger.address, {
    open: () => {
      before = navigation.location()
      stop = navigation.subscribe(follow)
    },
    close: () => stop(),
  })
  return { history: createHistory(options, write), location: createLocation(options, write) }
}

type Write = (url: string, state: unknown, replace: boolean) => void

function announce({ address }: Ledger, from: AppLocation, to: AppLocation): void {
  const { origin } = window.location
  address.dispatchEvent(new PopStateEvent('popstate', { state: to.state }))
  if (from.hash === to.hash || from.pathname !== to.pathname || from.search !== to.search) return
  const urls = { oldURL: origin + hrefOf(from), newURL: origin + hrefOf(to) }
  address.dispatchEvent(new HashChangeEvent('hashchange', urls))
}

function createHistory({ navigation }: Options, write: Write): History {
  const change =
    (name: string, replace: boolean) => (state: unknown, _unused: string, url?: string | URL | null) => {
      const target = resolve(navigation, url === undefined || url === null ? '' : String(url))
      if (target.origin !== window.location.origin) {
        throw new DOMException(`${name}: ${target.href} is of another origin`, 'SecurityError')
      }
      write(target.href, structuredClone(state), replace)
    }
  const own: Partial<History> = {
    pushState: change('pushState', false),
    replaceState: change('replaceState', true),
    back: () => navigation.go(-1),
    forward: () => navigation.go(1),
    go: (delta = 0) => navigation.go(delta),
  }
  return new Proxy(window.history, {
    get(target, name) {
      if (name === 'state') return navigation.location().state
      return Reflect.get(own, name) ?? Reflect.get(target, name, target)
    },
    set: (target, name, value) => Reflect.set(target, name, value, target),
  })
}

function createLocation({ navigation, ledger, base }: Options, write: Write): Location {
  const url = () => new URL(hrefOf(navigation.location()), window.location.origin)
  const go = (to: string, replace: boolean) => {
    const target = resolve(navigation, to)
    const from = navigation.location()
    if (target.origin === window.location.origin && isUnder(base, target.pathname)) {
      write(target.href, null, replace)
      // Unlike pushState, this is an event for the app's own router too; it comes when the running code is done.
      queueMicrotask(() => announce(ledger, from, navigation.location()))
    } else if (ledger.isHidden) {
      console.warn(
        `[portico] NAVIGATION_REFUSED: ${ledger.instanceId} is hidden and may not move the page to ${target.href}`,
      )
    } else if (replace) window.location.replace(target)
    else window.location.assign(target)
  }
  const own = Object.create(Location.prototype) as Location
  const parts = ['protocol', 'host', 'hostname', 'port', 'pathname', 'search', 'hash'] as const
  for (const part of parts) {
    Object.defineProperty(own, part, {
      enumerable: true,
      get: () => url()[part],
      set(value: string) {
        const next = url()
        next[part] = value
        go(next.href, false)
      },
    })
  }
  return Object.defineProperties(own, {
    href: { enumerable: true, get: () => url().href, set: (to: unknown) => go(String(to), false) },
    origin: { enumerable: true, get: () => window.location.origin },
    ancestorOrigins: { enumerable: true, get: () => window.location.ancestorOrigins },
    assign: { value: (to: unknown) => go(String(to), false) },
    replace: { value: (to: unknown) => go(String(to), true) },
    reload: { value: () => void (ledger.isHidden || window.location.reload()) },
    toString: { value: () => url().href },
  })
}

function resolve(navigation: NavigationService, to: string): URL {
  return new URL(to, new URL(hrefOf(navigation.location()), window.location.origin))
}

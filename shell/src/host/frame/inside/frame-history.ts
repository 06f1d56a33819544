import type { AppLocation, Undo } from '@portico/micro-app'
import type { FrameInit } from '../wire/messages.ts'
import { Listeners } from './listeners.ts'

interface Step {
  to: string
  replace: boolean
  state: unknown
}

interface ShellHistory {
  /** Answers with where the app is then. */
  navigate(step: Step): Promise<unknown>
  go(delta: number): void
}

/**
 * The address of a frame is the shell's, below the app's base: what a router writes is sent to the shell, and where the shell goes
 * the router follows. The frame's own history has one entry, so that Back is the shell's alone.
 */
export class FrameHistory {
  readonly #init: FrameInit
  readonly #shell: ShellHistory
  readonly #listeners = new Listeners<AppLocation>()
  readonly #replaceState = window.history.replaceState.bind(window.history)
  #location: AppLocation
  /** Steps that the shell has not confirmed yet: what it says meanwhile is older than they are. */
  #underWay = 0

  constructor(init: FrameInit, shell: ShellHistory) {
    this.#init = init
    this.#shell = shell
    this.#location = init.location
  }

  get location(): AppLocation {
    return this.#location
  }

  subscribe(listener: (location: AppLocation) => void): Undo {
    return this.#listeners.add(listener)
  }

  /** In place of the browser's: a document without an origin may change nothing of its address but the fragment. */
  install(): void {
    const write = (replace: boolean) => (state: unknown, _title?: unknown, url?: string | URL | null) => {
      const target = new URL(url ?? window.location.href, document.baseURI)
      this.#replaceState(state, '', this.#fragmentOf(target))
      if (url !== undefined && url !== null) void this.#step(this.#pathOf(target), { replace, state })
    }
    window.history.pushState = write(false)
    window.history.replaceState = write(true)
    window.history.back = () => this.#shell.go(-1)
    window.history.forward = () => this.#shell.go(1)
    window.history.go = (delta = 0) => this.#shell.go(delta)
    window.addEventListener('hashchange', event => {
      // An entry of the browser's has been made for it already.
      if (event.isTrusted) void this.#step(this.#pathOf(new URL(window.location.href)), { replace: true })
    })
    window.addEventListener('click', event => this.#clicked(event))
  }

  async navigate(
    to: string,
    { replace = false, state = null }: Partial<Omit<Step, 'to'>> = {},
  ): Promise<void> {
    const { pathname, search, hash } = new URL(to, new URL(this.#href(), this.#init.root))
    await this.#step(pathname + search + hash, { replace, state })
  }

  /** The shell is elsewhere. */
  follow(location: AppLocation): void {
    if (this.#underWay === 0) this.#arrive(location)
  }

  async #step(to: string, { replace, state = null }: { replace: boolean; state?: unknown }): Promise<void> {
    this.#underWay += 1
    try {
      const confirmed = (await this.#shell.navigate({ to, replace, state: plain(state) })) as AppLocation
      if (this.#underWay === 1) this.#arrive(confirmed)
    } catch (error) {
      reportError(error)
    } finally {
      this.#underWay -= 1
    }
  }

  #arrive(location: AppLocation): void {
    const before = window.location.href
    const isSame = location.key === this.#location.key
    this.#location = location
    if (isSame) return
    this.#listeners.call(location)
    if (location.hash === window.location.hash) return
    this.#replaceState(location.state, '', this.#fragment(location.hash))
    window.dispatchEvent(new PopStateEvent('popstate', { state: location.state }))
    const change = { oldURL: before, newURL: window.location.href }
    window.dispatchEvent(new HashChangeEvent('hashchange', change))
  }

  /** Links to other places of the page, and to pages of the product. */
  #clicked(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey)
      return
    const link = event.composedPath().find(node => node instanceof HTMLAnchorElement)
    if (link === undefined || !link.hasAttribute('href') || /^_(?:blank|top)$/.test(link.target)) return
    const target = new URL(link.href, document.baseURI)
    const isOfPage = target.origin === new URL(this.#init.root).origin && !this.#isOfFiles(target)
    const isPlace = target.hash !== '' && this.#fragmentOf(target) === target.href
    if (!isOfPage && !isPlace) return
    event.preventDefault()
    if (isPlace) this.#goToPlace(target)
    else void this.#step(target.pathname + target.search + target.hash, { replace: false })
  }

  #goToPlace(target: URL): void {
    const oldURL = window.location.href
    this.#replaceState(null, '', target.href)
    void this.#step(this.#pathOf(target), { replace: false })
    document.getElementById(decodeURIComponent(target.hash.slice(1)))?.scrollIntoView()
    window.dispatchEvent(new PopStateEvent('popstate', { state: null }))
    window.dispatchEvent(new HashChangeEvent('hashchange', { oldURL, newURL: target.href }))
  }

  #href(): string {
    const { pathname, search, hash } = this.#location
    return pathname + search + hash
  }

  /** The document's own address with the fragment of `target`, the only part that it may change. */
  #fragmentOf(target: URL): string {
    return this.#fragment(target.hash)
  }

  #fragment(hash: string): string {
    return (window.location.href.split('#', 1)[0] ?? '') + hash
  }

  #isOfFiles({ pathname }: URL): boolean {
    return pathname.startsWith(new URL(this.#init.root).pathname)
  }

  /** Where in the shell an address in the frame is: below the app's base. */
  #pathOf(target: URL): string {
    const { base, root } = this.#init
    const files = new URL(root).pathname
    const { pathname, hash } = target
    if (pathname === base || pathname.startsWith(`${base}/`)) return pathname + target.search + hash
    const rest = pathname.startsWith(files) ? pathname.slice(files.length) : pathname.slice(1)
    const search = target.search === window.location.search ? '' : target.search
    const path = rest === '' || rest === 'index.html' ? base : `${base}/${rest}`
    return path + search + hash
  }
}

/** What no message can hold stays behind. */
function plain(state: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(state ?? null))
  } catch {
    return null
  }
}

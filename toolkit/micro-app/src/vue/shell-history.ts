import type { RouterHistory } from 'vue-router'
import type { AppLocation, NavigationService } from '../protocol.ts'
import { innerPathOf, pageHref } from '../route/href.ts'

type Listener = Parameters<RouterHistory['listen']>[0]

/** vue-router's history on the shell's location facade; locations inside are below the app's base. */
export function createShellHistory(navigation: NavigationService, base: string): RouterHistory {
  return new ShellHistory(navigation, base)
}

class ShellHistory implements RouterHistory {
  readonly base: string
  readonly #navigation: NavigationService
  readonly #listeners = new Set<Listener>()
  readonly #unsubscribe: () => void
  #location: string

  constructor(navigation: NavigationService, base: string) {
    this.base = base
    this.#navigation = navigation
    this.#location = innerPathOf(navigation.location(), base) ?? '/'
    this.#unsubscribe = navigation.subscribe(location => this.#follow(location))
  }

  get location(): string {
    return this.#location
  }

  get state(): RouterHistory['state'] {
    const state = this.#navigation.location().state
    return typeof state === 'object' && state !== null ? (state as RouterHistory['state']) : {}
  }

  push(to: string, state?: RouterHistory['state']): void {
    this.#go(to, { state })
  }

  replace(to: string, state?: RouterHistory['state']): void {
    this.#go(to, { state, replace: true })
  }

  go(delta: number): void {
    this.#navigation.go(delta)
  }

  listen(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  createHref(location: string): string {
    return this.base + location
  }

  destroy(): void {
    this.#unsubscribe()
    this.#listeners.clear()
  }

  /** The location is set first, so that the facade's echo of our own step is no change to the router. */
  #go(to: string, options: { state?: unknown; replace?: boolean }): void {
    this.#location = to
    const href = this.createHref(to)
    if (href !== pageHref(this.#navigation.location())) this.#navigation.navigate(href, options)
  }

  /** A shell freezes the facade of a hidden app; one that does not must still not send its router to another app's URL. */
  #follow(location: AppLocation): void {
    const to = innerPathOf(location, this.base)
    const from = this.#location
    if (to === null || to === from) return
    this.#location = to
    const information = { delta: 0, direction: '', type: 'pop' } as Parameters<Listener>[2]
    for (const listener of this.#listeners) listener(to, from, information)
  }
}

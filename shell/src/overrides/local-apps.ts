import type { DevPage, LocalApp, SnapshotApp } from '@portico/micro-app'
import type { AppHost } from '../host/index.ts'
import { Signal } from '../state/signal.ts'
import type { KeptFields } from './kept-fields.ts'

/** A development server that is restarted is back by then. */
const GRACE_MS = 1_500
const TRY_MS = 3_000

export interface LocalAppsState {
  /** Apps whose development server has ended. */
  ended: readonly string[]
  /** Apps whose definition is another now; the page shows it when it is loaded anew. */
  changed: readonly string[]
}

export interface LocalAppsOptions {
  dev: DevPage
  host: Pick<AppHost, 'replace' | 'retry' | 'viewOf'>
  fields: Pick<KeptFields, 'restore'>
  /** Whether a server that is started later gets its app into the page. */
  takesNew: boolean
  /** As the page has them. */
  appOf(name: string): SnapshotApp | undefined
  openEvents(url: string): EventSource
  /** False: something is unsaved, and the user decides when. */
  reloadIfSafe(reason: string): boolean
}

/**
 * The apps of this page that development servers on this machine serve: follows what becomes of their files, of their definitions and
 * of the servers themselves. The page and its other apps stay as they are.
 */
export class LocalApps {
  readonly state = new Signal<LocalAppsState>({ ended: [], changed: [] })
  readonly #options: LocalAppsOptions
  /** As the page has them now. */
  readonly #known: Record<string, LocalApp>
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: LocalAppsOptions) {
    this.#options = options
    this.#known = { ...options.dev.apps }
  }

  get names(): readonly string[] {
    return Object.keys(this.#known)
  }

  get dev(): DevPage {
    return this.#options.dev
  }

  start(): void {
    const source = this.#options.openEvents(this.#options.dev.events)
    source.addEventListener('message', event => {
      clearTimeout(this.#timer)
      this.#timer = undefined
      this.#follow(JSON.parse(event.data) as Record<string, LocalApp>)
    })
    // The browser tries again by itself, until the server answers.
    source.addEventListener('error', () => {
      this.#timer ??= setTimeout(() => this.#set({ ended: this.names }), GRACE_MS)
    })
  }

  /** Back to what the baseline has, in this tab. False: it has none, or its files come from the server that has ended. */
  showBaseline(name: string): boolean {
    const app = this.#options.dev.replaced[name]
    if (app === undefined || this.#isServerOfPage(name)) return false
    this.forget(name)
    void this.#options.host.replace(app)
    return true
  }

  forget(name: string): void {
    delete this.#known[name]
    const { ended, changed } = this.state.get()
    const others = (names: readonly string[]) => names.filter(other => other !== name)
    // Also where neither changes: there is one app less.
    this.state.set({ ended: others(ended), changed: others(changed) })
  }

  /** Whether its server answers again. */
  async isBack(name: string): Promise<boolean> {
    const list = new URL('.', new URL(this.#options.dev.events, window.location.href))
    try {
      const answer = await fetch(list, { cache: 'no-store', signal: AbortSignal.timeout(TRY_MS) })
      const apps = (await answer.json()) as { name: string }[]
      return apps.some(app => app.name === name)
    } catch {
      return false
    }
  }

  #follow(apps: Record<string, LocalApp>): void {
    const served = Object.entries(apps)
    const changed = served.filter(([name, { page }]) => this.#isChanged(name, page))
    const ended = Object.keys(this.#known).filter(name => apps[name] === undefined)
    this.#set({ ended, changed: changed.map(([name]) => name) })
    const reason = changed.map(([name, { page }]) => `local:${name}:${page}`).join()
    if (changed.length > 0 && this.#options.reloadIfSafe(reason)) return
    for (const [name, app] of served) this.#followCode(name, app)
  }

  #isChanged(name: string, page: string): boolean {
    const known = this.#known[name]
    return known === undefined ? this.#options.takesNew && !this.#isLeft(name) : known.page !== page
  }

  /** The user has what the baseline has again. */
  #isLeft(name: string): boolean {
    return Object.hasOwn(this.#options.dev.apps, name)
  }

  /** Of an app that the page has. */
  #followCode(name: string, local: LocalApp): void {
    const { appOf, host, fields } = this.#options
    const before = this.#known[name]
    const app = appOf(name)
    if (before === undefined || app === undefined || local.page !== before.page) return
    this.#known[name] = local
    if (local.code !== before.code) {
      const { classic: _, ...manifest } = app.manifest
      void host
        .replace({ ...app, manifest: { ...manifest, ...local.start } })
        .then(() => fields.restore(name))
    } else if (local.edits !== before.edits) {
      if (host.viewOf(name).status === 'failed') void host.retry(name)
      // A framework may put a new component in the place of the one that was edited.
      else fields.restore(name)
    }
  }

  #isServerOfPage(name: string): boolean {
    return this.#options.dev.apps[name]?.origin === window.location.origin
  }

  #set(change: Partial<LocalAppsState>): void {
    const before = this.state.get()
    const state = { ...before, ...change }
    if (JSON.stringify(state) !== JSON.stringify(before)) this.state.set(state)
  }
}

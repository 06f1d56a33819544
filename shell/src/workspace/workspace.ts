import type { AppLocation, PageState, SessionInfo, ShellServices, SnapshotApp } from '@portico/micro-app'
import { AppHost, type AppRuntime, type InstanceTimeouts } from '../host/index.ts'
import { AppNavigation } from '../navigation/app-navigation.ts'
import { hrefOf, PageHistory, parseLocation } from '../navigation/page-history.ts'
import { type Route, Routes } from '../navigation/routes.ts'
import { createAppServices, type PageServices } from '../services/app-services.ts'
import { Signal } from '../signal.ts'
import { restoreTabs, saveTabs } from './tab-record.ts'

const TIMEOUTS: InstanceTimeouts = { loadMs: 15_000, bootstrapMs: 10_000, mountMs: 15_000, unmountMs: 3_000 }
const MAX_MOUNTED = 8

/** One opened app. Its place in the strip is its place in the list. */
export interface Tab {
  app: SnapshotApp
  /** Null: the app's own title. */
  title: string | null
  isDirty: boolean
}

export interface WorkspaceState {
  route: Route
  tabs: readonly Tab[]
}

interface Desk {
  navigation: AppNavigation
  services: ShellServices
  /** Larger is more recent. */
  lastShown: number
}

export interface WorkspaceOptions {
  page: PageState & { session: SessionInfo }
  services: PageServices
  runtime: AppRuntime
  /** Asks the user whether unsaved work may be thrown away. */
  confirmDiscard(tab: Tab): Promise<boolean>
}

/** The tabs, and what the address says about them: the address decides which app is shown. */
export class Workspace {
  readonly host: AppHost
  readonly routes: Routes
  readonly stage = document.createElement('div')
  readonly history = new PageHistory()
  readonly state: Signal<WorkspaceState>
  readonly #options: WorkspaceOptions
  readonly #desks = new Map<string, Desk>()
  #clock = 0

  constructor(options: WorkspaceOptions) {
    const { page, runtime } = options
    this.#options = options
    this.stage.className = 'stage-apps'
    this.routes = new Routes(page.snapshot.apps, page.session.permissions)
    this.state = new Signal<WorkspaceState>({ route: { kind: 'start' }, tabs: this.#restored() })
    this.host = new AppHost({
      runtime,
      stage: this.stage,
      timeouts: TIMEOUTS,
      maxMounted: MAX_MOUNTED,
      servicesOf: name => this.#deskOf(name).services,
      isDirty: name => this.findTab(name)?.isDirty ?? false,
    })
  }

  start(): void {
    this.history.subscribe(location => this.#go(location))
    this.#go(this.history.location)
    window.addEventListener('beforeunload', event => {
      if (this.state.get().tabs.some(tab => tab.isDirty)) event.preventDefault()
    })
  }

  findTab(appName: string): Tab | null {
    return this.state.get().tabs.find(tab => tab.app.manifest.name === appName) ?? null
  }

  navigate(href: string): void {
    if (href !== hrefOf(this.history.location)) this.history.push(href)
  }

  /** Back to the app where it was left. */
  activate(appName: string): void {
    const { navigation } = this.#deskOf(appName)
    const { route } = this.state.get()
    if (route.kind === 'app' && route.app.manifest.name === appName) return
    this.history.push(hrefOf(navigation.location()), navigation.location().state)
  }

  async close(appName: string): Promise<void> {
    const tab = this.findTab(appName)
    if (tab === null || !(await this.#mayClose(tab))) return
    const wasShown = this.#shownApp() === appName
    this.#deskOf(appName).navigation.reset()
    this.#setTabs(this.state.get().tabs.filter(other => other.app.manifest.name !== appName))
    const closed = this.host.close(appName)
    if (wasShown) this.#showNext()
    await closed
  }

  retry(appName: string): void {
    void this.host.retry(appName)
  }

  async #mayClose(tab: Tab): Promise<boolean> {
    const { name } = tab.app.manifest
    if (!tab.isDirty) return this.host.mayClose(name)
    this.activate(name)
    return this.#options.confirmDiscard(tab)
  }

  #showNext(): void {
    const names = this.state.get().tabs.map(tab => tab.app.manifest.name)
    const next = names.sort((one, other) => this.#deskOf(other).lastShown - this.#deskOf(one).lastShown)[0]
    this.history.push(next === undefined ? '/' : hrefOf(this.#deskOf(next).navigation.location()))
  }

  #go(location: AppLocation): void {
    const route = this.routes.resolve(location.pathname)
    const start = this.routes.startHref()
    // `/` always leads somewhere, except for a user who may see nothing at all, or who has closed the last tab.
    if (route.kind === 'start' && start !== null && !this.#hasClosedAll()) {
      this.history.replace(start)
      return
    }
    this.#freezeOthers(route)
    if (route.kind === 'app') this.#show(route.app, location)
    else this.host.hide()
    this.#update({ ...this.state.get(), route })
  }

  #hasClosedAll(): boolean {
    return this.#clock > 0 && this.state.get().tabs.length === 0
  }

  #show(app: SnapshotApp, location: AppLocation): void {
    const { name } = app.manifest
    const desk = this.#deskOf(name)
    desk.lastShown = ++this.#clock
    desk.navigation.follow(location)
    if (this.findTab(name) === null) this.#setTabs([...this.state.get().tabs, newTab(app)])
    void this.host.show(app)
  }

  #freezeOthers(route: Route): void {
    const shown = route.kind === 'app' ? route.app.manifest.name : null
    for (const [name, desk] of this.#desks) if (name !== shown) desk.navigation.freeze()
  }

  #shownApp(): string | null {
    const { route } = this.state.get()
    return route.kind === 'app' ? route.app.manifest.name : null
  }

  #deskOf(appName: string): Desk {
    const known = this.#desks.get(appName)
    if (known !== undefined) return known
    const app = this.#options.page.snapshot.apps[appName]
    if (app === undefined) throw new Error(`No app ${appName} in this snapshot`)
    const desk = this.#createDesk(app)
    this.#desks.set(appName, desk)
    return desk
  }

  #createDesk(app: SnapshotApp): Desk {
    const { name, base } = app.manifest
    const navigation = new AppNavigation(this.history, base)
    navigation.subscribe(() => this.#record())
    const tabs = {
      setTitle: (title: string) => this.#change(name, { title: title === '' ? null : title }),
      setDirty: (isDirty: boolean) => this.#change(name, { isDirty }),
    }
    const services = createAppServices(this.#options.services, this.#options.page, { app, navigation, tabs })
    return { navigation, services, lastShown: 0 }
  }

  #change(appName: string, change: Partial<Pick<Tab, 'title' | 'isDirty'>>): void {
    const { tabs } = this.state.get()
    this.#setTabs(tabs.map(tab => (tab.app.manifest.name === appName ? { ...tab, ...change } : tab)))
  }

  #setTabs(tabs: readonly Tab[]): void {
    this.#update({ ...this.state.get(), tabs })
  }

  #update(state: WorkspaceState): void {
    this.state.set(state)
    this.#record()
  }

  #record(): void {
    const tabs = this.state.get().tabs.map(({ app: { manifest } }) => ({
      app: manifest.name,
      location: this.#deskOf(manifest.name).navigation.location(),
    }))
    saveTabs(this.#options.page.session.user.id, tabs)
  }

  /** Tabs of before the reload: they are in the strip, and load when they are shown. */
  #restored(): Tab[] {
    const { page } = this.#options
    return restoreTabs(page.session.user.id).flatMap(({ app: name, href }) => {
      const app = page.snapshot.apps[name]
      if (app === undefined || this.routes.resolve(pathOf(href)).kind !== 'app') return []
      this.#deskOf(name).navigation.restore(parseLocation(href, this.history.location))
      return [newTab(app)]
    })
  }
}

function newTab(app: SnapshotApp): Tab {
  return { app, title: null, isDirty: false }
}

function pathOf(href: string): string {
  return new URL(href, window.location.origin).pathname
}

import type { AppLocation, PageState, SessionInfo, SnapshotApp, TabService } from '@portico/micro-app'
import { AppHost, type AppRuntime, type InstanceTimeouts } from '../host/index.ts'
import { followAppLinks } from '../navigation/app-links.ts'
import { type HistoryMove, hrefOf, PageHistory, parseLocation } from '../navigation/page-history.ts'
import { Routes, type ShellRoute } from '../navigation/routes.ts'
import type { PageServices } from '../services/app-services.ts'
import { Signal } from '../state/signal.ts'
import { messages } from '../words/messages.ts'
import { restoreTabs, saveTabs } from './tab-record.ts'
import { TabStates } from './tab-states.ts'

const TIMEOUTS: InstanceTimeouts = {
  loadMs: 15_000,
  bootstrapMs: 10_000,
  mountMs: 15_000,
  unmountMs: 3_000,
  blankMs: 8_000,
}
const MAX_MOUNTED = 8

/** One opened app. Its place in the strip is its place in the list. */
export interface Tab {
  app: SnapshotApp
  /** Null: the app's own title. */
  title: string | null
  isDirty: boolean
}

export interface WorkspaceState {
  route: ShellRoute
  tabs: readonly Tab[]
}

export interface WorkspaceOptions {
  page: PageState & { session: SessionInfo }
  services: PageServices
  runtime: AppRuntime
  /** Asks the user whether unsaved work may be thrown away. */
  confirmDiscard(tab: Tab): Promise<boolean>
  /** The user goes elsewhere. True: the page is loaded anew at the new address, so nothing is to be shown. */
  atNavigation(): boolean
  /** Files of this app are unavailable: the page may be loaded anew. */
  reloadFor(app: SnapshotApp): void
}

/** The tabs, and what the address says about them: the address decides which app is shown. */
export class Workspace {
  readonly host: AppHost
  readonly routes: Routes
  readonly stage = document.createElement('div')
  readonly history = new PageHistory()
  readonly state: Signal<WorkspaceState>
  readonly #options: WorkspaceOptions
  readonly #tabStates: TabStates
  #mayBeLeft = false

  constructor(options: WorkspaceOptions) {
    const { page, runtime } = options
    this.#options = options
    this.stage.className = 'stage-apps'
    this.routes = new Routes(page.snapshot.apps, page.session.permissions)
    this.#tabStates = new TabStates({
      apps: page.snapshot.apps,
      services: options.services,
      history: this.history,
      tabsOf: name => this.#tabServiceOf(name),
      slotsOf: name => this.host.slots.of(name),
      moved: () => this.#record(),
    })
    this.state = new Signal<WorkspaceState>({ route: { kind: 'start' }, tabs: this.#restored() })
    this.host = new AppHost({
      runtime,
      stage: this.stage,
      timeouts: TIMEOUTS,
      maxMounted: MAX_MOUNTED,
      servicesOf: app => this.#tabStates.servicesOf(app),
      reports: options.services.reports,
      slots: {
        apps: page.snapshot.apps,
        can: permission => options.services.session.can(permission),
        servicesOf: (app, owner) => this.#tabStates.servicesInSlot(app, owner),
      },
      isDirty: name => this.findTab(name)?.isDirty === true || this.host.asksToStay(name),
      holdsTyped: elements => options.services.activity.typedFields.isHeldIn(elements),
      onKept: app => this.#sayOf(app, 'error', 'partMissing'),
      onRenewed: app => this.#sayOf(app, 'info', 'openedAnew'),
      reloadFor: options.reloadFor,
    })
  }

  start(): void {
    const { page } = this.#options
    this.history.subscribe(location => this.#go(location))
    this.#go(this.history.location)
    this.history.intercept(move => isSafePoint(move) && this.#options.atNavigation())
    followAppLinks({
      baseOf: name => page.snapshot.apps[name]?.manifest.base ?? null,
      navigate: href => this.navigate(href),
    })
    window.addEventListener('online', () => this.host.heal())
    window.addEventListener('beforeunload', event => {
      if (this.hasUnsaved() && !this.#mayBeLeft) event.preventDefault()
    })
  }

  hasUnsaved(): boolean {
    return this.state.get().tabs.some(tab => tab.isDirty)
  }

  /** Loads the page anew without the browser's question about unsaved work. */
  abandon(): void {
    this.#mayBeLeft = true
    window.location.reload()
  }

  findTab(appName: string): Tab | null {
    return this.state.get().tabs.find(tab => tab.app.manifest.name === appName) ?? null
  }

  navigate(href: string): void {
    if (href !== hrefOf(this.history.location)) this.history.push(href)
    // Choosing the page one is on is as good a moment for a newer version as any.
    else this.#options.atNavigation()
  }

  /** Back to the app where it was left. */
  activate(appName: string): void {
    if (this.#shownApp() !== appName) this.#pushPlaceOf(appName)
  }

  async close(appName: string): Promise<void> {
    const tab = this.findTab(appName)
    if (tab === null || !(await this.#mayClose(tab))) return
    const wasShown = this.#shownApp() === appName
    this.#tabStates.navigationOf(appName).reset()
    this.#setTabs(this.state.get().tabs.filter(other => other.app.manifest.name !== appName))
    const closed = this.host.close(appName)
    if (wasShown) this.#showNext()
    await closed
  }

  retry(appName: string): void {
    void this.host.retry(appName)
  }

  #sayOf({ manifest }: SnapshotApp, kind: 'error' | 'info', text: 'partMissing' | 'openedAnew'): void {
    const { language, toasts } = this.#options.services
    const locale = language.locale()
    toasts[kind](messages[locale][text](manifest.title[locale]))
  }

  async #mayClose(tab: Tab): Promise<boolean> {
    const { name } = tab.app.manifest
    if (!tab.isDirty && !this.host.asksToStay(name)) return this.host.mayClose(name)
    this.activate(name)
    return this.#options.confirmDiscard(tab)
  }

  #showNext(): void {
    const next = this.#tabStates.lastShown(this.state.get().tabs.map(tab => tab.app.manifest.name))
    if (next === null) this.history.push('/')
    else this.#pushPlaceOf(next)
  }

  #pushPlaceOf(appName: string): void {
    const location = this.#tabStates.navigationOf(appName).location()
    this.history.push(hrefOf(location), location.state)
  }

  #go(location: AppLocation): void {
    const route = this.routes.resolve(location.pathname)
    const start = this.routes.startHref()
    // `/` always leads somewhere, except for a user who may see nothing at all, or who has closed the last tab.
    if (route.kind === 'start' && start !== null && !this.#hasClosedAll()) {
      this.history.replace(start)
      return
    }
    this.#tabStates.freezeOthers(route.kind === 'app' ? route.app.manifest.name : null)
    if (route.kind === 'app') this.#show(route.app, location)
    else this.host.hide()
    this.#update({ ...this.state.get(), route })
  }

  #hasClosedAll(): boolean {
    return this.#tabStates.hasShownAny && this.state.get().tabs.length === 0
  }

  #show(app: SnapshotApp, location: AppLocation): void {
    const { name } = app.manifest
    this.#tabStates.show(name, location)
    if (this.findTab(name) === null) this.#setTabs([...this.state.get().tabs, newTab(app)])
    void this.host.show(app)
  }

  #shownApp(): string | null {
    const { route } = this.state.get()
    return route.kind === 'app' ? route.app.manifest.name : null
  }

  #tabServiceOf(name: string): TabService {
    return {
      setTitle: title => this.#change(name, { title: title === '' ? null : title }),
      setDirty: isDirty => this.#change(name, { isDirty }),
    }
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
      location: this.#tabStates.navigationOf(manifest.name).location(),
    }))
    saveTabs(this.#options.page.session.user.id, tabs)
  }

  /** Tabs of before the reload: they are in the strip, and load when they are shown. */
  #restored(): Tab[] {
    const { page } = this.#options
    return restoreTabs(page.session.user.id).flatMap(({ app: name, href }) => {
      const app = page.snapshot.apps[name]
      if (app === undefined || this.routes.resolve(pathOf(href)).kind !== 'app') return []
      this.#tabStates.navigationOf(name).restore(parseLocation(href, this.history.location))
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

/** Filters and pages of a list change the address as well; those are no moment to load the page anew. */
function isSafePoint({ kind, from, to }: HistoryMove): boolean {
  return kind === 'pop' || from.pathname !== to.pathname
}

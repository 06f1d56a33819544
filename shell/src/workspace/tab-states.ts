import type { AppLocation, ShellServices, SnapshotApp, TabService } from '@portico/micro-app'
import { AppNavigation } from '../navigation/app-navigation.ts'
import type { PageHistory } from '../navigation/page-history.ts'
import { createAppServices, type PageServices } from '../services/app-services.ts'

interface TabState {
  navigation: AppNavigation
  tabs: TabService
  /** By the app's version: a fallback sends in its own name, from the same address and tab. */
  services: Map<string, ShellServices>
  /** Larger is more recent. */
  lastShown: number
}

export interface TabStatesOptions {
  apps: Record<string, SnapshotApp>
  services: PageServices
  history: PageHistory
  tabsOf(appName: string): TabService
  /** Any app's address has changed. */
  moved(): void
}

/** Every opened app's address and services; they outlive its instances. */
export class TabStates {
  readonly #options: TabStatesOptions
  readonly #tabStates = new Map<string, TabState>()
  #clock = 0

  constructor(options: TabStatesOptions) {
    this.#options = options
  }

  get hasShownAny(): boolean {
    return this.#clock > 0
  }

  navigationOf(appName: string): AppNavigation {
    return this.#stateOf(appName).navigation
  }

  servicesOf(app: SnapshotApp): ShellServices {
    const { name, version } = app.manifest
    const { navigation, tabs, services } = this.#stateOf(name)
    const own = services.get(version) ?? createAppServices(this.#options.services, { app, navigation, tabs })
    services.set(version, own)
    return own
  }

  show(appName: string, location: AppLocation): void {
    const state = this.#stateOf(appName)
    state.lastShown = ++this.#clock
    state.navigation.follow(location)
  }

  freezeOthers(shown: string | null): void {
    for (const [name, state] of this.#tabStates) if (name !== shown) state.navigation.freeze()
  }

  /** Of these apps the one shown last. */
  lastShown(appNames: string[]): string | null {
    const byAge = (one: string, other: string) =>
      this.#stateOf(other).lastShown - this.#stateOf(one).lastShown
    return appNames.toSorted(byAge)[0] ?? null
  }

  #stateOf(appName: string): TabState {
    const state = this.#tabStates.get(appName) ?? this.#createState(appName)
    this.#tabStates.set(appName, state)
    return state
  }

  #createState(appName: string): TabState {
    const { apps, history, tabsOf, moved } = this.#options
    const app = apps[appName]
    if (app === undefined) throw new Error(`No app ${appName} in this snapshot`)
    const navigation = new AppNavigation(history, app.manifest.base)
    navigation.subscribe(moved)
    return { navigation, tabs: tabsOf(appName), services: new Map(), lastShown: 0 }
  }
}

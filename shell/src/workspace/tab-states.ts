import type {
  AppLocation,
  NavigationService,
  ShellServices,
  SlotService,
  SnapshotApp,
  TabService,
} from '@portico/micro-app'
import { AppNavigation } from '../navigation/app-navigation.ts'
import type { PageHistory } from '../navigation/page-history.ts'
import { pageNavigation } from '../navigation/page-navigation.ts'
import { createAppServices, type PageServices } from '../services/app-services.ts'

interface TabState {
  navigation: AppNavigation
  tabs: TabService
  /** By the app's version: a fallback sends in its own name, from the same address and tab. In its slots: by name and version. */
  services: Map<string, ShellServices>
  /** Larger is more recent. */
  lastShown: number
}

export interface TabStatesOptions {
  apps: Record<string, SnapshotApp>
  services: PageServices
  history: PageHistory
  tabsOf(appName: string): TabService
  slotsOf(appName: string): SlotService
  /** Any app's address has changed. */
  moved(): void
}

const NO_TAB: TabService = { setTitle() {}, setDirty() {} }
/** What is shown in a slot has none of its own, or an app could show itself in itself without end. */
const NO_SLOTS: SlotService = { list: () => [], mount: () => ({ update() {}, unmount() {} }) }

/** Every opened app's address and services; they outlive its instances. */
export class TabStates {
  readonly #options: TabStatesOptions
  readonly #tabStates = new Map<string, TabState>()
  /** Of what is shown in the shell's own slots, by name and version. */
  readonly #pageServices = new Map<string, ShellServices>()
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
    const slots = this.#options.slotsOf(name)
    const own =
      services.get(version) ?? createAppServices(this.#options.services, { app, navigation, tabs, slots })
    services.set(version, own)
    return own
  }

  /** For what an app shows in a slot of `owner`: its links lead where those of the owner do, and it has no tab of its own. Null: of the shell. */
  servicesInSlot(app: SnapshotApp, owner: string | null): ShellServices {
    const { name, version } = app.manifest
    const { navigation, services } = owner === null ? this.#ofPage() : this.#stateOf(owner)
    const key = `${name}@${version}`
    const known = services.get(key)
    if (known !== undefined) return known
    const own = createAppServices(this.#options.services, { app, navigation, tabs: NO_TAB, slots: NO_SLOTS })
    services.set(key, own)
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

  /** The shell is at the address of the page, whichever app is shown. */
  #ofPage(): Pick<TabState, 'services'> & { navigation: NavigationService } {
    return { navigation: pageNavigation(this.#options.history), services: this.#pageServices }
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

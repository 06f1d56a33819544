import type { Locale } from './manifest.ts'
import type { SessionInfo } from './page-state.ts'
import type { SlotPlace, SlotService } from './slots.ts'

/** Undoes a subscription. Calling it twice is harmless. */
export type Undo = () => void

/** What an entry module exports. Errors thrown or rejected here show the shell's error panel. */
export interface Lifecycles {
  bootstrap?(): Promise<void> | void
  mount(props: MountProps): Promise<void> | void
  unmount(props: MountProps): Promise<void> | void
  update?(props: MountProps): Promise<void> | void
  /** The tab is hidden but kept. */
  suspend?(): void
  /** The tab is shown again. */
  resume?(): void
  /** Asked before the tab is closed, and before the page loads itself anew for a newer version; false keeps it. */
  beforeLeave?(): Promise<boolean> | boolean
  /** What the app shows in slots of others: the `id` of a contribution -> its lifecycles. */
  contributions?: Readonly<Record<string, Lifecycles>>
}

export interface MountProps {
  /** `app@version#n`: unique on the page; the prefix for generated ids. */
  instanceId: string
  /** Carries `data-app`; render into it. */
  container: HTMLElement
  /** At body level, carries the same `data-app`; popups go here. */
  portal: HTMLElement
  /** The app's URL prefix, such as `/sales`. */
  base: string
  shell: ShellServices
  /** Of a contribution: the slot it is in. */
  slot?: SlotPlace
  /** Tells the shell that rendering failed after mount; shows the error panel. */
  onError(error: unknown): void
}

/** Narrow services instead of a global state bag. */
export interface ShellServices {
  session: SessionService
  navigation: NavigationService
  graph: GraphService
  i18n: I18nService
  theme: ThemeService
  tabs: TabService
  notify: NotifyService
  events: EventService
  report: ReportService
  slots: SlotService
}

export interface SessionService {
  /** User, company and permissions, as they were when the page was loaded or a session was renewed. */
  readonly info: SessionInfo
  /** For what to show; the gateway decides what is allowed. */
  can(permission: string): boolean
}

export interface AppLocation {
  pathname: string
  search: string
  hash: string
  state: unknown
  key: string
}

/** A location that freezes while the app's tab is hidden, so that a router in it never sees a foreign URL. */
export interface NavigationService {
  /** Of the app: while its tab is hidden, where it was left. */
  location(): AppLocation
  /** Called with each location of the app that is seen. */
  subscribe(listener: (location: AppLocation) => void): Undo
  /** Whole-page path, such as `/inventory/stock`; leaving the app's base switches tabs. */
  navigate(to: string, options?: { replace?: boolean; state?: unknown }): void
  /** In the history of the page, as the browser’s buttons do. */
  go(delta: number): void
}

/** An operation made by the code generator from a `.graphql` file; the types of answer and variables ride along. */
export interface GraphOperation<TData, TVariables> {
  name: string
  /** SHA-256 of `body`, hex. */
  id: string
  body: string
  /** Never present at run time. */
  __types?: (variables: TVariables) => TData
}

export interface GraphErrorDetail {
  code: string
  message: string
  path?: (string | number)[]
  /** Further facts the gateway lets a client see, such as the short products of INSUFFICIENT_STOCK. */
  details?: unknown
}

/** The same symbol in every copy of this module on the page. */
const GRAPH_ERROR = Symbol.for('portico.GraphError')

/** A failed call. `code` is the first error's, or NETWORK, TIMEOUT, UNAUTHENTICATED. Branch on it, never on a message. */
export class GraphError extends Error {
  readonly code: string
  readonly errors: GraphErrorDetail[]
  readonly [GRAPH_ERROR] = true

  /** The shell throws its own copy of this class and each app asks with another, so `instanceof` goes by the mark. */
  static override [Symbol.hasInstance](value: unknown): value is GraphError {
    return typeof value === 'object' && value !== null && GRAPH_ERROR in value
  }

  constructor(code: string, message: string, errors: GraphErrorDetail[] = [], options?: ErrorOptions) {
    super(message, options)
    this.name = 'GraphError'
    this.code = code
    this.errors = errors
  }
}

export interface GraphService {
  /** Sends one operation with CSRF header, the tab's snapshot and app; rejects with GraphError when any error came back. */
  execute<TData, TVariables>(
    operation: GraphOperation<TData, TVariables>,
    variables: TVariables,
    options?: { signal?: AbortSignal; timeoutMs?: number },
  ): Promise<TData>
  /** Same-origin call to one of the gateway's `/api/` routes (file upload and download), with CSRF and snapshot headers. */
  fetch(path: string, init?: RequestInit): Promise<Response>
  /**
   * Called when an answer to this app lacks parts that it can do without, which are null then, and when the same operation is answered whole
   * again. A frame, and a shell of before, do not have it.
   */
  onDegraded?(listener: (answer: DegradedAnswer) => void): Undo
}

/** What the last answer of one operation lacks. */
export interface DegradedAnswer {
  operation: string
  /** Paths of fields that were omitted, such as `workbench.bestProducts`, and names of services that are away; none: nothing any more. */
  parts: readonly string[]
}

export interface I18nService {
  /** `zh-CN` or `en`, which the user chooses in the shell. */
  locale(): Locale
  /** Called when the user has chosen another one. */
  subscribe(listener: (locale: Locale) => void): Undo
}

export type Theme = 'light' | 'dark'

export interface ThemeService {
  /** `light` or `dark`. */
  current(): Theme
  /** Called when the user has chosen another one. */
  subscribe(listener: (theme: Theme) => void): Undo
}

export interface TabService {
  /** An empty text gives the app’s own title back. */
  setTitle(title: string): void
  /** A dirty tab asks before it closes and is never evicted. */
  setDirty(isDirty: boolean): void
}

export interface NotifyService {
  /** Shown in the corner of the page for 4 s; with the app’s title while another app is seen. */
  success(text: string): void
  /** As `success`. */
  info(text: string): void
  /** As `success`. */
  warning(text: string): void
  /** For 8 s, and read out at once by screen readers. */
  error(text: string): void
}

/**
 * Facts one app sends to the others. Here are those of the platform; each app declares its own in `portico.app.ts`, and
 * `portico types` adds those of other apps.
 */
export interface AppEvents {
  /** First-level keys of the global state of apps written for qiankun; they receive and send it by qiankun's own functions. */
  'qiankun.state.changed': { state: Record<string, unknown> }
}

export interface EventService {
  emit<K extends keyof AppEvents>(type: K, event: AppEvents[K]): void
  on<K extends keyof AppEvents>(type: K, listener: (event: AppEvents[K]) => void): Undo
}

export interface ReportService {
  error(error: unknown, context?: Record<string, string>): void
  /** `value` in milliseconds. */
  timing(name: string, value: number): void
}

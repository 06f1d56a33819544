import type { PageState, ReportService, SessionInfo } from '@portico/micro-app'
import { createBrowserRuntime } from '../host/index.ts'
import { openLive } from '../live/open-live.ts'
import type { AppliedOverride } from '../overrides/apply-overrides.ts'
import type { OverrideParts, PageOverrides } from '../overrides/index.ts'
import { TabRelease } from '../release/tab-release.ts'
import type { PageServices } from '../services/app-services.ts'
import { Appearance } from '../services/appearance.ts'
import { type DeclaredEvents, EventBus } from '../services/event-bus.ts'
import { GatewayClient } from '../services/gateway.ts'
import { Language } from '../services/language.ts'
import { WELCOME_PATH } from '../services/password-link.ts'
import { ReportLog } from '../services/report-log.ts'
import { ReportOutbox } from '../services/report-outbox.ts'
import { findSession, keepLanguage, Session } from '../services/session.ts'
import { sessionChannel } from '../services/session-channel.ts'
import { leavePage, SessionWatch } from '../services/session-watch.ts'
import { Toasts } from '../services/toasts.ts'
import { watchUncaught } from '../services/uncaught.ts'
import { Freshness } from '../state/freshness.ts'
import { PageActivity } from '../state/page-activity.ts'
import { Signal } from '../state/signal.ts'
import { accountMessages } from '../words/account-messages.ts'
import { DiscardQuestion } from '../workspace/discard-question.ts'
import { Workspace } from '../workspace/workspace.ts'

/** The first app is there by then; what happened before is read from the browser's timeline. */
const TRACING_AFTER_MS = 1_000

type SharedServices = Pick<PageServices, 'language' | 'appearance' | 'toasts' | 'events' | 'reports'>

/** What every page of the shell has, logged in or not. */
export interface ShellPage {
  services: SharedServices
  /** The shell's own. */
  report: ReportService
  /** Null: no user is logged in, or it is the page of a one-time link. */
  pageSession: PageSession | null
  /** The page of a one-time link. */
  isWelcome: boolean
  /** Why the session this browser had was ended; undefined: it was not. */
  endReason: string | null | undefined
  /** Apps that come from elsewhere than the snapshot: their part of the shell is loaded only where there are some, or could be. */
  addOverrides(parts: OverrideParts, applied: readonly AppliedOverride[]): void
  start(): void
}

export interface PageSession {
  session: Session
  gateway: GatewayClient
  workspace: Workspace
  discard: DiscardQuestion
  release: TabRelease
  rulesState: PageState['rulesState']
  snapshot: PageState['snapshot']
  /** Null: the page has, and can have, no apps but its snapshot's. */
  overrides: Signal<PageOverrides | null>
  addOverrides: ShellPage['addOverrides']
  start(): void
}

export function createShellPage(state: PageState): ShellPage {
  const { session } = state
  const reports = new ReportLog()
  const shell = { name: 'shell', version: state.snapshot.shell }
  const report = reports.of(shell)
  const ownerOf = (thrown: unknown) => pageSession?.workspace.host.ownerOfError(thrown) ?? null
  const reportOfThrower: ReportService['error'] = (error, context) =>
    reports.of(ownerOf(error) ?? shell).error(error, context)
  const services = {
    language: new Language(session?.user.language, locale => {
      if (session !== null) void keepLanguage(locale).catch(error => report.error(error))
    }),
    appearance: new Appearance(),
    toasts: new Toasts(),
    events: new EventBus({ ...report, error: reportOfThrower }, declaredEvents(state)),
    reports,
  }
  const isWelcome = window.location.pathname === WELCOME_PATH
  const pageSession: PageSession | null =
    session === null || isWelcome ? null : createPageSession({ ...state, session }, services)
  const watch = new SessionWatch({
    session: pageSession?.session ?? null,
    update: sessionChannel,
    findSession,
    leave: leavePage,
  })
  const start = () => {
    const isTaken = (error: unknown) => pageSession?.workspace.host.hasTaken(error) ?? false
    watchUncaught({ reports, shell, ownerOf, isTaken })
    // A person at a one-time link types a password, which another tab's log-in must not take away.
    if (!isWelcome) watch.start()
    pageSession?.start()
  }
  const addOverrides: ShellPage['addOverrides'] = (parts, applied) =>
    pageSession?.addOverrides(parts, applied)
  return {
    services,
    report,
    pageSession,
    isWelcome,
    endReason: state.sessionEnded?.reason,
    addOverrides,
    start,
  }
}

function createPageSession(page: PageState & { session: SessionInfo }, shared: SharedServices): PageSession {
  const session = new Session(page.session)
  const discard = new DiscardQuestion()
  const activity = new PageActivity()
  const freshness = new Freshness(
    page.snapshot.id,
    page.snapshot.releases.map(({ id }) => id),
  )
  const gateway = new GatewayClient(page.snapshot.token, freshness, () => session.isReplaced.set(true))
  const outbox = new ReportOutbox(gateway)
  shared.reports.sendTo(outbox.add)
  const own = { page, freshness, activity, gateway, session }
  const release = new TabRelease({
    ...own,
    beforeReload: () => shared.toasts.keepForNextPage(),
    workspace: () => workspace,
  })
  const workspace: Workspace = new Workspace({
    page,
    services: { ...shared, session, gateway, activity },
    runtime: createBrowserRuntime(page.snapshot.shell),
    confirmDiscard: discard.ask,
    atNavigation: () => release.watch.atNavigation(),
    reloadFor: release.reloadFor,
  })
  const live = openLive({
    session,
    freshness,
    onAccess: () => shared.toasts.warning(accountMessages[shared.language.locale()].accessChanged),
  })
  const { snapshot, rulesState } = page
  const overrides = new Signal<PageOverrides | null>(null)
  const addOverrides: ShellPage['addOverrides'] = (parts, applied) => {
    const made = parts.createOverrides({ page, applied, host: workspace.host, release })
    overrides.set(made)
    made.start()
  }
  const start = () => {
    workspace.start()
    release.start()
    live.start()
    outbox.start()
    if (page.traces) afterLoad(() => void recordTraces(gateway, page.snapshot.shell))
    shared.toasts.showKept()
  }
  return {
    session,
    gateway,
    workspace,
    discard,
    release,
    rulesState,
    snapshot,
    overrides,
    addOverrides,
    start,
  }
}

/** A page whose recording cannot be loaded has lost nothing of its user's: no failure of the shell, which a release would be judged by. */
async function recordTraces(gateway: GatewayClient, shell: string): Promise<void> {
  const tracing = await import('../tracing/index.ts').catch(() => null)
  tracing?.startTracing(gateway, shell)
}

/** What the page records of itself is no part of what it needs. */
function afterLoad(run: () => void): void {
  const wait = () => setTimeout(run, TRACING_AFTER_MS)
  if (document.readyState === 'complete') wait()
  else window.addEventListener('load', wait, { once: true })
}

/** By the apps of the page; each event belongs to the app that its name begins with. */
function declaredEvents({ snapshot: { apps } }: PageState): DeclaredEvents {
  const declared = new Map(
    Object.values(apps).flatMap(({ manifest }) => Object.entries(manifest.events ?? {})),
  )
  return {
    payloadOf: type => declared.get(type)?.payload,
    ownerOf: type => {
      const [name = ''] = type.split('.', 1)
      const owner = Object.hasOwn(apps, name) ? apps[name] : undefined
      return owner ? { name, hasEvents: owner.manifest.events !== undefined } : null
    },
  }
}

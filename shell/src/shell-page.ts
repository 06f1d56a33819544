import type { PageState, SessionInfo } from '@portico/micro-app'
import { createBrowserRuntime } from './host/index.ts'
import type { PageServices } from './services/app-services.ts'
import { Appearance } from './services/appearance.ts'
import { EventBus } from './services/event-bus.ts'
import { Language } from './services/language.ts'
import { ReportLog } from './services/report-log.ts'
import { Session } from './services/session.ts'
import { Toasts } from './services/toasts.ts'
import { DiscardQuestion } from './workspace/discard-question.ts'
import { Workspace } from './workspace/workspace.ts'

/** What every page of the shell has, logged in or not. */
export interface ShellPage {
  services: Omit<PageServices, 'session'>
  /** Null: nobody is logged in. */
  desk: Desk | null
}

export interface Desk {
  session: Session
  workspace: Workspace
  discard: DiscardQuestion
}

export function createShellPage(state: PageState): ShellPage {
  const reports = new ReportLog()
  const services = {
    language: new Language(),
    appearance: new Appearance(),
    toasts: new Toasts(),
    events: new EventBus(reports.of('shell')),
    reports,
  }
  const { session } = state
  return { services, desk: session === null ? null : createDesk({ ...state, session }, services) }
}

function createDesk(page: PageState & { session: SessionInfo }, shared: ShellPage['services']): Desk {
  const session = new Session(page.session)
  const discard = new DiscardQuestion()
  const workspace = new Workspace({
    page,
    services: { ...shared, session },
    runtime: createBrowserRuntime(),
    confirmDiscard: discard.ask,
  })
  return { session, workspace, discard }
}

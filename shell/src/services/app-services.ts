import type {
  NavigationService,
  ShellServices,
  SlotService,
  SnapshotApp,
  TabService,
} from '@portico/micro-app'
import type { PageActivity } from '../state/page-activity.ts'
import type { Appearance } from './appearance.ts'
import type { EventBus } from './event-bus.ts'
import type { GatewayClient } from './gateway.ts'
import { GraphClient } from './graph-client.ts'
import type { Language } from './language.ts'
import type { ReportLog } from './report-log.ts'
import type { Session } from './session.ts'
import type { Toasts } from './toasts.ts'

/** What all apps of the page share. */
export interface PageServices {
  session: Session
  gateway: GatewayClient
  activity: PageActivity
  language: Language
  appearance: Appearance
  toasts: Toasts
  events: EventBus
  reports: ReportLog
}

/** One app's services: the shared ones, and its own address, tab, slots and name in what it sends. */
export function createAppServices(
  page: PageServices,
  own: { app: SnapshotApp; navigation: NavigationService; tabs: TabService; slots: SlotService },
): ShellServices {
  const { manifest } = own.app
  const { gateway, activity, session } = page
  const report = page.reports.of(manifest)
  return {
    session,
    navigation: own.navigation,
    graph: new GraphClient({ manifest, gateway, activity, renewSession: reason => session.renewed(reason) }),
    i18n: page.language,
    theme: page.appearance,
    tabs: own.tabs,
    notify: page.toasts.of(manifest),
    events: page.events.of(report, manifest),
    report,
    slots: own.slots,
  }
}

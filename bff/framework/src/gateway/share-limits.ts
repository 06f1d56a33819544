import type { Load } from '../load/load.ts'
import type { RateLimit } from '../load/rate-limit.ts'
import { SharedSpending } from '../load/shared-spending.ts'
import type { ReportGate } from '../release/report-gate.ts'
import type { Stores } from './stores.ts'
import type { TrafficControl } from './traffic-control.ts'

interface Limited {
  stores: Stores
  load: Load
  control: Pick<TrafficControl, 'interventions'>
  liveOpenings: RateLimit
  linkCalls: RateLimit
  reportGate: ReportGate
}

/** What one gateway's limits have let through, for all gateways that have the same notifications. */
export function shareLimits({
  stores,
  load,
  control,
  liveOpenings,
  linkCalls,
  reportGate,
}: Limited): SharedSpending {
  const limits = {
    budgets: load.budgets,
    interventions: control.interventions,
    liveOpenings,
    linkCalls,
    reportsOfSessions: reportGate.sessionLimit,
    reportsOfTenants: reportGate.tenantLimit,
  }
  return new SharedSpending({ notifications: stores.notifications, limits })
}

import { Budgets } from './budgets.ts'
import { OpenCalls } from './open-calls.ts'
import { Turns } from './turns.ts'

/** In points of about one field of an answer, half a microsecond of this process each. */
export interface LoadSettings {
  /** One operation: a page of 125 documents with everything in them. */
  maxQueryPoints: number
  userPointsPerSecond: number
  tenantPointsPerSecond: number
  /** Answers that are not finished. */
  maxUserCalls: number
  maxTenantCalls: number
}

/** What looking at an operation's text for the first time costs. */
export const newDocumentPoints = 2_000
/** What any call below `/api/` costs that is for a tenant. */
export const callPoints = 200
/** Seconds of a budget that may be spent at once. */
const burstSeconds = 3

/** How much is done for whom, and in which order. One a process. */
export interface Load {
  maxQueryPoints: number
  budgets: Budgets
  turns: Turns
  calls: OpenCalls
}

export function createLoad(settings: LoadSettings): Load {
  const { maxQueryPoints, userPointsPerSecond, tenantPointsPerSecond } = settings
  return {
    maxQueryPoints,
    budgets: new Budgets({
      user: { perSecond: userPointsPerSecond, burst: burstSeconds * userPointsPerSecond },
      tenant: { perSecond: tenantPointsPerSecond, burst: burstSeconds * tenantPointsPerSecond },
    }),
    turns: new Turns({
      maxRunning: 512,
      maxRunningPoints: 10 * maxQueryPoints,
      tenant: { maxRunning: 64, maxRunningPoints: maxQueryPoints, maxWaiting: 100 },
      maxWaiting: 1_000,
      maxWaitMs: 5_000,
    }),
    calls: new OpenCalls({ user: settings.maxUserCalls, tenant: settings.maxTenantCalls }),
  }
}

import { Budgets } from './budgets.ts'
import { OpenCalls } from './open-calls.ts'
import { Turns } from './turns.ts'

/** In points of about one field of an answer: some 4 µs of this process, the services and the database together. */
export interface LoadSettings {
  /** One operation: more than the dearest of our apps with a page of 200. */
  maxQueryPoints: number
  userPointsPerSecond: number
  tenantPointsPerSecond: number
  /** Answers that are not finished. */
  maxUserCalls: number
  maxTenantCalls: number
}

/** What looking at an operation's text for the first time costs. */
export const newDocumentPoints = 500
/** What any call below `/api/` costs that is for a tenant. */
export const callPoints = 200
/** What one tenant has under way while another works too: a list of fifty orders and what a page asks beside it. */
const maxSharedPoints = 4_000
/**
 * Seconds of a budget that may be spent at once: five tabs of a user, fifty people of a tenant, that all load again within two
 * seconds because their release was taken back.
 */
const userBurstSeconds = 2
const tenantBurstSeconds = 5

/** How much is done for each user and tenant, and in which order. One a process. */
export interface Load {
  maxQueryPoints: number
  budgets: Budgets
  turns: Turns
  calls: OpenCalls
}

export function createLoad(settings: LoadSettings): Load {
  const { maxQueryPoints, userPointsPerSecond, tenantPointsPerSecond } = settings
  // What one operation may cost at most is affordable, however little comes back a second.
  const dearest = callPoints + newDocumentPoints + maxQueryPoints
  const budget = (perSecond: number, seconds: number) => ({
    perSecond,
    burst: Math.max(seconds * perSecond, dearest),
  })
  return {
    maxQueryPoints,
    budgets: new Budgets({
      user: budget(userPointsPerSecond, userBurstSeconds),
      tenant: budget(tenantPointsPerSecond, tenantBurstSeconds),
    }),
    turns: new Turns({
      maxRunning: 512,
      maxRunningPoints: 10 * maxQueryPoints,
      tenant: { maxRunning: 64, maxRunningPoints: maxQueryPoints, maxWaiting: 100 },
      maxSharedPoints,
      maxWaiting: 1_000,
      maxWaitMs: 5_000,
    }),
    calls: new OpenCalls({ user: settings.maxUserCalls, tenant: settings.maxTenantCalls }),
  }
}

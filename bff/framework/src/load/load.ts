import { Budgets } from './budgets.ts'
import { OpenCalls } from './open-calls.ts'
import { Turns } from './turns.ts'

/** Of an operation's text: to look at it is work before anything of it is known. */
export const MAX_CHARACTERS = 32 * 1024

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

/** What looking at an operation's text for the first time costs, and each of its characters: 32 KB take up to 6 ms to read. */
const NEW_DOCUMENT_POINTS = 500
const CHARACTERS_A_POINT = 16

export function textPoints(characters: number): number {
  return NEW_DOCUMENT_POINTS + Math.ceil(characters / CHARACTERS_A_POINT)
}

/** Of a JSON body, what the price of a call covers; it is of the size of an operation with its variables. */
const FREE_BODY_BYTES = 8 * 1024
/** JSON of many small parts takes 0.1 ms a KB to read: 256 KB of it were 25 ms for the price of one call. */
const BODY_BYTES_A_POINT = 50

/** What reading a JSON body costs beyond the call it comes with. */
export function bodyPoints(bytes: number): number {
  return Math.ceil(Math.max(0, bytes - FREE_BODY_BYTES) / BODY_BYTES_A_POINT)
}

/** What any call below `/api/` costs that is for a tenant. */
export const CALL_POINTS = 200
/** What one tenant has under way while another works too: a list of fifty orders and what a page asks beside it. */
const MAX_SHARED_POINTS = 4_000
/**
 * Of the dearest operations, what one tenant has under way while no other works. At one, 16 lists of fifty orders at a time
 * were answered at 0.57 of the rate that their services allow (`pnpm bench graph`).
 */
const ALONE_QUERIES = 4
/**
 * Seconds of a budget that may be spent at once: five tabs of a user, fifty workbenches of a tenant, that all load again
 * within two seconds because their release was revoked. They are answered in turn: more at once takes longer, and takes
 * nothing from other tenants.
 */
const USER_BURST_SECONDS = 2
const TENANT_BURST_SECONDS = 10

/**
 * Of a tenant at once. One takes most of a core of its service until it is through: twenty a second of one user put a list of
 * another tenant from 20 ms to 2.5 s.
 */
const MAX_WHOLE_LISTS = 2

/** How much is done for each user and tenant, and in which order. One a process. */
export interface Load {
  maxQueryPoints: number
  budgets: Budgets
  turns: Turns
  calls: OpenCalls
  /** Downloads that read a whole list. */
  wholeLists: OpenCalls
}

/** `now`: milliseconds of the monotonic clock. */
export function createLoad(settings: LoadSettings, now?: () => number): Load {
  const { maxQueryPoints, userPointsPerSecond, tenantPointsPerSecond } = settings
  // What one operation may cost at most is affordable, however little comes back a second.
  const dearest = CALL_POINTS + textPoints(MAX_CHARACTERS) + maxQueryPoints
  const budget = (perSecond: number, seconds: number) => ({
    perSecond,
    burst: Math.max(seconds * perSecond, dearest),
  })
  return {
    maxQueryPoints,
    budgets: new Budgets({
      user: budget(userPointsPerSecond, USER_BURST_SECONDS),
      tenant: budget(tenantPointsPerSecond, TENANT_BURST_SECONDS),
      now,
    }),
    turns: new Turns({
      maxRunning: 512,
      maxRunningPoints: 10 * maxQueryPoints,
      tenant: { maxRunning: 64, maxRunningPoints: ALONE_QUERIES * maxQueryPoints, maxWaiting: 500 },
      maxSharedPoints: MAX_SHARED_POINTS,
      maxWaiting: 2_000,
      maxWaitMs: 5_000,
    }),
    calls: new OpenCalls({ user: settings.maxUserCalls, tenant: settings.maxTenantCalls }),
    wholeLists: new OpenCalls({ user: MAX_WHOLE_LISTS, tenant: MAX_WHOLE_LISTS }),
  }
}

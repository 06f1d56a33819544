import { AsyncLocalStorage } from 'node:async_hooks'

/** What one request asks for. */
export interface WaitingCall {
  /** Aborted when the caller has left. */
  left: AbortSignal
  /** It changes nothing, however often it is begun. */
  isRead: boolean
  /** Its caller makes it once more where it fails. */
  isRetried: boolean
  /** When its answer is of no use any more: ms of the monotonic clock; `Infinity` where the caller did not say. */
  endsAt: number
  /** It was answered: what goes on is a timer or a loop that it was the first to need. */
  isAnswered: boolean
  /** It has had a connection: what it began is done to its end, as other services may know of it. */
  hasBegun: boolean
  /** Null: it must see what is committed when it is read. */
  staleRead: StaleRead | null
  /** Something was committed for it. */
  hasWritten: boolean
  /** As `hasWritten`, by what may have written something. Noted where tenants may be in other cells alone. */
  hasChanged: boolean
}

interface StaleRead {
  maxAgeMs: number
  /** In the log of the database: what was committed up to there must be seen. Null: nothing in particular. */
  position: string | null
}

const storage = new AsyncLocalStorage<WaitingCall>()

/** What `work` begins, however deep, is done for the caller of this request. */
export function runForCaller(asking: WaitingCall, work: () => void) {
  storage.run(asking, work)
}

/**
 * Aborted when what is asked for is of no use to its caller any more; undefined where it is done in any case. What begins
 * after the caller has left is done: it may be a timer that this request was the first to start, for all that follow.
 */
export function callerLeft(): AbortSignal | undefined {
  const asking = storage.getStore()
  if (!asking || asking.left.aborted) return undefined
  return asking.isRead || !asking.hasBegun ? asking.left : undefined
}

/** No handler works for longer than that; what is found at work later is a loop that a request has begun. */
const MAX_LATE_MS = 30_000

/** When what is asked for is of no use any more: `Infinity` for a job, and for a write that has begun. */
export function callerEndsAt(): number {
  const asking = storage.getStore()
  if (!asking || asking.isAnswered) return Number.POSITIVE_INFINITY
  const isDoneAnyway = (!asking.isRead && asking.hasBegun) || performance.now() - asking.endsAt > MAX_LATE_MS
  return isDoneAnyway ? Number.POSITIVE_INFINITY : asking.endsAt
}

/** Whether a request waits for this; else it is a job's, a consumer's or a loop's. */
export function isForCaller(): boolean {
  return storage.getStore()?.isAnswered === false
}

/** What is asked of other services for this request is asked again with it. */
export function isRetriedByCaller(): boolean {
  return storage.getStore()?.isRetried ?? false
}

/** Something is changed on behalf of the request. */
export function noteBegun() {
  const asking = storage.getStore()
  if (asking) asking.hasBegun = true
}

/** How old what the request reads may be; null: as new as can be, or no request waits for it. */
export function findStaleRead(): StaleRead | null {
  const asking = storage.getStore()
  return asking && !asking.isAnswered ? asking.staleRead : null
}

/** A transaction of the request has committed. */
export function noteWritten() {
  const asking = storage.getStore()
  if (asking && !asking.isRead) asking.hasWritten = true
}

/** A transaction of the request has committed that may have written something: the request is not to be made again by itself. */
export function noteChanged() {
  const asking = storage.getStore()
  if (asking) asking.hasChanged = true
}

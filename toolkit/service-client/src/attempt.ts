import type { SelectedInstance } from './instances/discovery.ts'

/** How one attempt ended; of a call, the last one counts. */
export type Attempt<Answer> = Answered<Answer> | NotSent | Cut | TimedOut

interface Answered<Answer> {
  outcome: 'answered'
  selected: SelectedInstance
  answer: Answer
  /** The service tried and could not: another attempt may be better. */
  isFailure: boolean
}

/** The service has surely got nothing of it. */
interface NotSent {
  outcome: 'notSent'
  /**
   * `unknown`: the service has no address; `kept-off-stable`: a release forbids this write without its gray instance;
   * `resting`: the instance fails all the time, and is not called for a while; `full`: it has as much under way as it is good
   * at, and what waits is more urgent or was there before; `unreachable`: it takes no connection.
   */
  why: 'unknown' | 'kept-off-stable' | 'resting' | 'full' | 'unreachable'
  selected: SelectedInstance | null
  cause?: unknown
}

/** The connection broke on the way: it is unknown what the service got. */
interface Cut {
  outcome: 'cut'
  selected: SelectedInstance
  cause: unknown
}

/** As `cut`, by the time of the attempt. */
interface TimedOut {
  outcome: 'timedOut'
  selected: SelectedInstance
  cause: unknown
}

/** Whether the instance is to be blamed for what became of the attempt. */
export function isFailed(attempt: Attempt<unknown>): boolean {
  return attempt.outcome !== 'answered' || attempt.isFailure
}

/** It said it has too much to do, or gave no answer in time. */
export function isOverloaded(attempt: Attempt<{ status: number }>): boolean {
  if (attempt.outcome === 'answered') return attempt.isFailure && attempt.answer.status === 503
  return attempt.outcome === 'timedOut'
}

export function notSent(why: Exclude<NotSent['why'], 'unreachable'>, selected: SelectedInstance | null) {
  return { outcome: 'notSent', why, selected } as const
}

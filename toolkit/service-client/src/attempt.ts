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
   * `resting`: the instance fails all the time, and is not called for a while; `unreachable`: it takes no connection.
   */
  why: 'unknown' | 'kept-off-stable' | 'resting' | 'unreachable'
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

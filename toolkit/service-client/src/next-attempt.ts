import type { Attempt } from './attempt.ts'
import type { Discovery, SelectedInstance } from './instances/discovery.ts'
import type { RetryBudget } from './pool/retry-budget.ts'
import type { ServiceCall } from './service-call.ts'

/** A retry with less time left than this only adds load. */
const MIN_RETRY_MS = 50
/** Instances one call may find unavailable before it is given up. */
const MAX_MOVES = 3

/** What another instance may do better. One of another revision is no help for one that is full: it would be the next. */
const MOVES = new Set(['unknown', 'resting', 'unreachable'])

/** `end`: no other attempt would be better. */
export type NextStep = 'at-once' | 'after-a-pause' | 'end'

/**
 * What follows an attempt of one call. A write goes on to another instance as long as nothing was sent. A read is besides
 * tried once more, within the budget of the instance it failed at, unless the caller's own caller does so; where the connection broke, one further time elsewhere.
 */
export class NextAttempt {
  /** Of the attempt that is next: ms of the monotonic clock. */
  endAt: number
  readonly #call: ServiceCall
  readonly #discovery: Discovery
  #moves = 0
  /** Of the one retry this call has taken. */
  #budget: RetryBudget | null = null
  #hasLeftCut = false

  constructor(call: ServiceCall, discovery: Discovery) {
    this.#call = call
    this.#discovery = discovery
    this.endAt = this.#endOfAttempt()
  }

  /** `budget`: of the instance it went to. */
  after(attempt: Attempt<unknown>, budget: RetryBudget | undefined): NextStep {
    if (attempt.outcome === 'notSent' && MOVES.has(attempt.why) && this.#mayMove(attempt)) {
      this.#moves += 1
      return 'at-once'
    }
    if (!this.#call.isRead || !budget || isFinal(attempt)) return 'end'
    if (attempt.outcome === 'timedOut') return this.#afterLate(attempt, budget)
    // A service that waited for its database answers at the end of the attempt: the second one has its own time.
    if (attempt.outcome === 'answered') this.endAt = this.#endOfAttempt()
    if (this.#hasTime() && this.#take(budget)) return 'after-a-pause'
    if (attempt.outcome !== 'cut' || this.#hasLeftCut || !this.#leave(attempt)) return 'end'
    this.#hasLeftCut = true
    return 'at-once'
  }

  /** The instance is full: true when the call goes to another one of its revision. */
  tryPeer(full: SelectedInstance): boolean {
    const { binding, service } = this.#call
    if (this.#moves >= MAX_MOVES || !binding.leaveForPeer(service, full, this.#discovery)) return false
    this.#moves += 1
    return true
  }

  /** The attempt that follows has its own time. */
  renew(): void {
    this.endAt = this.#endOfAttempt()
  }

  /** The call is over: its retry is given back. */
  end(): void {
    this.#budget?.endRetry()
  }

  /** An instance that did not answer in time is passed over, as long as the call itself has time. */
  #afterLate(attempt: Attempt<unknown>, budget: RetryBudget): NextStep {
    this.endAt = this.#endOfAttempt()
    return this.#hasTime() && this.#take(budget) && this.#leave(attempt) ? 'at-once' : 'end'
  }

  #mayMove(attempt: Attempt<unknown>): boolean {
    return this.#moves < MAX_MOVES && performance.now() < this.endAt && this.#leave(attempt)
  }

  #leave({ selected }: Attempt<unknown>): boolean {
    const { binding, service } = this.#call
    return selected !== null && binding.leave(service, selected, this.#discovery)
  }

  #take(budget: RetryBudget): boolean {
    if (this.#call.isRetriedByCaller || this.#budget || !budget.tryRetry()) return false
    this.#budget = budget
    return true
  }

  #hasTime(): boolean {
    return this.endAt - performance.now() >= MIN_RETRY_MS
  }

  #endOfAttempt(): number {
    return Math.min(performance.now() + this.#call.timeoutMs, this.#call.deadlineAt)
  }
}

/** A refusal is an answer, and an instance that rests is not asked. */
function isFinal(attempt: Attempt<unknown>): boolean {
  if (attempt.outcome === 'answered') return !attempt.isFailure
  return attempt.outcome === 'notSent' && attempt.why !== 'unreachable'
}

import { type Attempt, isFailed, isOverloaded } from './attempt.ts'
import type { Hedges } from './hedges.ts'
import type { Discovery } from './instances/discovery.ts'
import { leaveLimit, type Reached } from './sending.ts'
import { isWorkOnly } from './service-call.ts'

/** Writes down what an attempt says of the instance it went to: of its health, its speed and how much it can do. */
export class CallNotes {
  readonly #discovery: Discovery
  readonly #hedges: Hedges

  constructor(discovery: Discovery, hedges: Hedges) {
    this.#discovery = discovery
    this.#hedges = hedges
  }

  /** `isOfSender`: it failed by who sent it, and says nothing of the instance's health. */
  note(attempt: Attempt<{ status: number }>, ms: number, isOfSender: boolean, reached: Reached): void {
    this.#noteLoad(attempt, ms, reached)
    if (isOfSender) reached.endpoint.breaker.cancel()
    else this.#noteHealth(attempt, ms, reached)
  }

  /** Given up because another instance has answered: it is as slow at least as it had taken by then. */
  readonly noteOutrun = ({ call, selected, endpoint }: Reached, ms: number): void => {
    endpoint.limit?.note(ms, false)
    this.#discovery.note(selected.instance, null, ms)
    this.#hedges.note(call, ms)
  }

  /** A failure that came fast says nothing of how much the instance can do. */
  #noteLoad(attempt: Attempt<{ status: number }>, ms: number, reached: Reached): void {
    const isOverload = isOverloaded(attempt)
    if (!isWorkOnly(reached.call) || (isFailed(attempt) && !isOverload)) leaveLimit(reached)
    else reached.endpoint.limit?.note(ms, isOverload)
  }

  #noteHealth(attempt: Attempt<unknown>, ms: number, { call, selected, endpoint }: Reached): void {
    const { instance } = selected
    const isFailure = isFailed(attempt)
    const isUnreachable = attempt.outcome === 'notSent'
    const isTimed = isWorkOnly(call) && (!isFailure || attempt.outcome === 'timedOut')
    this.#discovery.note(instance, isFailure, isTimed ? ms : null)
    if (isTimed) this.#hedges.note(call, ms)
    const openMs = isFailure ? endpoint.breaker.fail({ isUnreachable }) : endpoint.breaker.succeed()
    if (openMs !== null) this.#discovery.markUnavailable(instance, openMs)
    if (isUnreachable) this.#discovery.markUnavailable(instance)
  }
}

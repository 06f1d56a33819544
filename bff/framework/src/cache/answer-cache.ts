import { setTimeout as sleep } from 'node:timers/promises'
import { afterLoopTime } from '../redis/loop-time.ts'
import { etagOf } from './answer-etag.ts'
import { AnswerFigures, type AnswerUse } from './answer-figures.ts'
import { type AnswerLocks, type LockState, noLocks } from './answer-locks.ts'
import { AnswerStore, type StoreReading } from './answer-store.ts'
import type { AnswerOutcome, AnswerQuestion, Computed, KeptAnswer } from './answer-types.ts'
import type { CacheTier } from './cache-tier.ts'
import { share } from './shared-value.ts'
import { SingleFlight } from './single-flight.ts'

export interface AnswerCacheOptions {
  locks?: AnswerLocks
  /** Milliseconds before the work begins in which a shared tier can say that the answer is there. */
  budgetMs?: number
  now?: () => number
  random?: () => number
}

/** In UTF-16 units: one large answer must not push out a thousand small ones. */
const MAX_BODY = 256 * 1024
/** Of another process at work on the answer. */
const WAIT_MS = 500
const LOOK_AGAIN_MS = 15
const DEFAULT_BUDGET_MS = 150
/** +/- 10 %, so that what was made together does not end together. */
const SPREAD = 0.2
/** How much earlier than its end an answer is made anew: XFetch's beta. */
const EAGERNESS = 1

/** `isRenewal`: an answer was given already, and no request waits for this one. */
type Compute<A> = (isRenewal?: boolean) => Promise<Computed<A>>

interface Flight {
  kept: KeptAnswer | null
}

/**
 * Whole answers in front of the executor: who gives one, who makes one, and who waits. What makes them void is `AnswerStore`'s
 * matter.
 */
export class AnswerCache {
  readonly figures = new AnswerFigures()
  readonly #store: AnswerStore
  readonly #locks: AnswerLocks
  readonly #budgetMs: number
  readonly #now: () => number
  readonly #random: () => number
  readonly #flights = new SingleFlight<Flight>()

  constructor(
    tier: CacheTier,
    {
      locks = noLocks,
      budgetMs = DEFAULT_BUDGET_MS,
      now = Date.now,
      random = Math.random,
    }: AnswerCacheOptions = {},
  ) {
    this.#store = new AnswerStore(tier)
    this.#locks = locks
    this.#budgetMs = budgetMs
    this.#now = now
    this.#random = random
  }

  /** The answer, where it is in this process: nothing is waited for. `renew` is called where it is time for a new one. */
  findNow<A>(question: AnswerQuestion, renew: Compute<A>): KeptAnswer | null {
    const kept = this.#store.peek(question)
    if (!kept) return null
    this.#use(question, kept, 'memory', renew)
    return kept
  }

  /** Made by `compute` where no process has it. Faults: those of `compute`. */
  async answer<A>(question: AnswerQuestion, compute: Compute<A>): Promise<AnswerOutcome<A>> {
    const epoch = this.#store.epochOf(question)
    const flightKey = `${question.key}\n${epoch}`
    const joined = this.#flights.find(flightKey)
    if (joined) {
      const { kept } = await joined.catch(() => NOTHING)
      if (kept) {
        this.figures.count(question, 'joined')
        return { kept, use: 'joined' }
      }
    }
    return this.#lead(question, flightKey, compute)
  }

  #use<A>(question: AnswerQuestion, kept: KeptAnswer, use: AnswerUse, renew: Compute<A>): void {
    const now = this.#now()
    const isFresh = kept.freshUntil > now
    this.figures.count(question, isFresh ? use : 'stale')
    // Of many that ask, about one begins before the end, the earlier the longer the work takes.
    const early = kept.computeMs * EAGERNESS * -Math.log(1 - this.#random())
    if (now + early >= kept.freshUntil) this.#renew(question, renew)
  }

  /** In the background, by one at a time. That it fails is no fault: the next one that asks tries again. */
  #renew<A>(question: AnswerQuestion, compute: Compute<A>): void {
    const flightKey = `${question.key}\nrenewed`
    if (this.#flights.find(flightKey)) return
    const work = async (): Promise<Flight> => {
      const { lock, clock } = await this.#prepare(question, true)
      if (lock.kind === 'held') return NOTHING
      const { shared, isKept } = await this.#make(question, { lock, clock }, () => compute(true))
      await isKept
      return { kept: shared }
    }
    this.#flights.start([flightKey], work())
  }

  async #lead<A>(
    question: AnswerQuestion,
    flightKey: string,
    compute: Compute<A>,
  ): Promise<AnswerOutcome<A>> {
    const flight = Promise.withResolvers<Flight>()
    const end = Promise.withResolvers<unknown>()
    if (!this.#flights.find(flightKey)) this.#flights.start([flightKey], flight.promise, end.promise)
    try {
      const { kept, made } = await this.#readOrMake(question, compute)
      flight.resolve({ kept: kept ?? made.shared })
      end.resolve(made?.isKept)
      return kept ? { kept, use: 'shared' } : { computed: made.answer, isKept: made.isKept }
    } catch (error) {
      flight.resolve(NOTHING)
      end.resolve(null)
      throw error
    }
  }

  async #readOrMake<A>(question: AnswerQuestion, compute: Compute<A>): Promise<Result<A>> {
    const { kept: first, lock, clock: before } = await this.#prepare(question)
    if (first) this.#use(question, first, 'shared', compute)
    if (first) return { kept: first, made: null }
    const { kept, clock } = lock.kind === 'held' ? await this.#wait(question) : { kept: null, clock: before }
    this.figures.count(question, kept ? 'shared' : 'miss')
    if (kept) return { kept, made: null }
    return { kept: null, made: await this.#make(question, { lock, clock }, compute) }
  }

  /**
   * Whether another process has it, or is at work on it. A shared tier that is slow has `budgetMs` in all: what is not known by
   * then is done without.
   */
  async #prepare(question: AnswerQuestion, isRenewal = false): Promise<StoreReading & { lock: LockState }> {
    const found = { kept: null as KeptAnswer | null, clock: null as string | null, lock: ALONE as LockState }
    let isOver = false
    const work = async () => {
      Object.assign(found, await this.#store.read(question))
      if ((found.kept && !isRenewal) || isOver) return
      const lock = await this.#locks.take(question.tenantId, question.key)
      if (!isOver) found.lock = lock
      else if (lock.kind === 'owned') lock.release()
    }
    const budget = Promise.withResolvers<void>()
    const stop = afterLoopTime(this.#budgetMs, budget.resolve)
    await Promise.race([work(), budget.promise])
    isOver = true
    stop()
    return { ...found }
  }

  /** For another process' answer, as long as it is at work. */
  async #wait(question: AnswerQuestion): Promise<StoreReading> {
    const end = performance.now() + WAIT_MS
    for (;;) {
      const isHeld = await this.#locks.isHeld(question.tenantId, question.key)
      const reading = await this.#store.read(question)
      if (reading.kept || !isHeld || performance.now() > end) return reading
      await sleep(LOOK_AGAIN_MS)
    }
  }

  async #make<A>(
    question: AnswerQuestion,
    { lock, clock }: { lock: LockState; clock: string | null },
    compute: Compute<A>,
  ): Promise<Made<A>> {
    const release = () => lock.kind === 'owned' && lock.release()
    const startedAt = performance.now()
    const { answer, body, services, key } = await compute().catch(error => {
      release()
      throw error
    })
    if (services === null || body.length > MAX_BODY) {
      release()
      return { answer, shared: null, isKept: NOT_KEPT }
    }
    const storedAt = this.#now()
    const freshMs = question.lifetime.freshMs * (1 - SPREAD / 2 + this.#random() * SPREAD)
    const kept: KeptAnswer = share({
      body,
      etag: etagOf(body),
      computeMs: performance.now() - startedAt,
      storedAt,
      freshUntil: storedAt + freshMs,
    })
    const isKept = this.#store
      .write({ ...question, key }, { clock, kept, services })
      .then(isWritten => {
        if (isWritten) this.figures.noteStored({ ...question, key }, body.length)
        return isWritten
      })
      .finally(release)
    // Who asked by another key may reach other revisions.
    return { answer, shared: key === question.key ? kept : null, isKept }
  }
}

interface Made<A> {
  answer: A
  /** For who waited for it. */
  shared: KeptAnswer | null
  /** Once it is stored. */
  isKept: Promise<boolean>
}

type Result<A> = { kept: KeptAnswer; made: null } | { kept: null; made: Made<A> }

const NOTHING: Flight = { kept: null }
const NOT_KEPT = Promise.resolve(false)
const ALONE: LockState = { kind: 'alone' }

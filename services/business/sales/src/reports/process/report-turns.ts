import { setTimeout as sleep } from 'node:timers/promises'
import type { SalesBooks } from '../feed/books.ts'
import { boundCopies } from '../feed/bound.ts'
import { compareWithBooks } from '../feed/check.ts'
import { followStep } from '../feed/follow.ts'
import type { CopyState, ReportCopy, ReportQuestion, ReportStore } from '../store/report-store.ts'
import type { FromReports, ReportAnswer } from './protocol.ts'

/** Of tenants; each has one copy open and one connection to the database. */
const AT_ONCE = 2
/** Then the next tenant has its turn: one that is large holds up none that is small. */
const TURN_MS = 1000
/** A whole copy is not followed for longer before it answers: writers may be faster. */
const MAX_CATCH_UP_MS = 500
/** Until what is changed may be read: a transaction before it is not over. */
const AGAIN_MS = 200
/** All copies are looked at for it. */
const BOUND_EVERY_MS = 10 * 60_000
const CHECK_EVERY_MS = 24 * 3_600_000

interface Waiting {
  id: number
  question: ReportQuestion
}

interface Job {
  tenantId: string
  waiting: Waiting[]
  /** False: its copy is only compared with the books. */
  isAsked: boolean
}

export interface ReportTurnsOptions {
  books: SalesBooks
  store: ReportStore
  maxBytes: number
  say(message: FromReports): void
  /** Documents of one step. */
  batch: number
}

/** Questions by tenant, and the tenants in turn: one at a time of each, two at a time of all. */
export class ReportTurns {
  readonly #options: ReportTurnsOptions
  readonly #jobs = new Map<string, Job>()
  /** Tenants whose turn comes, in order; those that are only compared come when no other waits. */
  readonly #line: string[] = []
  readonly #unhurried: string[] = []
  readonly #atWork = new Set<string>()
  #boundedAt = Number.NEGATIVE_INFINITY

  constructor(options: ReportTurnsOptions) {
    this.#options = options
  }

  get isIdle(): boolean {
    return this.#jobs.size === 0
  }

  ask(tenantId: string, waiting: Waiting) {
    const job = this.#job(tenantId)
    job.waiting.push(waiting)
    if (!job.isAsked) this.#hurry(job)
    this.#next()
  }

  async checkAll() {
    for (const { tenantId } of await this.#options.store.list()) this.#job(tenantId)
    this.#next()
  }

  #job(tenantId: string): Job {
    const known = this.#jobs.get(tenantId)
    if (known) return known
    const job: Job = { tenantId, waiting: [], isAsked: false }
    this.#jobs.set(tenantId, job)
    this.#unhurried.push(tenantId)
    return job
  }

  #hurry(job: Job) {
    job.isAsked = true
    const place = this.#unhurried.indexOf(job.tenantId)
    // Not there: it is at work, and comes again by itself.
    if (place >= 0) this.#line.push(...this.#unhurried.splice(place, 1))
  }

  #next() {
    while (this.#atWork.size < AT_ONCE) {
      const tenantId = this.#line.shift() ?? this.#unhurried.shift()
      const job = tenantId === undefined ? undefined : this.#jobs.get(tenantId)
      if (!job) return
      this.#atWork.add(job.tenantId)
      void this.#turn(job).finally(() => {
        this.#atWork.delete(job.tenantId)
        this.#next()
      })
    }
  }

  async #turn(job: Job) {
    try {
      const isDone = await this.#work(job)
      if (!isDone || job.waiting.length > 0) {
        const line = job.isAsked ? this.#line : this.#unhurried
        return void line.push(job.tenantId)
      }
      this.#jobs.delete(job.tenantId)
    } catch (error) {
      this.#jobs.delete(job.tenantId)
      this.#fail(job, error instanceof Error ? error.message : String(error))
    }
  }

  #fail({ tenantId, waiting }: Job, reason: string) {
    this.#options.say({ kind: 'WARN', tenantId, reason })
    for (const { id } of waiting) this.#options.say({ kind: 'FAILED', id, reason })
  }

  /** False: the copy is not whole yet, and another turn goes on. */
  async #work(job: Job): Promise<boolean> {
    const { store, maxBytes } = this.#options
    const copy = await store.open(job.tenantId)
    try {
      const state = await this.#follow(job, copy)
      if (state === null) return false
      for (const { id, question } of job.waiting.splice(0))
        await this.#answer({ id, question }, { copy, state })
      if (isCheckDue(state)) await this.#check(job.tenantId, copy)
    } finally {
      await copy.close()
    }
    if (performance.now() - this.#boundedAt > BOUND_EVERY_MS) {
      this.#boundedAt = performance.now()
      await boundCopies(store, { maxBytes, inUse: this.#atWork })
    }
    return true
  }

  /** Null: it is not whole. Pauses as long as a step took, so that the books have half of the time to themselves. */
  async #follow({ tenantId }: Job, copy: ReportCopy): Promise<CopyState | null> {
    const { books, batch, say } = this.#options
    const beganAt = performance.now()
    for (;;) {
      const stepAt = performance.now()
      const { isWhole, share, count } = await followStep(books, copy, tenantId, batch)
      const now = performance.now()
      if (isWhole) return copy.state()
      if (share < 1) say({ kind: 'PROGRESS', tenantId, share })
      else if (now - beganAt > MAX_CATCH_UP_MS) return copy.state()
      if (now - beganAt > TURN_MS && this.#line.length > 0) return null
      await sleep(count > 0 ? now - stepAt : AGAIN_MS)
    }
  }

  async #answer({ id, question }: Waiting, { copy, state }: { copy: ReportCopy; state: CopyState }) {
    const { asOf, checkedAt, differences } = state
    const figures = await copy.report(question)
    const answer: ReportAnswer = { ...figures, asOf: asOf ?? '', checkedAt, differs: differences > 0 }
    this.#options.say({ kind: 'ANSWER', id, answer })
  }

  async #check(tenantId: string, copy: ReportCopy) {
    const differences = await compareWithBooks(this.#options.books, copy, tenantId)
    if (differences === null) return
    await copy.noteCheck(new Date().toISOString(), differences.length)
    this.#options.say({ kind: 'CHECKED', tenantId, differences: differences.slice(0, 20) })
  }
}

function isCheckDue({ checkedAt }: CopyState): boolean {
  return checkedAt === null || Date.now() - Date.parse(checkedAt) > CHECK_EVERY_MS
}

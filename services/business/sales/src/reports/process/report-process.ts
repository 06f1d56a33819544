import { type ChildProcess, fork } from 'node:child_process'
import { BATCH } from '../feed/follow.ts'
import type { ReportQuestion } from '../store/report-store.ts'
import type { FromReports, ReportAnswer, ToReports } from './protocol.ts'

/** Of all tenants, and of one. */
const MAX_WAITING = 200
const MAX_OF_TENANT = 16
/** A question that ends the process twice is not asked a third time. */
const MAX_STARTS = 2
/** An answer that came when its caller waited no longer; the page asks again every two seconds. */
const KEPT_MS = 10_000
const MAX_HEAP_MB = 128

/** Why there is no answer: it has too much to do, or it cannot. */
export class NoReport extends Error {
  readonly isBusy: boolean

  constructor(reason: string, isBusy: boolean) {
    super(reason)
    this.isBusy = isBusy
  }
}

export interface ReportProcessOptions {
  folder: string
  databaseUrl: string
  maxBytes: number
  log: {
    warn(facts: object, message: string): void
    error(facts: object, message: string): void
  }
  /** Documents that are copied at a time. */
  batch?: number
}

interface Pending {
  tenantId: string
  question: ReportQuestion
  starts: number
  resolve(answer: ReportAnswer): void
  reject(error: NoReport): void
}

/** How far the copy is, from 0 to 1. */
export interface Preparing {
  share: number
}

/**
 * The process that makes reports, as its service sees it: begun by the first question, ended when there was none for a minute.
 * What is asked of it keeps neither the processor nor the connections of the service.
 */
export class ReportProcess {
  readonly #options: ReportProcessOptions
  readonly #pending = new Map<number, Pending>()
  /** By tenant and question, until the answer is taken. */
  readonly #asked = new Map<string, Promise<ReportAnswer>>()
  readonly #shares = new Map<string, number>()
  readonly #differing = new Set<string>()
  #child: ChildProcess | null = null
  #questions = 0
  #isStopped = false

  constructor(options: ReportProcessOptions) {
    this.#options = options
  }

  /** For a test that ends it. */
  get pid(): number | undefined {
    return this.#child?.pid
  }

  /** Copies that were found to differ from the books. */
  get differingCount(): number {
    return this.#differing.size
  }

  /**
   * The answer, or how far the copy is when `waitMs` are over; the same question again then waits for the same answer. Throws
   * `NoReport`.
   */
  async ask(tenantId: string, question: ReportQuestion, waitMs: number): Promise<ReportAnswer | Preparing> {
    const key = JSON.stringify([tenantId, question])
    const asked = this.#asked.get(key) ?? this.#begin(tenantId, question, key)
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<Preparing>(done => {
      timer = setTimeout(() => done({ share: this.#shares.get(tenantId) ?? 0 }), waitMs)
    })
    try {
      const answer = await Promise.race([asked, late])
      if ('asOf' in answer) this.#asked.delete(key)
      return answer
    } catch (error) {
      this.#asked.delete(key)
      throw error
    } finally {
      clearTimeout(timer)
    }
  }

  /** Compares with the books what was not for a day. */
  check() {
    this.#started()
    this.#say({ kind: 'CHECK' })
  }

  /** A copy is written whole or not at all, so that it may be ended at any point. */
  async stop() {
    this.#isStopped = true
    const child = this.#child
    if (!child) return
    const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
    child.kill('SIGKILL')
    await ended
  }

  #begin(tenantId: string, question: ReportQuestion, key: string): Promise<ReportAnswer> {
    const own = [...this.#pending.values()].filter(pending => pending.tenantId === tenantId)
    if (this.#pending.size >= MAX_WAITING || own.length >= MAX_OF_TENANT)
      throw new NoReport('Too many reports are waited for; ask again.', true)
    const id = ++this.#questions
    const { promise, resolve, reject } = Promise.withResolvers<ReportAnswer>()
    this.#pending.set(id, { tenantId, question, starts: 0, resolve, reject })
    this.#asked.set(key, promise)
    const forget = () =>
      setTimeout(() => this.#asked.get(key) === promise && this.#asked.delete(key), KEPT_MS).unref()
    promise.then(forget, forget)
    this.#send(id)
    return promise
  }

  #send(id: number) {
    const pending = this.#pending.get(id)
    if (!pending) return
    if (this.#isStopped || ++pending.starts > MAX_STARTS)
      return this.#settle(id, each =>
        each.reject(new NoReport('The process that makes reports ended.', false)),
      )
    this.#started()
    this.#say({ kind: 'ASK', id, tenantId: pending.tenantId, question: pending.question })
  }

  #started() {
    if (this.#child || this.#isStopped) return
    const { folder, databaseUrl, maxBytes, batch = BATCH } = this.#options
    // Nothing of the service's environment: no secret but the URL, by the channel.
    const child = fork(new URL('./reports-entry.ts', import.meta.url), {
      env: { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE },
      execArgv: [`--max-old-space-size=${MAX_HEAP_MB}`, '--disable-warning=ExperimentalWarning'],
    })
    this.#child = child
    child.on('message', (message: FromReports) => this.#take(child, message))
    child.on('error', cause => this.#options.log.warn({ cause }, 'the process that makes reports failed'))
    child.on('exit', () => this.#lose(child))
    child.unref()
    child.channel?.unref()
    this.#say({ kind: 'BEGIN', folder, databaseUrl, maxBytes, batch })
  }

  #take(child: ChildProcess, message: FromReports) {
    const { log } = this.#options
    if (message.kind === 'ANSWER') {
      this.#settle(message.id, ({ tenantId, resolve }) => {
        this.#shares.delete(tenantId)
        resolve(message.answer)
      })
    } else if (message.kind === 'FAILED')
      this.#settle(message.id, ({ reject }) => reject(new NoReport(message.reason, false)))
    else if (message.kind === 'PROGRESS') this.#shares.set(message.tenantId, message.share)
    else if (message.kind === 'WARN') log.warn(message, 'a copy for reports could not be followed')
    else if (message.kind === 'CHECKED') this.#noteCheck(message)
    else if (this.#pending.size === 0) child.kill('SIGKILL')
  }

  #noteCheck({ tenantId, differences }: Extract<FromReports, { kind: 'CHECKED' }>) {
    if (differences.length === 0) return void this.#differing.delete(tenantId)
    this.#differing.add(tenantId)
    const facts = { code: 'REPORT_DIFFERS', tenantId, differences }
    this.#options.log.error(facts, 'a copy for reports is not what the books say; make it anew')
  }

  #settle(id: number, settle: (pending: Pending) => void) {
    const pending = this.#pending.get(id)
    this.#pending.delete(id)
    if (pending) settle(pending)
  }

  /** What was asked is asked of the next one. */
  #lose(child: ChildProcess) {
    if (this.#child !== child) return
    this.#child = null
    this.#shares.clear()
    for (const id of [...this.#pending.keys()]) this.#send(id)
  }

  #say(message: ToReports) {
    if (this.#child?.connected) this.#child.send(message, () => undefined)
  }
}

import { Loop } from '@portico/loop'
import { runTraced } from '@portico/telemetry'
import type { FastifyBaseLogger } from 'fastify'
import type { Job, PgBoss } from 'pg-boss'
import { readCallContext } from '../context/context.ts'
import type { Database } from '../database/database.ts'
import type { Transaction } from '../database/transaction.ts'
import type { ServiceContext } from '../service/service.ts'
import { enterInbox } from './inbox.ts'
import type { Envelope } from './message.ts'
import { dbInside } from './queues.ts'
import type { BusSettings } from './settings.ts'
import { listSources } from './subscriptions.ts'

export type Handle = (tx: Transaction, envelope: Envelope) => Promise<void>

export interface ConsumerOptions {
  event: string
  handle: Handle
  service: Pick<ServiceContext, 'name' | 'tag' | 'database' | 'log' | 'tracing'>
  boss: PgBoss
  settings: BusSettings
}

/**
 * Takes the messages of one event for one service. A message at work is a row that the handler's transaction has locked:
 * taking it, the handler's writes, the inbox and "done" commit together, and a process that dies leaves it as it was.
 */
export class Consumer {
  readonly event: string
  readonly #handle: Handle
  readonly #service: ConsumerOptions['service']
  readonly #boss: PgBoss
  readonly #settings: BusSettings
  readonly #loop: Loop

  constructor({ event, handle, service, boss, settings }: ConsumerOptions) {
    this.event = event
    this.#handle = handle
    this.#service = service
    this.#boss = boss
    this.#settings = settings
    this.#loop = new Loop({
      run: async () => ((await this.#takeRound()) ? 'again' : 'pause'),
      pauseMs: settings.pollMs,
      onFailing: error => this.#log.warn({ cause: error, event }, 'messages cannot be taken; trying again'),
    })
  }

  start() {
    void this.#loop.start()
  }

  wake() {
    this.#loop.wake()
  }

  stop(): Promise<void> {
    return this.#loop.stop()
  }

  get #log(): FastifyBaseLogger {
    return this.#service.log
  }

  get #database(): Database {
    return this.#service.database
  }

  /** At most one message of each queue, so that none waits behind another's many. */
  async #takeRound(): Promise<boolean> {
    const { name, tag } = this.#service
    const key = { event: this.event, consumer: name, tag }
    const queues = await listSources(this.#database, key, this.#settings.silentAfterMs)
    let hasTaken = false
    for (const queue of queues) hasTaken = (await this.#takeOne(queue)) || hasTaken
    return hasTaken
  }

  #takeOne(queue: string): Promise<boolean> {
    return this.#database.transaction({}, async tx => {
      const [job] = await this.#boss.fetch<Envelope>(queue, { db: dbInside(tx) })
      if (!job) return false
      await this.#settle(tx, queue, job)
      return true
    })
  }

  async #settle(tx: Transaction, queue: string, job: Job<Envelope>) {
    const { tenantId: tenant, userId: user, traceparent } = readCallContext(job.data.headers)
    const facts = { name: `message ${this.event}`, traceparent, tenant, user }
    await runTraced(this.#service.tracing, facts, () => this.#settleInScope(tx, queue, job))
  }

  async #settleInScope(tx: Transaction, queue: string, job: Job<Envelope>) {
    const attempt = { id: job.id, retryCount: job.retryCount }
    await tx.run('savepoint before_handler')
    try {
      await this.#handleOnce(tx, job.data)
      await this.#boss.complete(queue, attempt, null, { db: dbInside(tx) })
    } catch (error) {
      await tx.run('rollback to savepoint before_handler')
      await this.#boss.fail(queue, attempt, outputOf(error), { db: dbInside(tx) })
      this.#report(job, error)
    }
  }

  async #handleOnce(tx: Transaction, envelope: Envelope) {
    if (!(await enterInbox(tx, envelope, this.#service.tag))) return
    await this.#handle(tx, envelope)
  }

  #report({ data: { id, event }, retryCount }: Job<Envelope>, error: unknown) {
    const isLast = retryCount >= this.#settings.retryLimit
    const facts = { cause: error, event, messageId: id, attempt: retryCount + 1 }
    if (isLast) this.#log.error(facts, 'a message failed at every try and lies among the dead letters')
    else this.#log.warn(facts, 'a message failed and will be tried again')
  }
}

/** What operators read beside the dead letter. */
function outputOf(error: unknown): { code: string; message: string } {
  if (!(error instanceof Error)) return { code: 'UNKNOWN', message: String(error) }
  return { code: 'code' in error ? String(error.code) : error.name, message: error.message }
}

import type { FastifyBaseLogger } from 'fastify'
import type { Job, PgBoss } from 'pg-boss'
import type { Database } from '../../database/database.ts'
import type { Transaction } from '../../database/transaction.ts'
import { readQueues } from '../../metrics/read-queues.ts'
import type { QueueState } from '../../metrics/service-metrics.ts'
import type { Envelope } from '../port/message.ts'
import { BUS_SCHEMA, type BusSettings } from '../port/settings.ts'
import type { Addressed, Intake, Settle, Settlement, Transport } from '../port/transport.ts'
import { BossDeadLetters } from './boss-dead-letters.ts'
import { listQueuesWith } from './list-queues-with.ts'
import { announce, Listener } from './listener.ts'
import { createBoss, dbInside, ensureDeadLetters, ensureQueue } from './queues.ts'

const STOP_TIMEOUT_MS = 5000

interface BossOptions {
  /** Whose dead letters are read. */
  consumer: string
  database: Database
  log: FastifyBaseLogger
  settings: BusSettings
  /** Whether a message wakes its consumer; else it is found at the next look. */
  isNotified: boolean
}

/**
 * Messages as jobs of pg-boss, in the schema of the bus (docs/adr/0011). A message at work is a row that the transaction of
 * its handler has locked: taking it, the handler's writes and "done" commit together, and a process that dies leaves it as
 * it was.
 */
export class BossTransport implements Transport {
  readonly deadLetters: BossDeadLetters
  readonly #boss: PgBoss
  readonly #database: Database
  readonly #settings: BusSettings
  readonly #listener: Listener | null
  readonly #wakers = new Map<string, () => void>()

  constructor({ consumer, database, log, settings, isNotified }: BossOptions) {
    this.#database = database
    this.#settings = settings
    this.#boss = createBoss((sql, values) => database.executeNear(sql, values))
    this.#boss.on('error', error => log.error({ cause: error }, 'the bus failed'))
    this.deadLetters = new BossDeadLetters(this.#boss, database, consumer)
    this.#listener = isNotified ? this.#createListener(database.sessionUrl, log) : null
  }

  async start() {
    await this.#boss.start()
    await ensureDeadLetters(this.#boss)
    if (this.#wakers.size > 0) await this.#listener?.start()
  }

  async stop() {
    await this.#listener?.stop()
    await this.#boss.stop({ graceful: true, timeout: STOP_TIMEOUT_MS })
  }

  async ensureQueue(queue: string) {
    await ensureQueue(this.#boss, queue, this.#settings)
  }

  async send(tx: Transaction, messages: readonly Addressed[]) {
    const db = dbInside(tx)
    for (const { queue, envelope } of messages) {
      await this.#boss.send(queue, envelope, { id: envelope.id, db })
    }
    for (const event of new Set(messages.map(({ envelope }) => envelope.event))) await announce(tx, event)
  }

  openIntake(event: string, onMessage: () => void): Intake {
    this.#wakers.set(event, onMessage)
    return {
      take: async (queues, max, settle) => {
        let count = 0
        for (const queue of await this.#listDue(queues)) count += await this.#take(queue, max, settle)
        return count
      },
      stop: async () => {},
    }
  }

  readQueues({ consumer, events }: { consumer: string; events: readonly string[] }): Promise<QueueState[]> {
    return readQueues(this.#database, {
      schema: BUS_SCHEMA,
      condition: `(split_part(name, '/', 2) = $1 or split_part(name, '/', 1) = any($2))`,
      values: [consumer, [...events]],
    })
  }

  #createListener(databaseUrl: string, log: FastifyBaseLogger): Listener {
    const onEvent = (event: string) => this.#wakers.get(event)?.()
    return new Listener({ databaseUrl, log, onEvent, onConnected: () => this.#wakeAll() })
  }

  #listDue(names: readonly string[]): Promise<string[]> {
    return listQueuesWith(this.#database, { schema: BUS_SCHEMA, state: 'due', names })
  }

  #take(queue: string, max: number, settle: Settle): Promise<number> {
    return this.#database.transaction({}, async tx => {
      const jobs = await this.#boss.fetch<Envelope>(queue, { batchSize: max, db: dbInside(tx) })
      if (jobs.length === 0) return 0
      const deliveries = jobs.map(({ data, retryCount }) => ({ envelope: data, failures: retryCount }))
      await this.#note(tx, queue, jobs, await settle(tx, deliveries))
      return jobs.length
    })
  }

  async #note(tx: Transaction, queue: string, jobs: readonly Job[], outcomes: readonly Settlement[]) {
    const db = dbInside(tx)
    const done = jobs.filter((_, index) => outcomes[index] === null).map(attemptOf)
    if (done.length > 0) await this.#boss.complete(queue, done, null, { db })
    for (const [index, job] of jobs.entries()) {
      const reason = outcomes[index]
      if (reason) await this.#boss.fail(queue, attemptOf(job), reason, { db })
    }
  }

  #wakeAll() {
    for (const wake of this.#wakers.values()) wake()
  }
}

function attemptOf({ id, retryCount }: Job) {
  return { id, retryCount }
}

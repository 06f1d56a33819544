import type { CallContext, ServiceContext, Transaction } from '@portico/service-kit'
import { type JobWithMetadata, PgBoss } from 'pg-boss'
import { ImportLock } from './lock.ts'

export interface QueuedImport {
  context: CallContext
  importId: string
}

/** How often the import was begun before, by this worker or by one that died. */
export type ImportHandler = (job: QueuedImport, attempt: number, signal: AbortSignal) => Promise<void>

const QUEUE = 'import'
const WORKERS = 2
const POLL_SECONDS = 2
const REVIVE_INTERVAL_MS = 3000
/** A worker takes its lock within this time after it was given a job. */
const REVIVE_AFTER_MS = 2000
const STOP_TIMEOUT_MS = 20_000

const QUEUE_OPTIONS = {
  /** The handler gives up by itself and says so in the import; the queue must not do it silently. */
  retryLimit: 1000,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 30,
  expireInSeconds: 23 * 3600,
  deleteAfterSeconds: 3600,
}

/**
 * Imports waiting for a worker, kept by pg-boss in a schema of PostgreSQL beside ours: a job is written in the transaction
 * that starts the import, survives every crash, and is handled by one of any number of processes. A job whose worker died
 * is known by its free lock and handed out again within seconds.
 */
export class ImportQueue {
  readonly #service: ServiceContext
  readonly #boss: PgBoss
  readonly #stopping = new AbortController()
  #workers: string[] = []
  #reviver: NodeJS.Timeout | undefined

  constructor(service: ServiceContext) {
    this.#service = service
    this.#boss = new PgBoss({
      db: { executeSql: (sql, values) => service.database.execute(sql, values) },
      schema: 'sales_queue',
      createSchema: false,
      schedule: false,
    })
    this.#boss.on('error', error => service.log.error({ err: error }, 'the import queue failed'))
  }

  async start(handle: ImportHandler) {
    await this.#boss.start()
    await this.#boss.createQueue(QUEUE, QUEUE_OPTIONS)
    await this.#revive()
    for (let n = 0; n < WORKERS; n++) this.#workers.push(await this.#work(handle))
    this.#reviver = setInterval(() => void this.#revive(), REVIVE_INTERVAL_MS)
  }

  /** Imports at work stop at their next batch and go on in another process, or after the next start. */
  async stop() {
    clearInterval(this.#reviver)
    this.#stopping.abort(new Error('The service stops'))
    await this.#boss.stop({ graceful: true, timeout: STOP_TIMEOUT_MS })
  }

  /** Part of the caller's transaction: the job is there if and only if that commits. */
  async add(tx: Transaction, job: QueuedImport) {
    const db = {
      executeSql: async (sql: string, values: unknown[] = []) => ({ rows: await tx.list(sql, values) }),
    }
    await this.#boss.send(QUEUE, job, { db })
  }

  /** Lets the workers of this process look at once instead of at their next poll; after the commit. */
  wake() {
    for (const worker of this.#workers) this.#boss.notifyWorker(worker)
  }

  #work(handle: ImportHandler): Promise<string> {
    const options = { pollingIntervalSeconds: POLL_SECONDS, batchSize: 1, includeMetadata: true } as const
    return this.#boss.work<QueuedImport, void, typeof options>(QUEUE, options, async jobs => {
      for (const job of jobs) await this.#handle(job, handle)
    })
  }

  async #handle({ data, retryCount }: JobWithMetadata<QueuedImport>, handle: ImportHandler) {
    const lost = new AbortController()
    const signal = AbortSignal.any([this.#stopping.signal, lost.signal])
    const onLost = () => lost.abort(new Error('The connection that held the import’s lock broke'))
    const lock = await ImportLock.acquire(this.#service.database, data.importId, signal, onLost)
    try {
      await handle(data, retryCount, signal)
    } finally {
      await lock.release()
    }
  }

  /** Should a living worker be taken for dead, the import is still safe: the second one waits for the lock. */
  async #revive() {
    try {
      const jobs = await this.#boss.findJobs<QueuedImport>(QUEUE)
      for (const job of jobs) if (await this.#isOrphan(job)) await this.#handOutAgain(job)
    } catch (error) {
      this.#service.log.warn({ err: error }, 'looking for orphaned imports failed')
    }
  }

  /** At once: the delay of a retry is for neighbours that need time, not for this. */
  async #handOutAgain({ id, retryCount }: JobWithMetadata<QueuedImport>) {
    await this.#boss.fail(QUEUE, { id, retryCount }, { reason: 'worker died' })
    await this.#boss.update(QUEUE, undefined, { id, startAfter: 0 })
    this.wake()
  }

  async #isOrphan({ state, startedOn, data }: JobWithMetadata<QueuedImport>): Promise<boolean> {
    if (state !== 'active' || Date.now() - startedOn.getTime() < REVIVE_AFTER_MS) return false
    return ImportLock.isFree(this.#service.database, data.importId)
  }
}

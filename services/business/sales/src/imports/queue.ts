import {
  dbInside,
  listQueuesWith,
  type Pulse,
  readQueues,
  type ServiceContext,
  STABLE_TAG,
  TenantRoutings,
  type Transaction,
} from '@portico/service-kit'
import pg from 'pg'
import { type Db, type JobWithMetadata, PgBoss } from 'pg-boss'
import {
  type DispatchedImport,
  leaseOf,
  queueOfTag,
  STARTED_QUEUE,
  type StartedImport,
} from './dispatched-import.ts'
import { Dispatcher } from './dispatcher.ts'
import { ImportLock } from './lock.ts'
import { StalledImportRecovery } from './stalled-import-recovery.ts'

/** `attempt`: how often the import was begun before, by this worker or by one that died. */
export type ImportHandler = (job: DispatchedImport, attempt: number, signal: AbortSignal) => Promise<void>

const SCHEMA = 'sales_queue'
const WORKERS = 2
/** The dispatcher, which looks each second, wakes them. */
const POLL_SECONDS = 10
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

type QueueService = Pick<ServiceContext, 'tag' | 'database' | 'log' | 'clients' | 'env' | 'metrics'> &
  Partial<Pick<ServiceContext, 'works'>>

interface BossOptions {
  /** It may make its tables; else it finds them or refuses to start. */
  isInstalling: boolean
  /** Left out: as a service runs it. */
  supervise?: boolean
}

interface ImportQueueParts {
  /** Who works under which tag of this service. */
  pulse: Pulse
  routings?: Pick<TenantRoutings, 'get'>
}

function createBoss(executeSql: Db['executeSql'], { isInstalling, supervise = true }: BossOptions): PgBoss {
  return new PgBoss({
    db: { executeSql },
    schema: SCHEMA,
    createSchema: false,
    migrate: isInstalling,
    supervise,
    schedule: false,
  })
}

/** Makes the tables of the queue, as the service's own role; for the migration job. */
export async function installImportQueue({ sessionUrl }: { sessionUrl: string }): Promise<void> {
  const client = new pg.Client({
    connectionString: sessionUrl,
    application_name: 'portico-sales-queue-install',
  })
  client.on('error', () => {})
  await client.connect()
  try {
    const boss = createBoss((sql, values) => client.query(sql, values), {
      isInstalling: true,
      supervise: false,
    })
    await boss.start()
    await boss.stop({ graceful: false, close: false })
  } finally {
    await client.end()
  }
}

/**
 * Imports waiting for a worker, kept by pg-boss in a schema of PostgreSQL beside ours: a job is written in the transaction
 * that starts the import, survives every crash, and is handled by one of any number of processes. It is dispatched
 * to the queue of the tag its tenant is routed to at that moment (dispatcher.ts). A job whose worker died is known by its
 * free lease and handed out again within seconds.
 */
export class ImportQueue {
  readonly #service: QueueService
  readonly #boss: PgBoss
  readonly #dispatcher: Dispatcher
  readonly #recovery: StalledImportRecovery
  readonly #stopping = new AbortController()
  #workers: string[] = []

  constructor(service: QueueService, { pulse, routings = new TenantRoutings(service) }: ImportQueueParts) {
    this.#service = service
    const { works = true, env } = service
    this.#boss = createBoss((sql, values) => service.database.executeNear(sql, values), {
      isInstalling: env.PORTICO_MIGRATIONS !== 'expect',
      supervise: works,
    })
    this.#boss.on('error', error => service.log.error({ cause: error }, 'the import queue failed'))
    const boss = this.#boss
    this.#dispatcher = new Dispatcher({
      service,
      boss,
      listDue: () => listQueuesWith(service.database, { schema: SCHEMA, state: 'due' }),
      pulse,
      routings,
      onDispatched: () => this.#wakeWorkers(),
    })
    service.metrics.measureQueues(() => readQueues(service.database, { schema: SCHEMA }))
    this.#recovery = new StalledImportRecovery({
      service,
      boss,
      listAtWork: () => listQueuesWith(service.database, { schema: SCHEMA, state: 'taken' }),
      onRecovered: () => this.#wakeAll(),
    })
  }

  async start(handle: ImportHandler) {
    const own = queueOfTag(this.#service.tag)
    await this.#boss.start()
    for (const queue of [STARTED_QUEUE, queueOfTag(STABLE_TAG), own]) {
      await this.#boss.createQueue(queue, QUEUE_OPTIONS)
    }
    if (this.#service.works === false) return
    await this.#recovery.start()
    for (let n = 0; n < WORKERS; n++) this.#workers.push(await this.#work(own, handle))
    this.#dispatcher.start()
  }

  /** Imports at work stop at their next batch and go on in another process, or after the next start. */
  async stop() {
    await this.#dispatcher.stop()
    await this.#recovery.stop()
    this.#stopping.abort(new Error('The service stops'))
    await this.#boss.stop({ graceful: true, timeout: STOP_TIMEOUT_MS })
  }

  /** Part of the caller's transaction: the job is there if and only if that commits. */
  async add(tx: Transaction, job: StartedImport) {
    await this.#boss.send(STARTED_QUEUE, job, { db: dbInside(tx) })
  }

  /** Fires at once instead of at the next look; after the commit. */
  wake() {
    this.#dispatcher.wake()
  }

  #wakeWorkers() {
    for (const worker of this.#workers) this.#boss.notifyWorker(worker)
  }

  #wakeAll() {
    this.#dispatcher.wake()
    this.#wakeWorkers()
  }

  #work(queue: string, handle: ImportHandler): Promise<string> {
    const options = { pollingIntervalSeconds: POLL_SECONDS, batchSize: 1, includeMetadata: true } as const
    return this.#boss.work<DispatchedImport, void, typeof options>(queue, options, async jobs => {
      for (const job of jobs) await this.#handle(job, handle)
    })
  }

  async #handle({ data, retryCount }: JobWithMetadata<DispatchedImport>, handle: ImportHandler) {
    const lost = new AbortController()
    const signal = AbortSignal.any([this.#stopping.signal, lost.signal])
    const onLost = () => lost.abort(new Error('The connection that held the import’s lease broke'))
    const lock = await ImportLock.acquire(this.#service.database, leaseOf(data), signal, onLost)
    try {
      await handle(data, retryCount, signal)
    } finally {
      await lock.release()
    }
  }
}

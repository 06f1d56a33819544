import { Loop } from '@portico/loop'
import {
  dbInside,
  type Pulse,
  type ServiceContext,
  STABLE_TAG,
  type Tag,
  type TenantRoutings,
} from '@portico/service-kit'
import type { PgBoss } from 'pg-boss'
import {
  type DispatchedImport,
  queueOfTag,
  readStarted,
  STARTED_QUEUE,
  type StartedImport,
  tagOf,
} from './dispatched-import.ts'

const POLL_MS = 1000
/** Other processes take jobs too, so the next may be another tenant's each time. */
const MAX_TRIES = 8

interface DispatcherOptions {
  service: Pick<ServiceContext, 'tag' | 'database' | 'log'>
  boss: PgBoss
  /** Queues from which a job can be taken now. */
  listDue(): Promise<string[]>
  pulse: Pulse
  routings: Pick<TenantRoutings, 'get'>
  /** Something was put into a queue this process may work at. */
  onDispatched(): void
}

type Routing = Awaited<ReturnType<TenantRoutings['get']>>

interface Decision {
  tag: Tag
  dispatched: DispatchedImport
}

/**
 * Dispatches started imports: asks for the routing of their tenant and hands them to the sales services of its tag. In
 * stable it also brings back what waits for a tag that went silent. Handing over is one transaction, so a job is always in
 * exactly one queue, whichever process dies.
 */
export class Dispatcher {
  readonly #options: DispatcherOptions
  readonly #loop: Loop

  constructor(options: DispatcherOptions) {
    this.#options = options
    this.#loop = new Loop({
      run: async () => ((await this.#round()) ? 'again' : 'pause'),
      pauseMs: POLL_MS,
      onFailing: error =>
        options.service.log.warn({ cause: error }, 'imports cannot be dispatched; trying again'),
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

  /** Most find nothing, by one look: workers take what is theirs when they are woken, and seldom look by themselves. */
  async #round(): Promise<boolean> {
    const due = new Set(await this.#options.listDue())
    const own = queueOfTag(this.#options.service.tag)
    const ofOthers = [...due].filter(queue => queue !== STARTED_QUEUE && queue !== own)
    const silent = ofOthers.length === 0 ? [] : (await this.#listSilentTags()).map(queueOfTag)
    let hasMoved = due.has(STARTED_QUEUE) && (await this.#dispatchOne())
    for (const queue of ofOthers.filter(name => silent.includes(name))) {
      const hasTaken = await this.#move(queue, job => ({ tag: STABLE_TAG, dispatched: job.data }))
      hasMoved ||= hasTaken
    }
    if (hasMoved || due.has(own)) this.#options.onDispatched()
    return hasMoved
  }

  /**
   * The tenant of the next job shows only when the job is taken, and no routing is asked for with a transaction open: the
   * job is given back, the routing asked for, and the job taken again.
   */
  async #dispatchOne(): Promise<boolean> {
    const queues = new Set((await this.#options.boss.getQueues()).map(({ name }) => name))
    const routings = new Map<string, Routing>()
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      try {
        return await this.#move(STARTED_QUEUE, job => decide(job, routings, queues))
      } catch (error) {
        if (!(error instanceof RoutingUnknown)) throw error
        routings.set(error.tenantId, await this.#options.routings.get(error.tenantId))
      }
    }
    return false
  }

  /** One job out of the queue and into that of the tag the decision names. */
  #move(queue: string, decide: (job: { data: DispatchedImport }) => Decision): Promise<boolean> {
    const { boss, service } = this.#options
    return service.database.transaction({}, async tx => {
      const db = dbInside(tx)
      const [job] = await boss.fetch<DispatchedImport>(queue, { db })
      if (!job) return false
      const { tag, dispatched } = decide(job)
      await boss.send(queueOfTag(tag), dispatched, { db })
      await boss.deleteJob(queue, { id: job.id, retryCount: job.retryCount }, { db })
      return true
    })
  }

  async #listSilentTags(): Promise<Tag[]> {
    const { service, pulse } = this.#options
    if (service.tag !== STABLE_TAG) return []
    return (await pulse.listTags()).filter(({ isSilent }) => isSilent).map(({ tag }) => tag)
  }
}

class RoutingUnknown extends Error {
  readonly tenantId: string

  constructor(tenantId: string) {
    super(`The routing of ${tenantId} must be asked for`)
    this.tenantId = tenantId
  }
}

/** A tag no instance has ever worked under is stable's. Throws RoutingUnknown. */
function decide(
  { data }: { data: StartedImport },
  routings: ReadonlyMap<string, Routing>,
  queues: ReadonlySet<string>,
): Decision {
  const started = readStarted(data)
  const targets = routings.get(started.tenantId)
  if (!targets) throw new RoutingUnknown(started.tenantId)
  const tag = tagOf(targets)
  return { tag: queues.has(queueOfTag(tag)) ? tag : STABLE_TAG, dispatched: { ...started, targets } }
}

import {
  dbInside,
  Poller,
  type Pulse,
  type ServiceContext,
  stableTag,
  type Tag,
  type TenantRoads,
} from '@portico/service-kit'
import type { PgBoss } from 'pg-boss'
import {
  type FiredImport,
  queueOfTag,
  readStarted,
  STARTED_QUEUE,
  type StartedImport,
  tagOf,
} from './fired-import.ts'

const POLL_MS = 1000

interface DispatcherOptions {
  service: Pick<ServiceContext, 'tag' | 'database' | 'log'>
  boss: PgBoss
  pulse: Pulse
  roads: Pick<TenantRoads, 'get'>
  /** Something was put into a queue this process may work at. */
  onFired(): void
}

interface Decision {
  tag: Tag
  fired: FiredImport
}

/**
 * Fires started imports: asks for the road of their tenant and hands them to the sales services of its tag. In stable it
 * also brings back what waits for a tag that went silent. Handing over is one transaction, so a job is always in
 * exactly one queue, whoever dies.
 */
export class Dispatcher {
  readonly #options: DispatcherOptions
  readonly #poller: Poller

  constructor(options: DispatcherOptions) {
    this.#options = options
    this.#poller = new Poller({
      work: () => this.#round(),
      intervalMs: POLL_MS,
      onError: error => options.service.log.warn({ err: error }, 'imports cannot be fired; trying again'),
    })
  }

  start() {
    this.#poller.start()
  }

  wake() {
    this.#poller.wake()
  }

  stop(): Promise<void> {
    return this.#poller.stop()
  }

  async #round(): Promise<boolean> {
    const queues = new Set((await this.#options.boss.getQueues()).map(({ name }) => name))
    let hasMoved = await this.#move(STARTED_QUEUE, job => this.#fire(job, queues))
    for (const tag of await this.#listSilentTags()) {
      if (!queues.has(queueOfTag(tag))) continue
      const hasTaken = await this.#move(queueOfTag(tag), async job => ({ tag: stableTag, fired: job.data }))
      hasMoved ||= hasTaken
    }
    if (hasMoved) this.#options.onFired()
    return hasMoved
  }

  /** A tag nobody has ever worked under is stable's. */
  async #fire({ data }: { data: StartedImport }, queues: ReadonlySet<string>): Promise<Decision> {
    const started = readStarted(data)
    const road = await this.#options.roads.get(started.tenantId)
    const tag = tagOf(road)
    return { tag: queues.has(queueOfTag(tag)) ? tag : stableTag, fired: { ...started, road } }
  }

  /** One job out of the queue and into that of the tag the decision names. */
  #move(queue: string, decide: (job: { data: FiredImport }) => Promise<Decision>): Promise<boolean> {
    const { boss, service } = this.#options
    return service.database.transaction({}, async tx => {
      const db = dbInside(tx)
      const [job] = await boss.fetch<FiredImport>(queue, { db })
      if (!job) return false
      const { tag, fired } = await decide(job)
      await boss.send(queueOfTag(tag), fired, { db })
      await boss.deleteJob(queue, { id: job.id, retryCount: job.retryCount }, { db })
      return true
    })
  }

  async #listSilentTags(): Promise<Tag[]> {
    const { service, pulse } = this.#options
    if (service.tag !== stableTag) return []
    return (await pulse.listTags()).filter(({ isSilent }) => isSilent).map(({ tag }) => tag)
  }
}

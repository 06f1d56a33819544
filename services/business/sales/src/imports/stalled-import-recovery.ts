import { Loop, type Next } from '@portico/loop'
import type { ServiceContext } from '@portico/service-kit'
import type { JobWithMetadata, PgBoss } from 'pg-boss'
import { type DispatchedImport, leaseOf, readStarted, STARTED_QUEUE } from './dispatched-import.ts'
import { ImportLock } from './lock.ts'

const INTERVAL_MS = 3000
/** A worker takes its lease within this time after it was given a job. */
const LEASE_TAKEN_MS = 2000

interface StalledImportRecoveryOptions {
  service: Pick<ServiceContext, 'database' | 'log'>
  boss: PgBoss
  /** Queues of which a job was taken and not ended. */
  listAtWork(): Promise<string[]>
  onRecovered(): void
}

/**
 * Hands out again the imports whose worker died, under whatever tag. Should a living worker be taken for dead, the import
 * is still safe: the second one waits for the lease.
 */
export class StalledImportRecovery {
  readonly #options: StalledImportRecoveryOptions
  readonly #loop: Loop

  constructor(options: StalledImportRecoveryOptions) {
    this.#options = options
    this.#loop = new Loop({
      run: () => this.#recover(),
      pauseMs: INTERVAL_MS,
      onFailing: cause =>
        options.service.log.warn({ cause }, 'stalled imports cannot be looked for; trying again'),
    })
  }

  /** Resolves when it has looked once. */
  start(): Promise<void> {
    return this.#loop.start()
  }

  /** After the look under way. */
  stop(): Promise<void> {
    return this.#loop.stop()
  }

  async #recover(): Promise<Next> {
    for (const queue of await this.#options.listAtWork()) if (isOurs(queue)) await this.#recoverQueue(queue)
    return 'pause'
  }

  async #recoverQueue(queue: string) {
    const jobs = await this.#options.boss.findJobs<DispatchedImport>(queue)
    for (const job of jobs) if (await this.#isStalled(job)) await this.#handOutAgain(queue, job)
  }

  /** At once: the delay of a retry is for services that need time, not for this. */
  async #handOutAgain(queue: string, { id, retryCount }: JobWithMetadata<DispatchedImport>) {
    const { boss, onRecovered } = this.#options
    await boss.fail(queue, { id, retryCount }, { reason: 'worker died' })
    await boss.update(queue, undefined, { id, startAfter: 0 })
    onRecovered()
  }

  async #isStalled({ state, startedOn, data }: JobWithMetadata<DispatchedImport>): Promise<boolean> {
    if (state !== 'active' || Date.now() - startedOn.getTime() < LEASE_TAKEN_MS) return false
    return ImportLock.isFree(this.#options.service.database, leaseOf(readStarted(data)))
  }
}

function isOurs(queue: string): boolean {
  return queue === STARTED_QUEUE || queue.startsWith(`${STARTED_QUEUE}.`)
}

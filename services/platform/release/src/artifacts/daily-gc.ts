import { type Database, repeat, type ServiceContext } from '@portico/service-kit'
import type { ArtifactHome } from './artifact-home.ts'
import type { Removals } from './removals.ts'
import { collectGarbage } from './remove.ts'

const CHECK_EVERY_MS = 3_600_000

/** Clears once a day what nothing needs, in one of the processes that serve this database. */
export class DailyGc {
  readonly #service: Pick<ServiceContext, 'database' | 'log'>
  readonly #home: ArtifactHome
  readonly #removals: Removals
  #end: (() => Promise<void>) | undefined

  constructor(service: Pick<ServiceContext, 'database' | 'log'>, home: ArtifactHome, removals: Removals) {
    this.#service = service
    this.#home = home
    this.#removals = removals
  }

  start(): void {
    const clearArtifacts = () => this.#clear()
    this.#end = repeat(CHECK_EVERY_MS, clearArtifacts, this.#service)
  }

  /** After the run under way. */
  async stop(): Promise<void> {
    await this.#end?.()
  }

  async #clear(): Promise<void> {
    try {
      const collected = await clearIfDue(this.#service.database, this.#home)
      if (collected.length > 0)
        this.#service.log.info({ deleted: collected }, 'unused artifacts were deleted')
    } catch (error) {
      this.#service.log.warn(
        { cause: error },
        'unused artifacts could not be deleted; tried again in an hour',
      )
    }
    await this.#removals.finishAll()
  }
}

/**
 * Gives what was deleted; nothing when it was done within the last day, or another process is at it. Who does it holds
 * the row until the end: a failure leaves it due.
 */
export async function clearIfDue(database: Database, home: ArtifactHome): Promise<string[]> {
  return database.transaction({}, async tx => {
    const due = await tx.find(
      `select 1 from artifact_clearing where ran_at < now() - interval '1 day' for update skip locked`,
    )
    if (!due) return []
    await home.sweep()
    const { deleted } = await collectGarbage(tx, { name: 'system' }, {})
    await tx.run('update artifact_clearing set ran_at = now()')
    return deleted
  })
}

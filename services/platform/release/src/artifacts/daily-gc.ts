import type { Database, ServiceContext } from '@portico/service-kit'
import type { ArtifactHome } from './artifact-home.ts'
import { collectGarbage } from './remove.ts'

const checkEveryMs = 3_600_000

/** Clears once a day what nothing needs, in one of the processes that serve this database. */
export class DailyGc {
  readonly #service: Pick<ServiceContext, 'database' | 'log'>
  readonly #home: ArtifactHome
  #timer: NodeJS.Timeout | undefined
  #run: Promise<void> = Promise.resolve()

  constructor(service: Pick<ServiceContext, 'database' | 'log'>, home: ArtifactHome) {
    this.#service = service
    this.#home = home
  }

  start(): void {
    this.#timer = setInterval(() => (this.#run = this.#runLogged()), checkEveryMs).unref()
  }

  /** After the run under way. */
  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#run
  }

  async #runLogged(): Promise<void> {
    try {
      const collected = await clearIfDue(this.#service.database, this.#home)
      if (collected.length > 0)
        this.#service.log.info({ deleted: collected }, 'unused artifacts were deleted')
    } catch (error) {
      this.#service.log.warn({ err: error }, 'unused artifacts could not be deleted; tried again in an hour')
    }
  }
}

/** Gives what was deleted; nothing when it was done within the last day. */
export async function clearIfDue(database: Database, home: ArtifactHome): Promise<string[]> {
  const { rows } = await database.execute(
    `update artifact_clearing set ran_at = now() where ran_at < now() - interval '1 day' returning 1`,
  )
  if (rows.length === 0) return []
  await home.sweep()
  const { deleted } = await collectGarbage(database, home, { name: 'system' }, {})
  return deleted
}

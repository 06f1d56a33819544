import { stableTag, type Tag } from '@portico/release'
import type { Database } from '../database/database.ts'
import type { ServiceContext } from '../service/service.ts'
import { BUS_SCHEMA, type BusSettings } from './settings.ts'

type PulseOptions = Pick<ServiceContext, 'name' | 'tag' | 'database' | 'log'> & {
  settings: Pick<BusSettings, 'beatMs' | 'silentAfterMs'>
  /** That this process takes. */
  listEvents(): string[]
}

/**
 * Says in the database that an instance of this service and tag runs, and which events it takes; knows the tags without
 * one. Two builds of one tag may take different events, so each event has a pulse of its own.
 */
export class Pulse {
  readonly #options: PulseOptions
  #timer: NodeJS.Timeout | undefined
  #beating: Promise<void> = Promise.resolve()

  constructor(options: PulseOptions) {
    this.#options = options
  }

  async start() {
    await this.#beat()
    this.#timer = setInterval(() => {
      this.#beating = this.#beat().catch(error =>
        this.#options.log.warn({ cause: error }, 'a heartbeat of the bus failed'),
      )
    }, this.#options.settings.beatMs)
  }

  /** The last beat stays: a restart shorter than the time of silence hands nothing over. */
  async stop() {
    clearInterval(this.#timer)
    await this.#beating
  }

  /** Tags under which this service has been seen, and whether each is silent now. `stable` counts as seen. */
  async listTags(): Promise<{ tag: Tag; isSilent: boolean }[]> {
    const { name, database, settings } = this.#options
    const { rows } = await database.execute<{ tag: Tag; isSilent: boolean }>(
      `select tag, tag <> $2 and ${isSilentSql('seen_at', '$3')} as "isSilent"
       from ${BUS_SCHEMA}.portico_heartbeat where service = $1 order by tag`,
      [name, stableTag, settings.silentAfterMs],
    )
    return rows
  }

  async #beat() {
    const { name, tag, database, listEvents } = this.#options
    await beat(database, name, tag, listEvents())
  }
}

/** Time is the database's, so the clocks of machines do not matter. A row that is locked is being updated by another instance. */
async function beat(database: Database, service: string, tag: Tag, events: string[]) {
  await database.execute(
    `with seen as (
       update ${BUS_SCHEMA}.portico_subscription set seen_at = clock_timestamp() where ctid in (
         select ctid from ${BUS_SCHEMA}.portico_subscription
         where consumer = $1 and tag = $2 and event = any($3) for update skip locked)
     )
     insert into ${BUS_SCHEMA}.portico_heartbeat (service, tag, seen_at) values ($1, $2, clock_timestamp())
     on conflict (service, tag) do update set seen_at = excluded.seen_at`,
    [service, tag, events],
  )
}

/** SQL: whether what was last seen then is silent by now. */
export function isSilentSql(seenAt: string, silentAfterMs: string): string {
  return `coalesce(${seenAt} < clock_timestamp() - make_interval(secs => ${silentAfterMs}::numeric / 1000), true)`
}

import { Loop, type Next } from '@portico/loop'
import { STABLE_TAG, type Tag } from '@portico/release'
import type { Database } from '../database/database.ts'
import type { ServiceContext } from '../service/service.ts'
import { BUS_SCHEMA, type BusSettings } from './port/settings.ts'

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
  readonly #loop: Loop

  constructor(options: PulseOptions) {
    this.#options = options
    const { log, settings } = options
    this.#loop = new Loop({
      run: () => this.#beat(),
      pauseMs: settings.beatMs,
      startsWithPause: true,
      onFailing: cause => log.warn({ cause }, 'heartbeats of the bus fail'),
      onRecovered: () => log.info('heartbeats of the bus work again'),
    })
  }

  /** Rejects when the first beat fails: a bus that cannot say it is there does not start. */
  async start() {
    await this.#beat()
    await this.#loop.start()
  }

  /** The last beat stays: a restart shorter than the time of silence hands nothing over. */
  async stop() {
    await this.#loop.stop()
  }

  /** Tags under which this service has been seen, and whether each is silent now. `stable` counts as seen. */
  async listTags(): Promise<{ tag: Tag; isSilent: boolean }[]> {
    const { name, database, settings } = this.#options
    const { rows } = await database.execute<{ tag: Tag; isSilent: boolean }>(
      `select tag, tag <> $2 and ${isSilentSql('seen_at', '$3')} as "isSilent"
       from ${BUS_SCHEMA}.portico_heartbeat where service = $1 order by tag`,
      [name, STABLE_TAG, settings.silentAfterMs],
    )
    return rows
  }

  async #beat(): Promise<Next> {
    const { name, tag, database, listEvents } = this.#options
    await beat(database, name, tag, listEvents())
    return 'pause'
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

import { setTimeout as sleep } from 'node:timers/promises'
import { createTestDatabase, type TestDatabase } from '@portico/postgres/testing'
import { Keyring } from '@portico/release/trust'
import { busNameOf, type EventContract } from '@portico/service-contract'
import { Tracing } from '@portico/telemetry'
import type { FastifyBaseLogger } from 'fastify'
import pg from 'pg'
import Type from 'typebox'
import type { BusSettings } from '../../src/bus/port/settings.ts'
import { openDatabase } from '../../src/database/database.ts'
import { BUS_SCHEMA, Bus, createContext, type Database, newId, type Published } from '../../src/index.ts'
import { migrations } from '../notes/notes.service.ts'

export const SECRET = 'a secret of the platform, for tests'
const SOLD = {
  name: 'seller.thing.sold',
  version: 1,
  payload: Type.Object({ thing: Type.String() }),
  consumers: ['keeper'],
}
const EVENT = busNameOf(SOLD)
const DEADLINE_MS = 15_000

export interface Office {
  bus: Bus
  database: Database
  close(): Promise<void>
}

/** What one thing was handled by, as many times as it was. */
export interface Effect {
  thing: string
  tag: string
}

export interface Logged {
  level: string
  message: string
}

/** A writer and any number of consumers on one database; what a consumer does is one row in its own schema. */
export class PostOffice {
  readonly logged: Logged[] = []
  /** Things whose handling fails, however often it is tried. */
  readonly refused = new Set<string>()
  readonly #test: TestDatabase
  readonly #admin: pg.Client
  readonly #settings: Partial<BusSettings>
  readonly #open = new Set<Office>()

  private constructor(test: TestDatabase, admin: pg.Client, settings: Partial<BusSettings>) {
    this.#test = test
    this.#admin = admin
    this.#settings = settings
  }

  static async open(settings: Partial<BusSettings> = {}): Promise<PostOffice> {
    const test = await createTestDatabase()
    const admin = new pg.Client({ connectionString: test.url })
    await admin.connect()
    return new PostOffice(test, admin, settings)
  }

  /** With whatever of it is open still. */
  async close() {
    await Promise.all([...this.#open].map(office => office.close()))
    await this.#admin.end()
    await this.#test.drop()
  }

  /** `consumers`: those it says must get what it writes. */
  writer(consumers = SOLD.consumers): Promise<Office> {
    return this.#start('seller', 'stable', { publishes: [{ ...SOLD, consumers }] })
  }

  consumer(tag: string): Promise<Office> {
    return this.#start('keeper', tag, { isConsumer: true })
  }

  /** The same service in a build that does not take the event. */
  bystander(tag: string): Promise<Office> {
    return this.#start('keeper', tag, {})
  }

  /** As any member of the bus can write into a queue: `change` is what it makes of the message in it. */
  async tamper(change: string) {
    await this.#admin.query(`update ${BUS_SCHEMA}.job set data = ${change} where name = $1`, [
      `${EVENT}/keeper/stable`,
    ])
  }

  publish(
    { bus, database }: Office,
    thing: string,
    targets: Record<string, string> = {},
  ): Promise<Published> {
    return database.tenant('t_demo', tx => bus.publish(tx, sold(thing, targets)))
  }

  async effects(): Promise<Effect[]> {
    const { rows } = await this.#admin.query<{ body: string }>('select body from keeper.note order by body')
    return rows.map(({ body }) => {
      const [thing = '', tag = ''] = body.split(' by ')
      return { thing, tag }
    })
  }

  async until(isReached: (effects: Effect[]) => boolean): Promise<Effect[]> {
    for (const deadline = Date.now() + DEADLINE_MS; ; ) {
      const effects = await this.effects()
      if (isReached(effects)) return effects
      if (Date.now() > deadline) throw new Error(`Not reached in time: ${effects.length} effects`)
      await sleep(20)
    }
  }

  /** As if no instance had been seen under the tag for this long. */
  async silence(tag: string, seconds: number) {
    await this.#admin.query(
      `with subscription as (
         update ${BUS_SCHEMA}.portico_subscription set seen_at = clock_timestamp() - make_interval(secs => $2)
         where consumer = 'keeper' and tag = $1
       )
       update ${BUS_SCHEMA}.portico_heartbeat set seen_at = clock_timestamp() - make_interval(secs => $2)
       where service = 'keeper' and tag = $1`,
      [tag, seconds],
    )
  }

  /** The consumers die where they stand. */
  async cutConnections() {
    await this.#admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name in ('portico-keeper', 'portico-bus-listen')`,
    )
  }

  /** As if so many messages had failed at every try, the newest first. */
  async bury(count: number) {
    await this.#admin.query(
      `insert into ${BUS_SCHEMA}.job (name, data, created_on, source_name)
       select 'dead-letters', jsonb_build_object('consumer', 'keeper', 'id', 'm' || n, 'event', $1::text, 'at', '',
         'headers', '{}'::jsonb), now() - make_interval(secs => n), $2
       from generate_series(1, $3::int) n`,
      [EVENT, `${EVENT}/keeper/stable`, count],
    )
  }

  async owners(): Promise<string[]> {
    const { rows } = await this.#admin.query<{ owner: string }>(
      `select distinct pg_get_userbyid(relowner) as owner from pg_class where relnamespace = $1::regnamespace`,
      [BUS_SCHEMA],
    )
    return rows.map(({ owner }) => owner)
  }

  async #start(
    name: string,
    tag: string,
    { isConsumer = false, publishes = [] }: { isConsumer?: boolean; publishes?: EventContract[] },
  ): Promise<Office> {
    const database = await openDatabase({
      name,
      migrations,
      adminUrl: this.#test.url,
      sharedSchemas: [BUS_SCHEMA],
    })
    const keyring = Keyring.fromSecrets(name, [SECRET])
    const service = { name, tag, database, log: this.#log(), keyring, tracing: new Tracing(name) }
    const bus = new Bus(service, { publishes, settings: this.#settings })
    if (isConsumer) this.#subscribe(bus, tag)
    await bus.start()
    const close = async () => {
      this.#open.delete(office)
      await bus.stop()
      await database.close()
    }
    const office: Office = { bus, database, close }
    this.#open.add(office)
    return office
  }

  #subscribe(bus: Bus, tag: string) {
    bus.subscribe({
      event: SOLD,
      handle: async (tx, { payload: { thing }, context: { tenantId } }) => {
        const body = `${thing} by ${tag}`
        await tx.run('insert into note (tenant_id, id, body) values ($1, $2, $3)', [tenantId, newId(), body])
        if (this.refused.has(thing)) throw new Error(`No ${thing} today`)
      },
    })
  }

  #log(): FastifyBaseLogger {
    const at = (level: string) => (_: unknown, message: string) => this.logged.push({ level, message })
    return { warn: at('warn'), error: at('error'), info: at('info') } as unknown as FastifyBaseLogger
  }
}

export function sold(thing: string, targets: Record<string, string> = {}) {
  return { event: SOLD, context: createContext({ tenantId: 't_demo', targets }), payload: { thing } }
}

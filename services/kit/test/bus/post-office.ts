import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createTestDatabase, type TestDatabase } from '@portico/postgres/testing'
import { Keyring } from '@portico/release/trust'
import { busNameOf, type EventContract } from '@portico/service-contract'
import { Tracing } from '@portico/telemetry'
import type { FastifyBaseLogger } from 'fastify'
import pg from 'pg'
import { installBus } from '../../src/bus/install.ts'
import type { BusSettings } from '../../src/bus/port/settings.ts'
import { openDatabase } from '../../src/database/open-database.ts'
import { BUS_SCHEMA, Bus, createContext, type Database, newId, type Published } from '../../src/index.ts'
import { migrations } from '../notes/notes.service.ts'
import type { MortalOptions } from './mortal.ts'
import { SECRET, SOLD, subscribeNotes } from './sold.ts'
import { tamperInStream } from './tamper-in-stream.ts'

const EVENT = busNameOf(SOLD)
const DEADLINE_MS = 15_000
const MORTAL = fileURLToPath(new URL('mortal.ts', import.meta.url))

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

interface OfficeOptions {
  settings: Partial<BusSettings>
  env: NodeJS.ProcessEnv
}

interface OfficeParts {
  isConsumer?: boolean
  publishes?: EventContract[]
  isFormer?: boolean
}

async function prepare(adminUrl: string) {
  for (const name of ['seller', 'keeper']) {
    const database = await openDatabase({ name, migrations, adminUrl, sharedSchemas: [BUS_SCHEMA] })
    await installBus(database)
    await database.close()
  }
}

/** A writer and any number of consumers on one database; what a consumer does is one row in its own schema. */
export class PostOffice {
  readonly logged: Logged[] = []
  /** Things whose handling fails, however often it is tried. */
  readonly refused = new Set<string>()
  readonly #test: TestDatabase
  readonly #admin: pg.Client
  readonly #settings: Partial<BusSettings>
  readonly #env: NodeJS.ProcessEnv
  readonly #open = new Set<Office>()

  private constructor(test: TestDatabase, admin: pg.Client, { settings, env }: OfficeOptions) {
    this.#test = test
    this.#admin = admin
    this.#settings = settings
    this.#env = env
  }

  /**
   * `natsUrl`: messages go by it, in a stream of their own; else they are jobs in PostgreSQL. `isEmpty`: not even the tables are
   * there, which others find made.
   */
  static async open(
    settings: Partial<BusSettings> = {},
    natsUrl?: string,
    { isEmpty = false } = {},
  ): Promise<PostOffice> {
    const test = await createTestDatabase(isEmpty ? undefined : { name: 'post_office', prepare })
    const admin = new pg.Client({ connectionString: test.url })
    await admin.connect()
    const env = natsUrl ? { NATS_URL: natsUrl, PORTICO_BUS_STREAM: `test-${newId()}` } : {}
    return new PostOffice(test, admin, { settings, env })
  }

  /** With whatever of it is open still. */
  async close() {
    await Promise.all([...this.#open].map(office => office.close()))
    await this.#admin.end()
    await this.#test.drop()
  }

  /** `consumers`: those it says must get what it writes. `isFormer`: it knows no engine. */
  writer({ consumers = SOLD.consumers, isFormer = false } = {}): Promise<Office> {
    return this.#start('seller', 'stable', { publishes: [{ ...SOLD, consumers }], isFormer })
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
    if (this.#env.NATS_URL) return tamperInStream(this.#env, data => this.#change(data, change))
    await this.#admin.query(`update ${BUS_SCHEMA}.job set data = ${change} where name = $1`, [
      `${EVENT}/keeper/stable`,
    ])
  }

  async #change(data: string, change: string): Promise<string> {
    const sql = `select ${change} as changed from (select $1::jsonb as data) as message`
    const { rows } = await this.#admin.query<{ changed: object }>(sql, [data])
    return JSON.stringify(rows[0]?.changed)
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

  /** Messages that no consumer has handled yet. */
  async waiting(): Promise<number> {
    const [office] = this.#open
    const states = (await office?.bus.readQueues()) ?? []
    return states.reduce((sum, { waiting }) => sum + waiting, 0)
  }

  /** Of things whose sale has committed. */
  async sales(): Promise<string[]> {
    const { rows } = await this.#admin.query<{ thing: string }>(
      `select replace(body, 'sold ', '') as thing from seller.note order by 1`,
    )
    return rows.map(({ thing }) => thing)
  }

  /** A process of its own that sells, sends and handles these things, and dies on the way; resolves to the writes it got to. */
  async runMortal(diesAt: number, things: string[]): Promise<number> {
    const options: MortalOptions = { adminUrl: this.#test.url, env: this.#env, diesAt, things }
    const child = spawn(process.execPath, [MORTAL, JSON.stringify(options)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [output, [, signal]] = await Promise.all([text(child.stdout), once(child, 'close')])
    if (diesAt > 0 && signal === 'SIGKILL') return diesAt
    return Number(output)
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
    if (this.#env.NATS_URL) {
      await this.#admin.query(
        `insert into ${BUS_SCHEMA}.portico_failure
           (tenant_id, message_id, event, consumer, queue, envelope, failures, reason, given_up_at)
         select 't_demo', gen_random_uuid(), $1::text, 'keeper', $2, jsonb_build_object('id', 'm' || n), 1, '{}',
           now() - make_interval(secs => n) from generate_series(1, $3::int) n`,
        [EVENT, `${EVENT}/keeper/stable`, count],
      )
      return
    }
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
    { isConsumer = false, publishes = [], isFormer = false }: OfficeParts,
  ): Promise<Office> {
    const database = await openDatabase({
      name,
      migrations,
      adminUrl: this.#test.url,
      sharedSchemas: [BUS_SCHEMA],
    })
    const keyring = Keyring.fromSecrets(name, [SECRET])
    const service = {
      name,
      tag,
      env: isFormer ? {} : this.#env,
      database,
      log: this.#log(),
      keyring,
      tracing: new Tracing(name),
    }
    const bus = new Bus(service, { publishes, settings: this.#settings })
    if (isConsumer) subscribeNotes(bus, tag, thing => this.refused.has(thing))
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

  #log(): FastifyBaseLogger {
    const at = (level: string) => (_: unknown, message: string) => this.logged.push({ level, message })
    return { warn: at('warn'), error: at('error'), info: at('info') } as unknown as FastifyBaseLogger
  }
}

export function sold(thing: string, targets: Record<string, string> = {}) {
  return { event: SOLD, context: createContext({ tenantId: 't_demo', targets }), payload: { thing } }
}

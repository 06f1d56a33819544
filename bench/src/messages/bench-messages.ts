import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startPostgres } from '@portico/postgres'
import { BUS_SCHEMA, Bus, createContext, defineService, type RunningService } from '@portico/service-kit'
import { startNats } from '@portico/service-kit/testing/nats'
import Type from 'typebox'
import { quantile } from '../measure/statistics.ts'

const MESSAGES = 4000
const ROUNDS = 3
/** Transactions at once, of tenants in turn; a service has five connections. */
const WRITERS = 4
const TENANTS = 50
const LOOK_MS = 20

const SOLD = {
  name: 'writer.thing.sold',
  version: 1,
  payload: Type.Object({ n: Type.Integer() }),
  consumers: ['reader'],
}

interface Way {
  name: string
  batch: number
  hasEngine: boolean
}

const WAYS: readonly Way[] = [
  { name: 'jobs in PostgreSQL, one a transaction', batch: 1, hasEngine: false },
  { name: 'jobs in PostgreSQL, up to 50', batch: 50, hasEngine: false },
  { name: 'NATS, one a transaction', batch: 1, hasEngine: true },
  { name: 'NATS, up to 50', batch: 50, hasEngine: true },
]

export interface MessageFigures {
  name: string
  /** A second, median of the rounds. */
  written: number
  handled: number
}

/**
 * What is written by one service and handled by one other, each a process' worth in this one, on one PostgreSQL that flushes
 * each commit: first all is written, then all is handled. The ways take turns.
 */
export async function benchMessages(): Promise<MessageFigures[]> {
  const folder = await mkdtemp(join(tmpdir(), 'portico-bench-'))
  const postgres = await startPostgres({ dir: folder, port: 0 })
  const nats = await startNats()
  const rounds = new Map<string, { written: number; handled: number }[]>(WAYS.map(({ name }) => [name, []]))
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const way of WAYS) {
        const env = {
          PORTICO_ENV: 'development',
          DATABASE_URL: postgres.url,
          LOG_LEVEL: 'error',
          WRITER_PORT: '0',
          READER_PORT: '0',
          ...(way.hasEngine ? { NATS_URL: nats.url, PORTICO_BUS_STREAM: `bench-${round}-${way.batch}` } : {}),
        }
        rounds.get(way.name)?.push(await runOne(way, env))
      }
    }
  } finally {
    await nats.remove()
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
  return [...rounds].map(([name, all]) => ({
    name,
    written: quantile(
      all.map(({ written }) => written),
      0.5,
    ),
    handled: quantile(
      all.map(({ handled }) => handled),
      0.5,
    ),
  }))
}

async function runOne({ batch }: Way, env: NodeJS.ProcessEnv): Promise<{ written: number; handled: number }> {
  let bus: Bus | undefined
  const writer = await service('writer', (app, context) => {
    bus = new Bus(context, { publishes: [SOLD] })
    bus.attach(app)
  }).start(env)
  try {
    const written = MESSAGES / (await secondsOf(() => writeAll(writer, bus)))
    let handled = 0
    const began = performance.now()
    const reader = await service('reader', (app, context) => {
      const reading = new Bus(context, { settings: { batch } })
      reading.subscribe({
        event: SOLD,
        handle: async (tx, { id, context: { tenantId } }) => {
          await tx.run('insert into effect (tenant_id, id) values ($1, $2)', [tenantId, id])
          handled += 1
        },
      })
      reading.attach(app)
    }).start(env)
    while (handled < MESSAGES) await sleep(LOOK_MS)
    const seconds = (performance.now() - began) / 1000
    await reader.stop()
    return { written, handled: MESSAGES / seconds }
  } finally {
    await writer.stop()
  }
}

function service(name: string, routes: Parameters<typeof defineService>[0]['routes']) {
  return defineService({
    name,
    port: 0,
    migrations: new URL('migrations/', import.meta.url),
    sharedSchemas: [BUS_SCHEMA],
    routes,
  })
}

async function writeAll({ database }: RunningService, bus: Bus | undefined) {
  if (!bus) throw new Error('The writer has no bus.')
  let next = 0
  const writeSome = async () => {
    while (next < MESSAGES) {
      const n = next++
      const tenantId = `t_${n % TENANTS}`
      const context = createContext({ tenantId })
      await database.tenant(tenantId, tx => bus.publish(tx, { event: SOLD, context, payload: { n } }))
    }
  }
  await Promise.all(Array.from({ length: WRITERS }, writeSome))
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1000
}

export function messageSection(figures: readonly MessageFigures[]): string[] {
  const before = figures[0]?.handled ?? 1
  return [
    '## Messages',
    '',
    `${MESSAGES} messages of ${TENANTS} tenants, a transaction each with ${WRITERS} at once, then handled by one process: an inbox row and a row of the handler each. PostgreSQL flushes each commit; median of ${ROUNDS} rounds in turns, start of the reader included.`,
    '',
    '| | written a second | handled a second | handled, to one a transaction as jobs |',
    '| --- | --- | --- | --- |',
    ...figures.map(
      ({ name, written, handled }) =>
        `| ${name} | ${written.toFixed(0)} | ${handled.toFixed(0)} | ${(handled / before).toFixed(2)} |`,
    ),
    '',
  ]
}

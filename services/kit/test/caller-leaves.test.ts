import { setImmediate as nextTurn } from 'node:timers/promises'
import type { FastifyReply } from 'fastify'
import Type from 'typebox'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { type Database, defineService, Problem, type ServiceApp, type ServiceContext } from '../src/index.ts'
import { type ServiceUnderTest, startForTest } from '../src/testing/index.ts'
import { FakeService } from './fake-service.ts'
import { migrations } from './notes/notes.service.ts'

const TENANT = 't_demo'

/** What the routes below report of one call. */
interface Course {
  entered: PromiseWithResolvers<void>
  /** Something was changed. */
  begun: PromiseWithResolvers<void>
  /** The service has noticed that the caller left. */
  closed: PromiseWithResolvers<void>
  /** The code of what the handler threw, or `done`. */
  ending: PromiseWithResolvers<string>
  go: PromiseWithResolvers<void>
}

let course: Course
let service: ServiceUnderTest
let other: FakeService

async function follow(reply: FastifyReply, work: () => Promise<unknown>) {
  reply.raw.once('close', () => course.closed.resolve())
  course.entered.resolve()
  try {
    await work()
    course.ending.resolve('done')
    return {}
  } catch (error) {
    course.ending.resolve(error instanceof Problem ? error.code : String(error))
    throw error
  }
}

function routes(app: ServiceApp, { database, clients }: ServiceContext) {
  const ask = () => database.tenant(TENANT, tx => tx.list('select 1'))
  app.get('/read', (_, reply) => follow(reply, ask))
  app.get('/reads-long', (_, reply) =>
    follow(reply, () => database.tenant(TENANT, tx => tx.list('select pg_sleep(60)'))),
  )
  app.get('/reads-twice', (_, reply) =>
    follow(reply, () =>
      database.tenant(TENANT, async tx => {
        await tx.list('select 1')
        course.begun.resolve()
        await course.go.promise
        await tx.list('select 1')
      }),
    ),
  )
  app.post('/write', (_, reply) => follow(reply, ask))
  const askTwice = async () => {
    await ask()
    course.begun.resolve()
    await course.go.promise
    await ask()
  }
  app.post('/begun', (_, reply) => follow(reply, askTwice))
  const query = { method: 'POST', url: '/query', isRead: true } as const
  app.route({ ...query, handler: (_, reply) => follow(reply, askTwice) })
  const inventory = clients.connect('inventory', 7005)
  app.get('/reads-elsewhere', ({ caller }, reply) =>
    follow(reply, () => inventory.call('GET', '/stock', { context: caller, answer: Type.Unknown() })),
  )
  app.post('/writes-elsewhere', ({ caller }, reply) =>
    follow(reply, async () => {
      await inventory.call('POST', '/stock', { context: caller, body: {}, answer: Type.Unknown() })
      course.begun.resolve()
      await ask()
    }),
  )
}

beforeAll(async () => {
  other = await FakeService.start()
  const definition = defineService({ name: 'notes', port: 7099, migrations, routes })
  service = await startForTest(definition, { INVENTORY_URL: other.url })
})
afterAll(async () => {
  await service?.stop()
  await other?.stop()
})
beforeEach(() => {
  const one = () => Promise.withResolvers<void>()
  const ending = Promise.withResolvers<string>()
  course = { entered: one(), begun: one(), closed: one(), ending, go: one() }
  other.mode = 'answer'
})

/** All connections one tenant may have, until what this gives is called. */
async function takeAll(database: Database): Promise<() => Promise<void>> {
  const gate = Promise.withResolvers<void>()
  const taken = [1, 2].map(() => Promise.withResolvers<void>())
  const held = taken.map(({ resolve }) =>
    database.tenant(TENANT, async () => {
      resolve()
      await gate.promise
    }),
  )
  await Promise.all(taken.map(({ promise }) => promise))
  return async () => {
    gate.resolve()
    await Promise.all(held)
  }
}

it.each([
  ['is tried once where the caller of the request tries again', { 'x-portico-retried': '1' }, 1],
  ['is tried once more where it does not', {}, 2],
])('a read of another service %s', async (_, more, calls) => {
  other.status = 500
  other.seen.length = 0
  const headers = { baggage: `portico.tenant=${TENANT}`, ...more }
  const answer = await fetch(`${service.url}/reads-elsewhere`, { headers })
  other.status = 200
  expect([answer.status, other.seen.length]).toEqual([503, calls])
})

/** A caller that calls, and leaves once the handler is under way. */
function call(method: 'GET' | 'POST', path: string) {
  const caller = new AbortController()
  const headers = { baggage: `portico.tenant=${TENANT}` }
  const answer = fetch(service.url + path, { method, headers, signal: caller.signal }).catch(() => null)
  const leave = async () => {
    caller.abort()
    await answer
    await course.closed.promise
  }
  return { answer, leave }
}

describe('a caller that leaves', () => {
  it.each([
    ['GET', '/read'],
    ['POST', '/write'],
  ] as const)('%s %s: the request leaves the queue of the database', async (method, path) => {
    const giveBack = await takeAll(service.database)
    const { leave } = call(method, path)
    await course.entered.promise
    await leave()
    expect(await course.ending.promise).toBe('CALLER_LEFT')
    await giveBack()
    expect((await service.call('GET', '/read')).statusCode).toBe(200)
  })

  it('a write that has had a transaction is done to its end', async () => {
    const { leave } = call('POST', '/begun')
    await course.begun.promise
    const giveBack = await takeAll(service.database)
    course.go.resolve()
    await nextTurn()
    await leave()
    await giveBack()
    expect(await course.ending.promise).toBe('done')
  })

  it('a write that has changed something elsewhere is done to its end', async () => {
    const giveBack = await takeAll(service.database)
    const { leave } = call('POST', '/writes-elsewhere')
    await course.begun.promise
    await nextTurn()
    await leave()
    await giveBack()
    expect(await course.ending.promise).toBe('done')
  })

  it('waits for no other service either', async () => {
    other.mode = 'hang'
    const { leave } = call('GET', '/reads-elsewhere')
    const seen = other.seen.length
    await expect.poll(() => other.seen.length, { interval: 5 }).toBe(seen + 1)
    await leave()
    expect(await course.ending.promise).toBe('CALLER_LEFT')
  })
})

describe('a caller that says how long it waits', () => {
  const waitingFor = (method: 'GET' | 'POST', path: string, timeLeftMs: number) =>
    fetch(service.url + path, {
      method,
      headers: { baggage: `portico.tenant=${TENANT}`, 'x-portico-time-left': String(timeLeftMs) },
    })

  const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code

  /** Real time would be waited for. */
  function passTime(ms: number): void {
    const now = performance.now.bind(performance)
    vi.spyOn(performance, 'now').mockImplementation(() => now() + ms)
    onTestFinished(() => void vi.restoreAllMocks())
  }

  it.each([
    ['GET', '/read'],
    ['POST', '/write'],
    ['GET', '/reads-elsewhere'],
    ['POST', '/writes-elsewhere'],
  ] as const)('%s %s: is refused when that is over, and nothing is asked of others', async (method, path) => {
    const seen = other.seen.length
    const answer = await waitingFor(method, path, 0)
    expect([answer.status, await codeOf(answer)]).toEqual([504, 'DEADLINE_PASSED'])
    expect(other.seen).toHaveLength(seen)
  })

  it.each(['GET /reads-long', 'GET /reads-elsewhere'])(
    '%s: what is at work then ends, in the database and elsewhere',
    async route => {
      other.mode = 'hang'
      const [, path = ''] = route.split(' ')
      expect((await waitingFor('GET', path, 100)).status).toBe(504)
      expect(await course.ending.promise).toBe('DEADLINE_PASSED')
    },
  )

  it('waits for no connection beyond it', async () => {
    const giveBack = await takeAll(service.database)
    expect((await waitingFor('GET', '/read', 50)).status).toBe(504)
    await giveBack()
  })

  it('a read of several statements ends before the next one', async () => {
    const answer = waitingFor('GET', '/reads-twice', 10_000)
    await course.begun.promise
    passTime(10_000)
    course.go.resolve()
    expect((await answer).status).toBe(504)
  })

  it('a POST that its contract calls a read is one: it ends before its next transaction', async () => {
    const answer = waitingFor('POST', '/query', 10_000)
    await course.begun.promise
    passTime(10_000)
    course.go.resolve()
    expect((await answer).status).toBe(504)
  })

  it('a write that has begun is done to its end', async () => {
    const answer = waitingFor('POST', '/begun', 10_000)
    await course.begun.promise
    passTime(10_000)
    course.go.resolve()
    expect((await answer).status).toBe(200)
  })

  it('hands on what is left of it with a read; what no caller waits for has the time of its own', async () => {
    const timeLeft = () => Number(other.seen.at(-1)?.headers['x-portico-time-left'])
    await waitingFor('GET', '/reads-elsewhere', 3_000)
    expect(timeLeft()).toBeLessThanOrEqual(3_000)
    await waitingFor('GET', '/reads-elsewhere', 60_000)
    // Its own five seconds, less what the way to the connection took.
    expect(timeLeft()).toBeGreaterThan(3_000)
    expect(timeLeft()).toBeLessThanOrEqual(5_000)
  })
})

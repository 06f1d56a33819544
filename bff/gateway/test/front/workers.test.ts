import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  freePort,
  type RedisServer,
  startRedis,
  startTestGateway,
  type TestGateway,
  workerIds,
} from '@portico/bff-framework/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Browser, errorOf } from './browser.ts'
import { type FakeServices, json, startFakeServices } from './fake-services.ts'

const customers = { items: [], pageInfo: { endCursor: null, hasNextPage: false }, totalCount: 7 }
/** One user makes the load of many. */
const unlimited = {
  PORTICO_USER_POINTS_PER_SECOND: '1000000000',
  PORTICO_TENANT_POINTS_PER_SECOND: '1000000000',
}
let services: FakeServices
let redis: RedisServer
let gateway: TestGateway
let browser: Browser
let metricsPort: number

beforeAll(async () => {
  ;[services, redis] = await Promise.all([startFakeServices(), startRedis()])
  metricsPort = await freePort()
  const ports = { PORT: String(await freePort()), PORTICO_METRICS_PORT: String(metricsPort) }
  const env = { ...services.env, ...ports, REDIS_URL: redis.url, PORTICO_WORKERS: '2', ...unlimited }
  gateway = await startTestGateway(new URL('../../start.ts', import.meta.url), env)
  browser = new Browser(gateway.url)
})
afterAll(async () => {
  if (gateway.process.exitCode === null) await gateway.stop()
  await Promise.all([services.close(), redis.kill()])
})

test('two workers share a session, and its end', async () => {
  await browser.logIn()
  const seen = await Promise.all(Array.from({ length: 12 }, () => browser.fetch('/api/session', noKeepAlive)))
  expect(seen.map(({ status }) => status)).toEqual(new Array(12).fill(200))
  await browser.send('DELETE', '/api/session')
  const after = await Promise.all(
    Array.from({ length: 12 }, () => browser.fetch('/api/session', noKeepAlive)),
  )
  expect(after.map(({ status }) => status)).toEqual(new Array(12).fill(401))
})

test('metrics are those of both workers, whichever a scraper reaches', async () => {
  const scrape = async () => (await fetch(`http://127.0.0.1:${metricsPort}/`, noKeepAlive)).text()
  const counted = (text: string) =>
    Number(/requests_total\{method="GET",status="404"\} (\d+)/.exec(text)?.[1] ?? 0)
  const before = counted(await scrape())
  for (let n = 0; n < 8; n += 1) await fetch(`${gateway.url}/a/none/0.0.0/x.js`, noKeepAlive)
  const texts = await Promise.all(Array.from({ length: 4 }, scrape))
  expect(texts.map(text => counted(text) - before)).toEqual([8, 8, 8, 8])
  for (const text of texts)
    expect(text.match(/^process_resident_memory_bytes\{worker="\d+"\} /gm)).toHaveLength(2)
})

test('a worker that ends under load resets no connection, and fails no call', async () => {
  await browser.logIn()
  await everyWorkerHasSeen(browser)
  services.answers.set('GET /customers', json(200, customers))
  const load = keepAsking(browser)
  const [id = ''] = await idsNow()
  process.kill(Number(id), 'SIGTERM')
  await expect.poll(idsNow, { timeout: 30_000, interval: 200 }).toSatisfy(hasTwoWithout(id))
  const { answered, faults } = await load.stop()
  expect(faults).toEqual([])
  expect(answered).toBeGreaterThan(100)
})

const hasTwoWithout = (id: string) => (ids: readonly string[]) => ids.length === 2 && !ids.includes(id)

/** None while the one that is asked ends. */
const idsNow = () => workerIds(`http://127.0.0.1:${metricsPort}/`).catch(() => [])

/** So that the load leaves the processor to the workers that start. */
const PACE_MS = 10

/** On kept connections; writes in the eyes of a proxy, which sends none of them again. */
function keepAsking(visitor: Browser): { stop(): Promise<{ answered: number; faults: unknown[] }> } {
  const faults: unknown[] = []
  let answered = 0
  let isOver = false
  const ask = async () => {
    while (!isOver) {
      const answer = await visitor.ask('{customers{totalCount}}').catch((fault: unknown) => fault)
      if (answer instanceof Object && 'data' in answer && answer.data) answered += 1
      else faults.push(answer)
      await sleep(PACE_MS)
    }
  }
  const asking = Promise.all(Array.from({ length: 4 }, ask))
  return {
    async stop() {
      isOver = true
      await asking
      return { answered, faults }
    },
  }
}

test('a Redis that hangs or dies fails no request of a session that is known, and holds none up', async () => {
  await browser.logIn()
  await everyWorkerHasSeen(browser)
  services.answers.set('GET /customers', json(200, customers))
  for (const harm of [redis.pause, redis.kill]) {
    await harm()
    for (let count = 0; count < 10; count += 1) {
      const startedAt = performance.now()
      expect(await browser.ask('{customers{totalCount}}')).toEqual({ data: { customers: { totalCount: 7 } } })
      // Waiting on it would be seconds; a busy machine must not fail the test.
      expect(performance.now() - startedAt).toBeLessThan(1_500)
    }
    redis.resume()
  }
  await redis.start()
  await expect.poll(async () => (await browser.logIn()).status, { timeout: 5_000 }).toBe(200)
})

test('a stop finishes what is in flight in the workers, by Ctrl-C of a terminal too', async () => {
  const go = Promise.withResolvers<void>()
  const arrived = Promise.withResolvers<void>()
  // A download may take two minutes, where a query waits two seconds: how long the stop takes to begin is no matter.
  services.answers.set('GET /imports/j1/rejected.csv', async (_call, response) => {
    arrived.resolve()
    await go.promise
    response.writeHead(200, { 'content-type': 'text/csv' }).end('row,code')
  })
  await browser.logIn()
  await everyWorkerHasSeen(browser)
  const open = browser.fetch('/api/imports/j1/rejected.csv').then(answer => answer.text())
  await arrived.promise
  for (const id of await idsNow()) process.kill(Number(id), 'SIGINT')
  const stopped = gateway.stop()
  await expect
    .poll(() =>
      fetch(gateway.url).then(
        () => 'taken',
        () => 'refused',
      ),
    )
    .toBe('refused')
  go.resolve()
  expect(await open).toBe('row,code')
  expect(await stopped).toBe(0)
})

const noKeepAlive = { headers: { connection: 'close' } }

/** Twenty new connections reach both workers; all must know the session, and reach Redis to know it. */
async function everyWorkerHasSeen(visitor: Browser): Promise<void> {
  const statuses = async () => {
    const seen = await Promise.all(
      Array.from({ length: 20 }, () => visitor.fetch('/api/session', noKeepAlive)),
    )
    return [...new Set(seen.map(({ status }) => status))]
  }
  await expect.poll(statuses, { timeout: 5_000 }).toEqual([200])
}

test('a gateway whose Redis is away comes up all the same, and its workers end with a parent that was killed, although their output is not read any more', async () => {
  const env = { ...services.env, REDIS_URL: 'redis://127.0.0.1:1', PORTICO_WORKERS: '2' }
  const port = String(await freePort())
  const alone = await startTestGateway(new URL('../../start.ts', import.meta.url), { ...env, PORT: port })
  const visitor = new Browser(alone.url)
  expect((await visitor.fetch('/healthz')).status).toBe(200)
  expect(await errorOf(await visitor.logIn())).toEqual({ status: 503, code: 'SESSION_UNAVAILABLE' })
  const exited = once(alone.process, 'exit')
  alone.process.stdout?.destroy()
  alone.process.stderr?.destroy()
  alone.process.disconnect()
  expect((await exited)[0]).toBe(0)
})

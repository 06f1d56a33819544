import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startTestGateway, type TestGateway } from '@portico/bff-framework/testing'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { Browser } from './browser.ts'
import { type Answer, type FakeServices, json, startFakeServices } from './fake-services.ts'
import { LiveStream } from './live-stream.ts'

const startFile = new URL('../../start.ts', import.meta.url)
const customers = { items: [], pageInfo: { endCursor: null, hasNextPage: false }, totalCount: 7 }
let services: FakeServices
let gateway: TestGateway

beforeAll(async () => {
  services = await startFakeServices()
})
afterAll(() => services.close())
afterEach(async () => {
  if (gateway.process.exitCode === null) await gateway.stop()
})

/** A call of customers that stays open until `answer` is called. */
function held(): { arrived: Promise<void>; answer: () => void } {
  const arrived = Promise.withResolvers<void>()
  const go = Promise.withResolvers<void>()
  const hold: Answer = async (call, response) => {
    arrived.resolve()
    await go.promise
    json(200, customers)(call, response)
  }
  services.answers.set('GET /customers', hold)
  return { arrived: arrived.promise, answer: go.resolve }
}

async function start(env: Record<string, string> = {}): Promise<Browser> {
  gateway = await startTestGateway(startFile, { ...services.env, ...env })
  const browser = new Browser(gateway.url)
  await browser.logIn()
  return browser
}

test('a stop finishes what is in flight, and then ends with 0', async () => {
  const browser = await start()
  const { arrived, answer } = held()
  const open = browser.send('POST', '/graphql', { query: '{customers{totalCount}}' })
  await arrived
  const stopped = gateway.stop()
  await expect
    .poll(() =>
      fetch(gateway.url).then(
        () => 'taken',
        () => 'refused',
      ),
    )
    .toBe('refused')
  answer()
  const response = await open
  expect(await response.json()).toEqual({ data: { customers: { totalCount: 7 } } })
  expect(response.headers.get('connection')).toBe('close')
  expect(await stopped).toBe(0)
})

test('a stop first goes on serving, not ready and closing connections, so that a balancer can turn away', async () => {
  const browser = await start({ PORTICO_DRAIN_MS: '1500' })
  const stopped = gateway.stop()
  await expect.poll(async () => (await browser.fetch('/readyz')).status).toBe(503)
  const response = await browser.fetch('/healthz')
  expect([response.status, response.headers.get('connection')]).toEqual([200, 'close'])
  expect(await stopped).toBe(0)
})

test('a stop sends open streams elsewhere and does not wait for them', async () => {
  const browser = await start({ PORTICO_FINISH_MS: '60000' })
  const stream = await LiveStream.open(browser)
  expect(await gateway.stop()).toBe(0)
  await expect.poll(() => stream.isEnded).toBe(true)
  expect(stream.dataOf('moved')).toEqual([{ retryMs: expect.any(Number) }])
})

test('a stop does not wait for ever', async () => {
  const browser = await start({ PORTICO_FINISH_MS: '100' })
  const { arrived } = held()
  const open = browser.send('POST', '/graphql', { query: '{customers{totalCount}}' }).catch(() => 'cut')
  await arrived
  expect(await gateway.stop()).toBe(0)
  expect(await open).toBe('cut')
})

test('the gateway ends with the parent that started it', async () => {
  await start()
  const exited = once(gateway.process, 'exit')
  gateway.process.disconnect()
  expect((await exited)[0]).toBe(0)
})

test('the gateway ends with a parent that goes while it starts', async () => {
  const home = await mkdtemp(join(tmpdir(), 'portico-orphan-'))
  const env = {
    ...process.env,
    VITEST: '',
    PORTICO_ENV: 'development',
    ...services.env,
    PORT: '0',
    PORTICO_HOME: home,
    PORTICO_DRAIN_MS: '0',
  }
  const child = fork(startFile, [], { env, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
  child.disconnect()
  expect((await once(child, 'exit'))[0]).toBe(0)
  await rm(home, { recursive: true })
})

test.each([
  [{ PORT: 'abc' }, /^BAD_SETTING: PORT must be/m],
  [{ PORTICO_WORKERS: '2' }, /^WORKERS_NEED_REDIS: /m],
  [{ SALES_URL: 'nowhere' }, /^BAD_SETTING: SALES_URL must be a URL/m],
])('%o is refused in one coded line', async (env, line) => {
  await expect(startTestGateway(startFile, { ...services.env, REDIS_URL: '', ...env })).rejects.toThrow(line)
})

test('a port in use is refused in one coded line', async () => {
  await start()
  const env = { ...services.env, PORT: new URL(gateway.url).port }
  await expect(startTestGateway(startFile, env)).rejects.toThrow(/^PORT_IN_USE: /m)
})

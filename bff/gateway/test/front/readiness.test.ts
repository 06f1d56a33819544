import { rename } from 'node:fs/promises'
import {
  type RedisServer,
  startRedis,
  startTestGateway,
  type TestGateway,
} from '@portico/bff-framework/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createArtifacts } from './artifacts.ts'
import { Browser } from './browser.ts'
import { type FakeServices, problem, startFakeServices } from './fake-services.ts'

const startFile = new URL('../../start.ts', import.meta.url)
let services: FakeServices
let redis: RedisServer
let artifacts: Awaited<ReturnType<typeof createArtifacts>>
let gateway: TestGateway
let operator: Browser

beforeAll(async () => {
  ;[services, redis, artifacts] = await Promise.all([startFakeServices(), startRedis(), createArtifacts()])
  gateway = await startTestGateway(startFile, {
    ...services.env,
    REDIS_URL: redis.url,
    PORTICO_ARTIFACTS: artifacts.folder,
    PORTICO_READY_GRACE_MS: '0',
  })
  operator = new Browser(gateway.url)
  await operator.logIn('operator')
})
afterAll(async () => {
  await gateway.stop()
  await Promise.all([services.close(), redis.kill(), artifacts.remove()])
})

async function readiness(browser = operator) {
  const response = await browser.fetch('/readyz')
  return [response.status, await response.json()]
}

const ready = [200, { status: 'ready', missing: [] }]

async function expectAlive() {
  expect((await operator.fetch('/healthz')).status).toBe(200)
}

test('a gateway that can serve everything is ready, and says no more to strangers and merchants', async () => {
  await expect.poll(() => readiness()).toEqual(ready)
  const owner = new Browser(gateway.url)
  expect(await readiness(owner)).toEqual([200, { status: 'ready' }])
  await owner.logIn()
  expect(await readiness(owner)).toEqual([200, { status: 'ready' }])
})

test('artifacts that cannot be read any more', async () => {
  await rename(`${artifacts.folder}/shell`, `${artifacts.folder}/away`)
  expect(await readiness()).toEqual([503, { status: 'not-ready', missing: ['artifacts'] }])
  await expectAlive()
  await rename(`${artifacts.folder}/away`, `${artifacts.folder}/shell`)
  expect(await readiness()).toEqual(ready)
})

test('identity away', async () => {
  const answer = services.answers.get('GET /access/feed')
  if (!answer) throw new Error('The fake identity has no feed')
  services.answers.set('GET /access/feed', problem(503, 'AWAY', 'Away.'))
  services.cut()
  await expect.poll(() => readiness()).toEqual([503, { status: 'not-ready', missing: ['identity'] }])
  await expectAlive()
  services.answers.set('GET /access/feed', answer)
  await expect.poll(() => readiness()).toEqual(ready)
})

test('Redis away', async () => {
  await redis.kill()
  await expect.poll(() => readiness()).toEqual([503, { status: 'not-ready', missing: ['redis'] }])
  await expectAlive()
  await redis.start()
  await expect.poll(() => readiness()).toEqual(ready)
})

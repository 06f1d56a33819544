import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { APIRequestContext, Page } from '@playwright/test'
import { type RedisServer, startRedis } from '@portico/bff-framework/testing/redis'
import { startPostgres } from '@portico/postgres'
import { openOtlpSink } from '@portico/telemetry/testing'
import pg from 'pg'
import { freePort } from '../src/free-port.ts'
import { isRunning, stopImpatiently } from '../src/processes.ts'
import { createHome, type RunningProduct, startProduct } from '../src/product.ts'
import { expect, openSession, test } from '../src/test.ts'

const PASSWORD = 'the lamp beside the green door'

interface Given {
  env: { DATABASE_URL: string; REDIS_URL: string }
  redis: RedisServer
}

type OtlpSink = Awaited<ReturnType<typeof openOtlpSink>>

/** What a test started, undone in reverse whether it passed or not. */
const undo: (() => Promise<void>)[] = []
test.afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

async function createTestHome(): Promise<string> {
  const { home, remove } = await createHome()
  undo.push(remove)
  return home
}

async function start(home: string, env: Record<string, string> = {}): Promise<RunningProduct> {
  const product = await startProduct(home, env)
  undo.push(product.stop)
  return product
}

/** What an operator would bring: a database whose owner is no superuser, and a Redis. */
async function startGiven(home: string): Promise<Given> {
  const server = await startPostgres({ dir: join(home, 'given'), port: 0, isDurable: false })
  undo.push(server.stop)
  const redis = await startRedis()
  undo.push(redis.kill)
  const admin = new pg.Client({ connectionString: server.url })
  await admin.connect()
  await admin.query(`create role merchant login createrole password 'merchant'`)
  await admin.query('create database merchant owner merchant')
  await admin.end()
  const url = Object.assign(new URL(server.url), {
    username: 'merchant',
    password: 'merchant',
    pathname: '/merchant',
  })
  return { env: { DATABASE_URL: url.href, REDIS_URL: redis.url }, redis }
}

/** Calls with the cookie it was given, each on a connection of its own, so that they reach all workers. */
class Visitor {
  readonly #api: APIRequestContext
  url = ''

  constructor(api: APIRequestContext) {
    this.#api = api
  }

  async logIn(tenant = 'demo', username = 'owner', password = 'portico'): Promise<number> {
    return (await this.#send('/api/session', { tenant, username, password })).status()
  }

  /** As the page of a one-time link does. */
  async useLink(token: string, password: string): Promise<number> {
    return (await this.#send('/api/password-links/use', { token, password })).status()
  }

  /** The name of the user it is logged in as, or the error's text. */
  async whoAmI(): Promise<string> {
    const answer = await this.#api.get(`${this.url}/api/session`, { headers: { connection: 'close' } })
    return answer.ok() ? (await answer.json()).user.username : answer.text()
  }

  /** How many orders there are, or the error's text. */
  async countOrders(): Promise<number | string> {
    const answer = await this.#send('/graphql', { query: '{ orders(first: 5) { totalCount } }' })
    const text = await answer.text()
    const [, count] = /"totalCount":(\d+)/.exec(text) ?? []
    return count === undefined ? text : Number(count)
  }

  #send(path: string, data: object) {
    return this.#api.post(this.url + path, { data, headers: { 'x-portico-csrf': '1', connection: 'close' } })
  }
}

/** Four callers at a time while `harm` is done, and for 40 calls after it; all the answers. */
async function answersDuring(visitor: Visitor, harm: () => Promise<void>): Promise<Set<number | string>> {
  const seen = new Set<number | string>()
  let left = Number.POSITIVE_INFINITY
  const callers = Array.from({ length: 4 }, async () => {
    while (left-- > 0) seen.add(await visitor.countOrders())
  })
  await harm()
  left = 40
  await Promise.all(callers)
  return seen
}

/** Of the address of a one-time link in what a terminal shows. */
const LINK = /\/welcome#([\w-]{43})/

/** By the link of the first start, or rather by the one that replaces it. */
async function becomeFirstOperator(visitor: Visitor, home: string, product: RunningProduct) {
  await expect.poll(() => product.output()).toMatch(LINK)
  const [, first = ''] = LINK.exec(product.output()) ?? []
  expect(product.output()).not.toContain('password portico')
  for (const [tenant, username] of [
    ['demo', 'owner'],
    ['platform', 'operator'],
  ])
    expect(await visitor.logIn(tenant, username, 'portico')).toBe(401)
  const { stdout } = await makeLinkAgain(home, product)
  const [, second = ''] = LINK.exec(stdout) ?? []
  expect(await visitor.useLink(first, PASSWORD)).toBe(404)
  expect(await visitor.useLink(second, PASSWORD)).toBe(200)
  expect(await visitor.useLink(second, 'another password of a thief')).toBe(404)
  expect(await visitor.logIn('platform', 'operator', PASSWORD)).toBe(200)
  await expect(makeLinkAgain(home, product)).rejects.toThrow('OPERATOR_EXISTS')
}

/** As `npm run operator-link`, on the ports of this product. */
function makeLinkAgain(home: string, { urls }: RunningProduct) {
  const script = join(import.meta.dirname, '../../deploy/launcher/src/operator-link.ts')
  const env = { ...process.env, PORTICO_HOME: home, IDENTITY_URL: urls.identity }
  return promisify(execFile)(process.execPath, [script], { env })
}

/** The id that the page got with its list of orders, and the parts of the product whose spans have it. */
async function traceOrders(page: Page, url: string, sink: OtlpSink) {
  await openSession(page, { tenant: 'demo', user: 'owner' }, url)
  const answered = page.waitForResponse(
    async answer => answer.url().endsWith('/graphql') && (await answer.text()).includes('"orders":{'),
    { timeout: 20_000 },
  )
  await page.goto(`${url}/sales/orders`)
  const id = (await (await answered).headerValue('x-portico-request')) ?? ''
  const spans = () => sink.spans.filter(span => span.traceId === id)
  return {
    services: () => [...new Set(spans().map(span => span.service))].sort(),
    statements: () => spans().filter(span => span.attributes['db.system.name'] === 'postgresql').length,
  }
}

test('DATABASE_URL and REDIS_URL replace the embedded parts: no demo, the first operator comes by a link, a restart logs no user out, a Redis that hangs or is dead fails no request, one trace leads from the page to SQL', async ({
  request,
  page,
}) => {
  test.setTimeout(180_000)
  const home = await createTestHome()
  const { env, redis } = await startGiven(home)
  const visitor = new Visitor(request)

  let product = await start(home, env)
  visitor.url = product.url
  expect(Object.keys(product.pids)).not.toContain('database')
  await becomeFirstOperator(visitor, home, product)
  await stopImpatiently(product)
  expect((await product.ended).code).toBe(0)
  expect(Object.values(product.pids).filter(isRunning)).toEqual([])

  const demo = { PORTICO_DEMO: 'on', PORTICO_WORKERS: '2', PORT: await freePort() }
  const sink = await openOtlpSink()
  undo.push(async () => sink.close())
  product = await start(home, {
    ...env,
    ...demo,
    OTEL_EXPORTER_OTLP_ENDPOINT: sink.endpoint,
    OTEL_TRACES_SAMPLER_ARG: '1',
  })
  visitor.url = product.url
  const names = await Promise.all(Array.from({ length: 20 }, () => visitor.whoAmI()))
  expect([...new Set(names)]).toEqual(['operator'])
  expect(await visitor.logIn('platform', 'operator', 'portico')).toBe(401)
  expect(await visitor.logIn()).toBe(200)
  const count = await visitor.countOrders()
  expect(count).toBeGreaterThan(1000)
  const trace = await traceOrders(page, product.url, sink)
  await expect.poll(trace.services).toEqual(['portico-gateway', 'portico-party', 'portico-sales'])
  await expect.poll(trace.statements).toBeGreaterThan(1)
  expect([...(await answersDuring(visitor, async () => redis.pause()))]).toEqual([count])
  redis.resume()
  expect([...(await answersDuring(visitor, redis.kill))]).toEqual([count])
  expect(await visitor.logIn()).toBe(503)
  await redis.start()
  await expect.poll(() => visitor.logIn()).toBe(200)
  await product.stop()
  expect((await product.ended).code).toBe(0)
  expect(Object.values(product.pids).filter(isRunning)).toEqual([])
})

import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { contextHeaders, createContext } from '../src/index.ts'
import { describeRowSecurity, type ServiceUnderTest, startForTest } from '../src/testing/index.ts'
import { createGate, createNotesService } from './notes/notes.service.ts'

let notes: ServiceUnderTest

beforeAll(async () => {
  notes = await startForTest(createNotesService())
})
afterAll(() => notes?.stop())

describe('a refused request', () => {
  it.each([
    ['an unknown route', 'GET', '/nothing', {}, 404, 'NOT_FOUND'],
    ['an unknown route without tenant', 'GET', '/nothing', { tenant: null }, 404, 'NOT_FOUND'],
    ['a malformed URL', 'GET', '/%zz', {}, 400, 'INVALID_REQUEST'],
    ['no tenant', 'GET', '/notes', { tenant: null }, 400, 'TENANT_REQUIRED'],
    [
      'an empty tenant',
      'GET',
      '/notes',
      { tenant: null, headers: { baggage: 'portico.tenant=' } },
      400,
      'TENANT_REQUIRED',
    ],
    [
      'malformed baggage',
      'GET',
      '/notes',
      { tenant: null, headers: { baggage: 'portico.tenant=%' } },
      400,
      'TENANT_REQUIRED',
    ],
    ['a body of another shape', 'POST', '/notes', { body: { body: 1 } }, 400, 'INVALID_REQUEST'],
    ['no body', 'POST', '/notes', {}, 400, 'INVALID_REQUEST'],
    ['a query that is no number', 'GET', '/notes?limit=many', {}, 400, 'INVALID_REQUEST'],
    [
      'another content type',
      'POST',
      '/notes',
      { body: 'a=1', headers: { 'content-type': 'text/x' } },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    [
      'malformed JSON',
      'POST',
      '/notes',
      { body: '{', headers: { 'content-type': 'application/json' } },
      400,
      'INVALID_REQUEST',
    ],
    ['more than 1 MB', 'POST', '/notes', { body: { body: 'x'.repeat(1024 * 1024) } }, 413, 'BODY_TOO_LARGE'],
    [
      'an empty idempotency key',
      'POST',
      '/notes',
      { body: { body: 'x' }, headers: { 'idempotency-key': '' } },
      400,
      'INVALID_REQUEST',
    ],
    ['a route that takes too long', 'GET', '/slow', {}, 503, 'TIMEOUT'],
  ] as const)('for %s', async (_, method, path, call, status, code) => {
    const response = await notes.call(method, path, call)
    expect(response.statusCode, response.body).toBe(status)
    expect(response.headers['content-type']).toContain('application/problem+json')
    expect(response.json()).toMatchObject({
      status,
      code,
      type: expect.any(String),
      title: expect.any(String),
    })
  })

  it('names each field by its path', async () => {
    const response = await notes.call('POST', '/notes', { body: { body: '', rank: 1.5 } })
    const { errors } = response.json()
    expect(errors.map(({ path }: { path: string }) => path).sort()).toEqual(['/body/body', '/body/rank'])
  })

  it('says nothing of what went wrong inside', async () => {
    const response = await notes.call('GET', '/crash')
    expect(response.json()).toMatchObject({ status: 500, code: 'INTERNAL' })
    expect(response.body).not.toMatch(/hunter2|at .*\.ts/)
  })
})

it('carries tenant, user and trace', async () => {
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
  const baggage = 'other=1, portico.tenant=t%201;ttl=3 ,portico.user=u%2C1'
  const response = await notes.call('GET', '/caller', { tenant: null, headers: { baggage, traceparent } })
  expect(response.json()).toEqual(
    createContext({ actor: 'system', tenantId: 't 1', userId: 'u,1', traceparent }),
  )
})

it('carries snapshot, lane, actor and routing targets, and passes them on as they came', async () => {
  const context = {
    actor: 'user:operator',
    snapshotId: 's1',
    lane: 'alice',
    targets: { sales: 'gray', inventory: 'gray' },
  }
  const caller = (await notes.call('GET', '/caller', { context })).json()
  expect(caller).toEqual(createContext({ tenantId: 't_demo', ...context }))
  const again = await notes.call('GET', '/caller', { tenant: null, headers: contextHeaders(caller) })
  expect(again.json()).toEqual(caller)
})

it('serves its routes as OpenAPI, probes left out', async () => {
  const document = (await notes.call('GET', '/openapi.json', { tenant: null })).json()
  expect(document.openapi).toBe('3.1.0')
  expect(Object.keys(document.paths)).toContain('/notes')
  expect(Object.keys(document.paths)).not.toContain('/readyz')
  expect(document.paths['/notes'].post.requestBody.content['application/json'].schema.required).toEqual([
    'body',
  ])
})

describe('probes', () => {
  it('answer without a tenant', async () => {
    expect((await notes.call('GET', '/healthz', { tenant: null })).json()).toEqual({ status: 'ok' })
    expect((await notes.call('GET', '/readyz', { tenant: null })).json()).toEqual({ status: 'ready' })
  })

  it('say not ready while the database is away, and ready when it is back', async () => {
    const service = await startForTest(createNotesService())
    await allowConnections(service, false)
    expect((await service.call('GET', '/readyz', { tenant: null })).json()).toMatchObject({
      code: 'DATABASE_UNAVAILABLE',
    })
    expect((await service.call('GET', '/notes')).json()).toMatchObject({
      status: 503,
      code: 'DATABASE_UNAVAILABLE',
    })
    expect((await service.call('GET', '/healthz', { tenant: null })).statusCode).toBe(200)
    await allowConnections(service, true)
    expect((await service.call('GET', '/readyz', { tenant: null })).statusCode).toBe(200)
    await service.stop()
  })
})

/** As the database's administrator: new connections are refused and old ones cut, or all is as before. */
async function allowConnections(service: ServiceUnderTest, isAllowed: boolean) {
  const name = new URL(service.databaseUrl).pathname.slice(1)
  const base = new URL(service.databaseUrl)
  base.pathname = '/postgres'
  const { default: pg } = await import('pg')
  const admin = new pg.Client({ connectionString: base.href })
  await admin.connect()
  await admin.query(`alter database ${name} allow_connections ${isAllowed}`)
  if (!isAllowed)
    await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
  await admin.end()
}

describe('stopping', () => {
  it('finishes the request in flight, then background work, then closes the connections', async () => {
    const gate = createGate()
    const events: string[] = []
    const service = await startForTest(createNotesService(gate, events))
    const answer = fetch(`${service.url}/held`, { headers: { baggage: 'portico.tenant=t' } })
    await gate.entered.promise
    const stopped = service.stop()
    gate.leave.resolve()
    expect(await (await answer).json()).toEqual({ one: 1 })
    await stopped
    expect(events).toEqual(['background started', 'answered', 'background stopped'])
    await expect(fetch(`${service.url}/healthz`)).rejects.toThrow()
  })
})

describe('starting on a port that is taken', () => {
  let blocker: Server
  afterEach(() => blocker.close())

  it('is a coded error that says what to do, and leaves nothing behind', async () => {
    blocker = createServer().listen(0, '127.0.0.1')
    await once(blocker, 'listening')
    const { port } = blocker.address() as { port: number }
    const start = createNotesService().start({
      PORTICO_ENV: 'development',
      DATABASE_URL: notes.databaseUrl,
      LOG_LEVEL: 'silent',
      NOTES_PORT: String(port),
    })
    await expect(start).rejects.toMatchObject({
      code: 'PORT_IN_USE',
      message: expect.stringContaining('NOTES_PORT'),
    })
    const { rows } = await notes.database.execute<{ count: number }>(
      `select count(*)::int as count from pg_stat_activity
       where datname = current_database() and application_name = 'portico-notes' and pid <> pg_backend_pid()`,
    )
    expect(rows[0]?.count).toBeLessThan(5)
  })
})

describe('isolation', () => {
  beforeAll(async () => {
    const response = await notes.call('POST', '/notes', {
      body: { body: 'mine' },
      headers: { 'idempotency-key': 'k' },
    })
    expect(response.statusCode).toBe(201)
  })

  it('holds in a statement that forgets the tenant', async () => {
    expect((await notes.call('GET', '/notes')).json()).toHaveLength(1)
    expect((await notes.call('GET', '/notes', { tenant: 't_other' })).json()).toEqual([])
  })

  it("refuses to write a row in another tenant's name", async () => {
    const write = notes.database.tenant('t_other', tx =>
      tx.run(`insert into note (tenant_id, id, body) values ('t_demo', 'x', 'forged')`),
    )
    await expect(write).rejects.toMatchObject({ code: '42501' })
  })

  describeRowSecurity(() => notes)
})

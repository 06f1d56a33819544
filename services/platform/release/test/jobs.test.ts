import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ReleaseHarness } from './release-harness.ts'

const tenants = Array.from({ length: 5 }, (_, index) => ({
  ...{ id: `t_${index}`, slug: `shop-${index}`, kind: index === 4 ? 'platform' : 'merchant' },
  ...{ plan: null, region: null, createdAt: '2025-01-01T00:00:00Z' },
}))
const identity = createServer(async (request, response) => {
  const body = await text(request)
  if (request.method === 'PUT') return void response.writeHead(204).end()
  const refs: string[] = request.method === 'POST' ? JSON.parse(body).refs : []
  const named = refs.flatMap(ref =>
    tenants.filter(({ id, slug }) => id === ref || slug === ref).map(tenant => ({ ...tenant, ref })),
  )
  const items = request.url?.startsWith('/directory-facts') ? tenants : named
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ items }))
})

let harness: ReleaseHarness
beforeAll(async () => {
  await new Promise<void>(resolve => identity.listen(0, '127.0.0.1', resolve))
  const { port } = identity.address() as AddressInfo
  harness = await ReleaseHarness.open()
  const body = { service: 'identity', tag: 'stable', version: '1.0.0', url: `http://127.0.0.1:${port}` }
  expect((await harness.call('PUT', '/instances/identity-1', { body })).statusCode).toBe(200)
})
afterAll(async () => {
  await harness.close()
  identity.closeAllConnections()
  identity.close()
})

const SCRIPT = 'a'.repeat(64)
const wanted = {
  ...{ name: 'fill-notes', script: SCRIPT, permissions: ['sales.order.read'], isDryRun: false },
  ...{ parallel: 2, maxFailures: 1, reason: 'the field is new' },
}
const post = async (path: string, body: object = {}, headers: Record<string, string> = {}) => {
  const answer = await harness.call('POST', path, { body, headers })
  return { status: answer.statusCode, ...answer.json() }
}

/** With its tenants, started. Its path. */
async function started(more: object = {}, of: object = { all: true }): Promise<string> {
  const { id } = await post('/jobs', { ...wanted, ...more })
  expect(await post(`/jobs/${id}/tenants`, of)).toMatchObject({ status: 200, state: 'FILLING' })
  expect(await post(`/jobs/${id}/start`)).toMatchObject({ status: 200, state: 'RUNNING' })
  return `/jobs/${id}`
}

const nothing = { results: [], renew: [], take: 0, leaseSeconds: 30 }
const step = (job: string, more: object) => post(`${job}/steps`, { ...nothing, ...more })
const done = (tenantId: string, attempt = 1) => ({ tenantId, attempt, code: null, message: null, result: 1 })
const failed = (tenantId: string, attempt = 1) => ({
  ...done(tenantId, attempt),
  code: 'BROKEN',
  message: 'x',
})
const outdate = (job: string) =>
  harness.run(`update batch_job_tenant set leased_until = now() - interval '1 s' where job_id = $1`, [
    job.slice(6),
  ])
const listed = async (job: string, query = '') =>
  (await harness.call('GET', `${job}/tenants?${query}`)).json().items

test('each company is taken once, no more at a time than it may, by all runners together; the last result ends the job', async () => {
  const job = await started()
  const { body } = await harness.call('GET', '/metrics')
  expect(body).toMatch(/portico_queue_waiting\{[^}]*queue="batch-jobs"[^}]*\} 4\n/)
  const first = await step(job, { take: 5 })
  expect(first.held).toEqual([
    { tenantId: 't_0', attempt: 1, isNew: true },
    { tenantId: 't_1', attempt: 1, isNew: true },
  ])
  expect((await step(job, { take: 5 })).held).toEqual([])
  const next = await step(job, { results: [done('t_0')], renew: [{ tenantId: 't_1', attempt: 1 }], take: 5 })
  expect(next.held).toEqual([
    { tenantId: 't_1', attempt: 1, isNew: false },
    { tenantId: 't_2', attempt: 1, isNew: true },
  ])
  await step(job, { results: [done('t_1'), done('t_2')], take: 5 })
  const last = await step(job, { results: [done('t_3')] })
  expect(last.job).toMatchObject({ state: 'DONE', counts: { waiting: 0, running: 0, done: 4, failed: 0 } })
  expect((await step(job, { take: 5 })).held).toEqual([])
  expect(await harness.audited(`job:${job.slice(6)}`)).toMatchObject([
    { actor: 'system', action: 'job.end', change: { state: 'DONE', done: 4 } },
    { action: 'job.start', change: { tenantCount: 4 } },
    { actor: 'user:operator', action: 'job.create', reason: 'the field is new' },
  ])
})

test('what a dead runner held is taken by the next one, and what the dead one says afterwards does not count', async () => {
  const job = await started({}, { tenants: ['shop-0', 't_0'] })
  await step(job, { take: 1 })
  await outdate(job)
  const [again] = (await step(job, { take: 1 })).held
  expect(again).toEqual({ tenantId: 't_0', attempt: 2, isNew: true })
  const late = await step(job, { results: [failed('t_0', 1)], renew: [{ tenantId: 't_0', attempt: 1 }] })
  expect(late).toMatchObject({ held: [], job: { state: 'RUNNING', counts: { running: 1 } } })
  expect((await step(job, { results: [done('t_0', 2)] })).job.state).toBe('DONE')
  expect(await listed(job)).toMatchObject([{ tenantId: 't_0', state: 'DONE', attempt: 2, result: 1 }])
})

test('a company that runners die with three times has failed', async () => {
  const job = await started({}, { tenants: ['t_0'] })
  for (let time = 0; time < 3; time += 1) {
    expect((await step(job, { take: 1 })).held).toHaveLength(1)
    await outdate(job)
  }
  expect((await step(job, { take: 1 })).job).toMatchObject({ state: 'DONE', counts: { failed: 1 } })
  expect(await listed(job, 'state=FAILED')).toMatchObject([{ code: 'RUNNER_DIED' }])
})

test('it stops when too many have failed; those alone are tried again', async () => {
  const job = await started({ parallel: 3 })
  await step(job, { take: 3 })
  const stopped = await step(job, { results: [done('t_0'), failed('t_1'), failed('t_2')], take: 3 })
  expect(stopped).toMatchObject({ held: [], job: { state: 'STOPPED', counts: { waiting: 1, failed: 2 } } })
  expect(await post(`${job}/retry`, { reason: 'mended', script: 'b'.repeat(64) })).toMatchObject({
    ...{ state: 'RUNNING', script: 'b'.repeat(64), counts: { waiting: 3, done: 1 }, endedAt: null },
  })
  expect((await step(job, { take: 1 })).held).toEqual([{ tenantId: 't_1', attempt: 2, isNew: true }])
})

test('a job that is cancelled gives nothing and prolongs nothing; what has ended meanwhile is noted', async () => {
  const job = await started()
  await step(job, { take: 2 })
  expect(await post(`${job}/cancel`, { reason: 'wrong script' })).toMatchObject({ state: 'CANCELLED' })
  const after = await step(job, { results: [done('t_0')], renew: [{ tenantId: 't_1', attempt: 1 }], take: 2 })
  expect(after).toMatchObject({ held: [], job: { state: 'CANCELLED', counts: { done: 1 } } })
  expect(await post(`${job}/cancel`, { reason: 'again' })).toMatchObject({ status: 409, code: 'JOB_STATE' })
})

test.each([
  ['a right of the platform', { permissions: ['platform.administer'] }, 400, 'INVALID_REQUEST'],
  ['more at a time than anyone may', { parallel: 33 }, 400, 'INVALID_REQUEST'],
])('%s is refused', async (_, more, status, code) => {
  expect(await post('/jobs', { ...wanted, ...more })).toMatchObject({
    status,
    code: expect.stringContaining(code),
  })
})

test('a company that there is not, one of operators, and a job without any are refused', async () => {
  const { id } = await post('/jobs', wanted)
  for (const ref of ['t_9', 't_4'])
    expect(await post(`/jobs/${id}/tenants`, { tenants: ['t_0', ref] })).toMatchObject({
      ...{ status: 409, code: 'TENANT_UNKNOWN', tenants: [ref] },
    })
  expect(await post(`/jobs/${id}/start`)).toMatchObject({ status: 409, code: 'JOB_STATE' })
  expect(await post(`/jobs/${id}/steps`, { ...nothing, take: 1 })).toMatchObject({ code: 'JOB_STATE' })
})

test('no token makes one or goes on with one, nor does an operator who does not administer', async () => {
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString()
  const body = { name: 'ci', apps: ['*'], actions: ['publish', 'release', 'read', 'develop'], expiresAt }
  const { secret } = (await harness.call('POST', '/tokens', { body })).json()
  const job = await started()
  const byToken = { headers: { baggage: '', authorization: `Bearer ${secret}` } }
  const reader = { baggage: 'portico.actor=user%3Areader,portico.scope=read%2Crelease%3B*' }
  for (const path of [job, `${job}/tenants`])
    expect((await harness.call('GET', path, byToken)).statusCode).toBe(200)
  for (const [path, given] of Object.entries({
    '/jobs': wanted,
    [`${job}/steps`]: { ...nothing, take: 1 },
    [`${job}/cancel`]: { reason: 'x' },
    [`${job}/retry`]: { reason: 'x', script: SCRIPT },
    [`${job}/start`]: {},
    [`${job}/tenants`]: { all: true },
  })) {
    const answer = await harness.call('POST', path, { body: given, ...byToken })
    expect([path, answer.statusCode, answer.json().code]).toEqual([path, 403, 'FORBIDDEN_SCOPE'])
    expect(await post(path, given, reader)).toMatchObject({ status: 403, code: 'FORBIDDEN_SCOPE' })
  }
})

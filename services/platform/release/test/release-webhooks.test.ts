import { createHmac } from 'node:crypto'
import type { CreatedWebhook, WebhookDelivery } from '@portico/release'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deliverDue } from '../src/webhooks/deliver.ts'
import { WebhookTargets } from '../src/webhooks/target.ts'
import { ReleaseHarness } from './release-harness.ts'

const url = 'https://hooks.example.com/portico'
let harness: ReleaseHarness
let hook: CreatedWebhook
beforeAll(async () => {
  harness = await ReleaseHarness.open({ PORTICO_WEBHOOK_HOSTS: '127.0.0.1' })
  await harness.published('sales@1.4.0', 'sales@1.5.0')
  await harness.based({ shell: '1.0.0', apps: { sales: '1.4.0' } })
  // Trusted, so that no name has to be asked for. Nothing listens there, and the tests below call what they bring.
  const answer = await harness.call('POST', '/webhooks', { body: { url: 'http://127.0.0.1:9/hook' } })
  expect(answer.statusCode).toBe(201)
  hook = answer.json()
  // The job of the service itself leaves these alone.
  await harness.run(`alter table webhook_delivery alter column next_at set default '2100-01-01T00:00:00Z'`)
})
afterAll(() => harness.close())

const begin = Date.parse('2100-01-01T00:00:00Z')
const deliveries = async (): Promise<WebhookDelivery[]> =>
  (await harness.call('GET', `/webhooks/${hook.webhook.id}/deliveries`)).json().items

test('start and abort are sent, signed with their time, once each whichever copy sends', async () => {
  const running = await harness.running({ overlay: { apps: { sales: '1.5.0' } } })
  await harness.step(running, 'abort', { reason: 'over' })
  const sent: { body: string; headers: Record<string, string> }[] = []
  const post = async (_url: URL, body: string, headers: Record<string, string>) => {
    sent.push({ body, headers })
    return 204
  }
  const now = new Date(begin + 1000)
  await Promise.all([1, 2, 3].map(() => deliverDue(harness.under.database, post, now)))
  const events = sent.map(({ body }) => JSON.parse(body) as { event: string; release: { id: string } })
  expect(events.map(({ event }) => event).sort()).toEqual(['abort', 'start'])
  expect(events.every(({ release }) => release.id === running.id)).toBe(true)
  for (const { body, headers } of sent) {
    const [, time, signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(headers['portico-signature'] ?? '') ?? []
    expect(time).toBe(String(Math.floor(now.getTime() / 1000)))
    expect(signature).toBe(createHmac('sha256', hook.secret).update(`${time}.${body}`).digest('hex'))
  }
  const taken = { state: 'delivered', status: 204, triedAt: now.toISOString(), problem: null }
  expect(await deliveries()).toMatchObject([taken, taken])
})

test('what is not taken is sent again, later each time, and given up after eight attempts', async () => {
  await harness.running({ overlay: { apps: { sales: '1.5.0' } } })
  let calls = 0
  const post = async () => {
    calls += 1
    if (calls === 1) throw new Error('connect ECONNREFUSED')
    return 500
  }
  const pausesMs: number[] = []
  for (let nowMs = begin + 10_000; ; ) {
    await deliverDue(harness.under.database, post, new Date(nowMs))
    const [last] = await deliveries()
    expect(last?.status).toBe(calls === 1 ? null : 500)
    if (!last?.nextAt) break
    const nextMs = Date.parse(last.nextAt)
    pausesMs.push(nextMs - nowMs)
    // Not a moment before.
    expect(await deliverDue(harness.under.database, post, new Date(nextMs - 1))).toBe(0)
    nowMs = nextMs
  }
  expect([calls, pausesMs.slice(0, 3)]).toEqual([8, [5_000, 20_000, 80_000]])
  expect((await deliveries())[0]).toMatchObject({
    state: 'failed',
    attempts: 8,
    status: 500,
    problem: 'answered 500',
  })
  await harness.clear()
})

test.each([
  'http://hooks.example.com/',
  'https://127.0.0.2/',
  'https://10.0.0.1/',
  'https://169.254.169.254/latest/meta-data',
  'https://[::1]/',
  'https://[::ffff:10.0.0.1]/',
  'https://user:pass@hooks.example.com/',
  'file:///etc/passwd',
  'no address',
])('%s is no address of a webhook', async bad => {
  const answer = await harness.call('POST', '/webhooks', { body: { url: bad } })
  expect([answer.statusCode, answer.json().code]).toEqual([400, 'WEBHOOK_REFUSED'])
})

test('a name is looked at whenever it is called, and called by the address that was looked at', async () => {
  const inner = new WebhookTargets([], async () => [{ address: '10.1.2.3', family: 4 }])
  await expect(inner.post(new URL(url), '{}', {})).rejects.toMatchObject({ code: 'WEBHOOK_REFUSED' })
  const mixed = new WebhookTargets([], async () => [
    { address: '93.184.216.34', family: 4 },
    { address: '::1', family: 6 },
  ])
  await expect(mixed.post(new URL(url), '{}', {})).rejects.toMatchObject({ code: 'WEBHOOK_REFUSED' })
  const outer = new WebhookTargets([], async () => [{ address: '93.184.216.34', family: 4 }])
  expect(await outer.addressOf(new URL(url))).toMatchObject({ address: '93.184.216.34' })
})

test('is made by who administers, and its secret is shown once', async () => {
  const list = (await harness.call('GET', '/webhooks')).body
  expect(list).not.toContain(hook.secret)
  const headers = { baggage: 'portico.actor=user%3Aoperator,portico.scope=read%2Crelease%3B*' }
  const refused = await harness.call('POST', '/webhooks', { body: { url: 'http://127.0.0.1:9/' }, headers })
  expect(refused.json()).toMatchObject({ code: 'FORBIDDEN_SCOPE' })
  // Many a receiver's address has its key in the path.
  for (const path of ['/webhooks', `/webhooks/${hook.webhook.id}/deliveries`])
    expect((await harness.call('GET', path, { headers })).json()).toMatchObject({ code: 'FORBIDDEN_SCOPE' })
})

import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { type DecisionRecord, DURATION_BOUNDS_MS } from '@portico/release'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { guardReleases } from '../src/guard/guard.ts'
import { Mailer } from '../src/webhooks/mail.ts'
import { ReleaseHarness } from './release-harness.ts'

interface Mail {
  to: string[]
  /** With its lines as they were written. */
  text: string
}

const mails: Mail[] = []
/** It cannot take a mail now. */
let isBusy = false
let server: SMTPServer
let harness: ReleaseHarness

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: async (stream, { envelope }, done) => {
      const raw = await text(stream)
      if (isBusy) return done(Object.assign(new Error('try later'), { responseCode: 451 }))
      const to = envelope.rcptTo.map(({ address }) => address)
      mails.push({ to, text: raw.replaceAll('=\r\n', '').replaceAll('=3D', '=') })
      done()
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  harness = await ReleaseHarness.open({
    PORTICO_SMTP_URL: `smtp://127.0.0.1:${portOf(server)}`,
    PORTICO_MAIL_FROM: 'portico@example.com',
  })
  await harness.published('sales@1.4.0', 'sales@1.5.0')
  await harness.based({ shell: '1.0.0', apps: { sales: '1.4.0' } })
})
afterAll(async () => {
  await harness.close()
  server.close()
})

const portOf = ({ server: listening }: SMTPServer) => (listening.address() as AddressInfo).port
const hook = (url: string) => harness.call('POST', '/webhooks', { body: { url, events: ['abort', 'hold'] } })

test('an alert of a broken gray release names it, what it changed, the tenants on it, its owner and the first thing to try', async () => {
  expect((await hook('mailto:team%40example.com')).statusCode).toBe(201)
  const title = { en: 'Waiting days\r\nBcc: all@example.com', 'zh-CN': '等待' }
  const release = await harness.running({ title, overlay: { apps: { sales: '1.5.0' } }, percentBp: 100 })
  const seen = (tenantId: string): DecisionRecord => ({
    ...{ requestId: tenantId, at: new Date().toISOString(), tenantId, kind: 'page', snapshotId: 's' },
    ...{ rulesRevision: 1, isStale: false, route: null },
    decisions: [{ releaseId: release.id, isGray: true, reason: 'PERCENT' }],
  })
  const items = Array.from({ length: 12 }, (_, at) => seen(`t_${at}`))
  await harness.call('POST', '/decisions', { body: { items } })
  const measured = (of: string | null, count: number, failures: number) => ({
    ...{ minute: new Date().toISOString(), release: of, subject: { kind: 'app', name: 'sales' } },
    ...{ count, failures, errors: 0, durations: new Array(DURATION_BOUNDS_MS.length + 1).fill(0) },
  })
  await harness.call('POST', '/measurements', {
    body: { items: [measured(release.id, 20, 8), measured(null, 200, 1)] },
  })
  const counts = (count: number, failures: number) => ({
    ...{ count, refused: 0, failures, durations: new Array(DURATION_BOUNDS_MS.length + 1).fill(0) },
  })
  const operation = (tenant: string, releases: string, failures: number) => ({
    ...{ tenant, app: 'sales', operation: 'Orders', releases },
    ...counts(10, failures),
  })
  const call = { caller: 'sales', service: 'inventory', revision: 'stable@1', ...counts(20, 10) }
  await harness.call('POST', '/traffic', {
    body: {
      at: Date.now(),
      calls: [call],
      operations: [
        operation('t_7', release.id, 3),
        operation('t_3', release.id, 0),
        operation('t_9', 'stable', 5),
      ],
    },
    headers: { baggage: 'portico.actor=system' },
  })
  await guardReleases(harness.under.database, new Date())
  await expect.poll(() => mails.length, { timeout: 10_000 }).toBe(1)
  const [mail] = mails
  expect(mail?.to).toEqual(['team@example.com'])
  expect(mail?.text).toMatch(/^From: portico@example\.com\r$/m)
  expect(mail?.text).not.toMatch(/^Bcc:/m)
  for (const line of [
    `Release: Waiting days Bcc: all@example.com (${release.id})`,
    'Event: abort',
    'By: guardrail',
    'What: load-failures 40.0 % against 0.5 % (limit +5.0 %, 20 samples)',
    'Changed: sales 1.5.0',
    'Tenants: 12: ',
    ' and 2 more',
    'Where: browser: app sales (gray): 40.0 % of 20 failed, stable 0.5 % of 200',
    'Where: sales -> inventory stable@1: 50.0 % of 20 failed',
    'Hit: 1: t_7\r',
    `See: /console/releases/${release.id}`,
    'Owner: user:operator',
    'First: Nothing has to be done at once',
  ])
    expect(mail?.text).toContain(line)
  expect(mail?.text.match(/Message-ID: <[\w-]+@portico>\r$/gim)).toHaveLength(1)
})

test('an abort by a person is no alert', async () => {
  const release = await harness.running({ overlay: { apps: { sales: '1.5.0' } } })
  await harness.step(release, 'abort', { reason: 'a mistake' })
  await expect.poll(() => mails.length).toBe(2)
  expect(mails[1]?.text).toContain('Why: a mistake')
  expect(mails[1]?.text).not.toContain('First:')
})

test('what the server does not take is no mail that was sent', async () => {
  isBusy = true
  const mailer = new Mailer(`smtp://127.0.0.1:${portOf(server)}`, 'portico@example.com')
  const body = JSON.stringify({ event: 'start', at: 'now', release: { id: 'r1', title: { en: 'One' } } })
  const to = new URL('mailto:team@example.com')
  await expect(mailer.post(to, body, { 'portico-delivery': 'd1' })).rejects.toThrow('try later')
  await expect(new Mailer(null, 'x').post(to, body, {})).rejects.toMatchObject({ code: 'WEBHOOK_REFUSED' })
})

test.each([
  'mailto:',
  'mailto:a@example.com,b@example.com',
  'mailto:a@example.com?bcc=b@example.com',
  'mailto:a%0d%0aBcc:b@example.com',
  'mailto:%ff@example.com',
])('%s is no address', async url => {
  const answer = await hook(url)
  expect([answer.statusCode, answer.json().code]).toEqual([400, 'WEBHOOK_REFUSED'])
})

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Release } from '@portico/release'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildRelease } from './build.ts'
import { FakeGateway } from './fake-gateway.ts'
import { runCli, runJson } from './run-cli.ts'

let fake: FakeGateway
beforeEach(async () => {
  fake = await new FakeGateway().start()
})
afterEach(() => fake.stop())

const bodyOf = (method: string, path: RegExp): unknown =>
  JSON.parse(String(fake.callsTo(method, path)[0]?.body))

test('start makes a draft of all that is asked for and starts it', async () => {
  const line =
    'release start sales@1.5.0 inventory@1.1.0 --service sales=gray --percent 0.5 --breaking --reason trial'
  const titles = ['--title-en', 'Waiting days', '--title-zh', '等待天数', '--notes-en', 'A new column']
  const { exitCode, json } = await runJson<Release>(fake.url, [...line.split(' '), ...titles])
  expect(exitCode).toBe(0)
  expect(bodyOf('POST', /releases$/)).toEqual({
    overlay: { apps: { sales: '1.5.0', inventory: '1.1.0' }, services: { sales: 'gray' } },
    percentBp: 50,
    breaking: true,
    title: { en: 'Waiting days', 'zh-CN': '等待天数' },
    notes: { en: 'A new column', 'zh-CN': 'A new column' },
    reason: 'trial',
  })
  expect(fake.callsTo('POST', /start$/)[0]?.headers['if-match']).toBe('"1"')
  expect(json).toMatchObject({ state: 'gray', percentBp: 50 })
})

test('start takes who may never be on it, the conditions of a share, and whether one may join', async () => {
  const line =
    'release start sales@1.5.0 --percent 5 --block t_8,t_9 --plans pro,team --regions eu --created-before 2025-01-31 --open-to-join'
  expect((await runCli(fake.url, line.split(' '))).exitCode).toBe(0)
  expect(bodyOf('POST', /releases$/)).toMatchObject({
    block: ['t_8', 't_9'],
    isOpenToJoin: true,
    constraints: [
      { attribute: 'plan', operator: 'in', values: ['pro', 'team'] },
      { attribute: 'region', operator: 'in', values: ['eu'] },
      { attribute: 'createdAt', operator: 'before', value: '2025-01-31T00:00:00.000Z' },
    ],
  })
})

test.each(['yesterday', '31.1.2025', '2025-13-01', '1'])('%s is no date', async text => {
  const line = ['release', 'start', 'sales@1.5.0', '--created-before', text]
  const { exitCode, error } = await runCli(fake.url, line)
  expect([exitCode, fake.callsTo('POST', /releases$/)]).toEqual([2, []])
  expect(error).toContain('Give a date such as 2025-01-31.')
})

test('widen puts a tenant out at once with --block', async () => {
  fake.releases = [buildRelease()]
  expect((await runCli(fake.url, 'release widen sales --block t_9 --reason SUP-3'.split(' '))).exitCode).toBe(
    0,
  )
  expect(bodyOf('POST', /members\/block$/)).toEqual({ add: ['t_9'], reason: 'SUP-3' })
  expect(fake.callsTo('PATCH', /releases/)).toEqual([])
})

test('tenants of the line and of a file are put on the list, each once', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'portico-tenants-'))
  try {
    await writeFile(join(dir, 'tenants.txt'), 't_2\r\n\n# ours\nt_3 # the third\nt_1\n')
    const line = 'release start sales@1.5.0 --tenants t_1,t_2 --tenants-file tenants.txt'
    const { out } = await runCli(fake.url, line.split(' '), { cwd: dir })
    const [upload] = fake.callsTo('PUT', /members\/allow$/)
    expect(upload?.body.toString()).toBe('t_1\nt_2\nt_3\n')
    expect(upload?.headers).toMatchObject({ 'content-type': 'text/plain', 'if-match': '"1"' })
    expect(out).toContain('0 %, 3 tenants allowed')
  } finally {
    await rm(dir, { recursive: true })
  }
})

test('a start that is refused drops its draft and says so', async () => {
  fake.refuse('POST', /start$/, {
    status: 409,
    code: 'OVERLAY_CONFLICT',
    detail: 'Summer is about sales too.',
  })
  const { exitCode, error } = await runCli(fake.url, ['release', 'start', 'sales@1.5.0'])
  expect(exitCode).toBe(4)
  expect(error).toContain(
    'OVERLAY_CONFLICT: Summer is about sales too. The draft rel-1 was dropped; nothing is released.',
  )
  expect(fake.releases).toMatchObject([{ state: 'aborted', endReason: 'start refused: OVERLAY_CONFLICT' }])
})

test('a draft that cannot be dropped is named', async () => {
  fake.refuse('POST', /start$/, { status: 409, code: 'NO_INSTANCE', detail: 'No instance serves gray.' })
  fake.refuse('POST', /abort$/, { status: 500, code: 'INTERNAL', detail: 'No.' })
  const { exitCode, error } = await runCli(fake.url, ['release', 'start', 'sales@1.5.0'])
  expect(exitCode).toBe(4)
  expect(error).toContain(
    'NO_INSTANCE: No instance serves gray. Nothing is released; the draft rel-1 is left.',
  )
})

test('a start that was done although its answer was lost is not revoked', async () => {
  fake.meanwhile('POST', /start$/, () => {
    for (const release of fake.releases) Object.assign(release, { state: 'gray', revision: 2 })
  })
  const { error } = await runCli(fake.url, ['release', 'start', 'sales@1.5.0'])
  expect(error).toContain('The release rel-1 is gray all the same.')
  expect(fake.callsTo('POST', /abort$/)).toHaveLength(0)
})

test('widen sends the share in basis points, with the revision it saw', async () => {
  fake.releases = [buildRelease({ revision: 4 })]
  const { out } = await runCli(fake.url, 'release widen sales --percent 12.5 --reason calm'.split(' '))
  const [call] = fake.callsTo('PATCH', /rel-1$/)
  expect(call?.headers['if-match']).toBe('"4"')
  expect(JSON.parse(String(call?.body))).toEqual({ percentBp: 1250, reason: 'calm' })
  expect(out).toContain('audience  12.5 %')
})

test('widen adds tenants and evicts, one change after the other', async () => {
  fake.releases = [buildRelease({ percentBp: 500, keptBp: 500 })]
  const line = 'release widen rel-1 --tenants t_1,t_2 --percent 1 --evict'
  const { json } = await runJson<Release>(fake.url, line.split(' '))
  expect(bodyOf('POST', /members\/allow$/)).toEqual({ add: ['t_1', 't_2'] })
  expect(bodyOf('PATCH', /rel-1$/)).toEqual({ percentBp: 100, evict: true })
  expect(json).toMatchObject({ percentBp: 100, keptBp: 100, lists: { allow: { count: 2 } }, revision: 3 })
})

test.each([
  ['promote', {}],
  ['abort', { isForced: false }],
  ['abort --force', { isForced: true }],
])('%s acts on the running release of the app', async (step, body) => {
  fake.releases = [buildRelease({ id: 'old', state: 'full' }), buildRelease({ revision: 9 })]
  const [name, ...flags] = step.split(' ')
  const { exitCode } = await runCli(fake.url, ['release', String(name), 'sales', ...flags, '--reason', 'so'])
  const [call] = fake.callsTo('POST', new RegExp(`releases/rel-1/${name}$`))
  expect(exitCode).toBe(0)
  expect(call?.headers['if-match']).toBe('"9"')
  expect(JSON.parse(String(call?.body))).toEqual({ ...body, reason: 'so' })
})

test('rollback takes the release back that was promoted last, found over pages', async () => {
  const full = (id: string, endedAt: string) => buildRelease({ id, state: 'full', endedAt })
  fake.releases = [full('a', '2025-01-01'), full('b', '2025-02-01'), full('c', '2025-03-01'), buildRelease()]
  await runCli(fake.url, ['release', 'rollback', 'sales', '--force'])
  expect(bodyOf('POST', /releases\/c\/rollback$/)).toEqual({ isForced: true })
})

test('rollback of an app that was never promoted aborts what runs', async () => {
  fake.releases = [buildRelease()]
  const { out } = await runCli(fake.url, ['release', 'rollback', 'sales'])
  expect(out).toContain('Rolled back: its tenants are back')
})

test('an app without a running release is reported, with where to look', async () => {
  const { exitCode, error } = await runCli(fake.url, ['release', 'promote', 'sales'])
  expect(exitCode).toBe(1)
  expect(error).toMatch(/^NO_RUNNING_RELEASE: No release of sales is running\.\nSee "portico status"/)
})

test('an app whose release the guard has ended is reported with the reason', async () => {
  const ended = {
    state: 'aborted',
    startedAt: '2025-12-01T09:00:00Z',
    endedAt: '2025-12-01T10:00:00Z',
  } as const
  fake.releases = [buildRelease({ ...ended, endReason: 'load-failures 40.0 % against 0.5 %' })]
  const { error } = await runCli(fake.url, ['release', 'widen', 'sales', '--percent', '5'])
  expect(error).toMatch(/ was aborted at 2025-12-01T10:00:00Z: load-failures 40\.0 % against 0\.5 %\n/)
})

test('an app and a service of one name in two releases are distinguished by id', async () => {
  const overlay = { apps: {}, services: { sales: 'gray' } }
  fake.releases = [
    buildRelease({ overlay: { apps: { sales: '1.5.0' }, services: {} } }),
    buildRelease({ id: 'rel-2', overlay }),
  ]
  const { exitCode, error } = await runCli(fake.url, ['release', 'abort', 'sales'])
  expect(exitCode).toBe(2)
  expect(error).toContain('sales is in sales@1.5.0 (rel-1) and in service sales -> gray (rel-2).')
  expect((await runCli(fake.url, ['release', 'abort', 'rel-2'])).exitCode).toBe(0)
})

test('a release that another operator changed meanwhile is left alone, and what changed is said', async () => {
  fake.releases = [buildRelease({ revision: 4 })]
  fake.audit = [
    {
      id: 'a1',
      at: '2025-03-10T14:05:00.000Z',
      actor: 'user:operator',
      action: 'release.widen',
      subject: 'release:rel-1',
      subjectName: null,
      reason: null,
      change: {},
    },
  ]
  fake.meanwhile('POST', /promote$/, () => {
    for (const release of fake.releases) Object.assign(release, { percentBp: 50, keptBp: 50, revision: 5 })
  })
  const { exitCode, error, json } = await runJson<{ error: { facts: { seen: Release; now: Release } } }>(
    fake.url,
    ['release', 'promote', 'sales'],
  )
  expect(exitCode).toBe(4)
  expect(error).toContain(
    'VERSION_CONFLICT: The release changed meanwhile (release.widen by user:operator, 2025-03-10 14:05:00Z): audience was 1 %, is 0.5 %.',
  )
  expect(json.error.facts).toMatchObject({ seen: { revision: 4 }, now: { revision: 5 } })
  expect(fake.releases[0]?.state).toBe('gray')
})

test('start sets guardrails: those named, switched off, and the usual ones for the rest', async () => {
  const line = 'release start sales@1.5.0 --guardrail load-failures=0.01/5 --guardrail p95-ms=off'
  expect((await runCli(fake.url, line.split(' '))).exitCode).toBe(0)
  expect(bodyOf('POST', /releases$/)).toMatchObject({
    guardrails: [
      { metric: 'js-errors', limit: 0.05, minSamples: 20 },
      { metric: 'upstream-errors', limit: 0.02, minSamples: 50 },
      { metric: 'load-failures', limit: 0.01, minSamples: 5 },
    ],
  })
})

test('widen changes the guardrails of a running release, and the share stays', async () => {
  fake.releases = [buildRelease()]
  const line = 'release widen sales --guardrail load-failures=0.2 --reason noisy'
  expect((await runCli(fake.url, line.split(' '))).exitCode).toBe(0)
  expect(bodyOf('PATCH', /rel-1$/)).toMatchObject({
    percentBp: buildRelease().percentBp,
    guardrails: [{ metric: 'load-failures', limit: 0.2, minSamples: 20 }],
    reason: 'noisy',
  })
})

test.each([
  'load-failures',
  'errors=1',
  '__proto__=1',
  'p95-ms=fast',
  'p95-ms=1.5/0',
  'p95-ms=-1',
  'p95-ms=1.5/many',
])('a guardrail that is none is wrong usage, and nothing is sent: %s', async guardrail => {
  const line = ['release', 'start', 'sales@1.5.0', '--guardrail', guardrail]
  const { exitCode, error } = await runCli(fake.url, line)
  expect([exitCode, error]).toEqual([2, expect.stringContaining('load-failures')])
  expect(fake.callsTo('POST', /releases/)).toEqual([])
})

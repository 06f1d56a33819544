import type { Artifact, AuditEntry, BaselineEntry, Explanation } from '@portico/release'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildArtifact, buildIncident, buildRelease, ownFrame } from './build.ts'
import { FakeGateway } from './fake-gateway.ts'
import { runCli, runJson } from './run-cli.ts'

let fake: FakeGateway
beforeEach(async () => {
  fake = await new FakeGateway().start()
})
afterEach(() => fake.stop())

test('status shows rules, baseline, figures of both tags, guardrails and instances', async () => {
  fake.releases = [buildRelease()]
  const { exitCode, out } = await runCli(fake.url, ['status'])
  expect(exitCode).toBe(0)
  expect(out).toMatch(/^Rules LIVE \(revision 412, confirmed 2025-03-10 14:00:00Z\)/)
  expect(out).toContain('Baseline, revision 7\n  shell@2.0.0\n  sales@1.4.0')
  expect(out).toContain('Waiting days (rel-1)')
  expect(out).toMatch(/app sales +gray +120 +1 +0 +80 ms +210 ms/)
  expect(out).toMatch(/ +stable +9000 +1 +0 +80 ms +-/)
  expect(out).toMatch(/load failures at most \+5 points +ok +0\.83 % +0\.1 % +120 of 20/)
  expect(out).toMatch(/inventory +stable +1\.0\.0 +SILENT/)
})

test('status of one app leaves the others out', async () => {
  fake.releases = [
    buildRelease(),
    buildRelease({ id: 'rel-2', overlay: { apps: { inventory: '1.1.0' }, services: {} } }),
  ]
  const { out } = await runCli(fake.url, ['status', 'sales'])
  expect(out).toContain('rel-1')
  expect(out).not.toMatch(/rel-2|inventory/)
})

test('status with the release service away still says STALE and who runs, with exit code 5', async () => {
  fake.gatewayStatus = { ...fake.gatewayStatus, state: 'STALE', isStopped: true }
  fake.refuse(
    'GET',
    /releases/,
    { status: 503, code: 'UPSTREAM_UNAVAILABLE', detail: 'release is not available.' },
    2,
  )
  const { exitCode, out } = await runCli(fake.url, ['status', '--as', 'operator'], {
    env: { PORTICO_TOKEN: '' },
  })
  expect(exitCode).toBe(5)
  expect(fake.callsTo('GET', /gateway$/)[0]?.headers).toMatchObject({ cookie: 'portico_session=s1' })
  expect(out).toContain('Rules STALE: the release service is away, the last good rules hold, STOPPED')
  expect(out).toContain('What is released is not known: UPSTREAM_UNAVAILABLE: release is not available.')
  expect(out).toMatch(/sales +gray +1\.5\.0 +healthy/)
})

test('status says who stopped all releases, until they were resumed', async () => {
  fake.audit = [{ ...entry('1', 'platform'), action: 'platform.stop', reason: 'fire' }]
  const stopped = await runCli(fake.url, ['status'])
  expect(stopped.out).toContain('\nSTOPPED by user:operator, 2025-03-10 14:00:00Z: fire.')
  fake.audit.unshift({ ...entry('2', 'platform'), action: 'platform.go' })
  expect((await runCli(fake.url, ['status'])).out).not.toContain('STOPPED')
})

const explanation: Explanation = {
  tenantId: 't_1002',
  snapshotId: 's1',
  rulesRevision: 412,
  isStale: false,
  content: {
    shell: '2.0.0',
    apps: { sales: '1.5.0' },
    shared: {},
    services: { sales: 'gray' },
    releases: ['rel-1'],
  },
  decisions: [
    {
      releaseId: 'rel-1',
      title: { en: 'Waiting days', 'zh-CN': '等待天数' },
      isGray: true,
      reason: 'ALLOW',
      rules: [
        { reason: 'BLOCK', isMatch: false, detail: 'not on the block list' },
        { reason: 'ALLOW', isMatch: true, detail: 'on the allow list' },
        { reason: 'PERCENT', isMatch: true, detail: 'bucket 1550 of 10000, in under 2000' },
      ],
    },
  ],
  app: { name: 'sales', version: '1.5.0', releaseId: 'rel-1' },
  leftOut: [],
  recorded: null,
}

test('explain shows the rule that won and those that lost', async () => {
  fake.explanation = explanation
  const { out } = await runCli(fake.url, 'explain --tenant t_1002 --app sales'.split(' '))
  expect(fake.callsTo('GET', /explain\?tenant=t_1002&app=sales$/)).toHaveLength(1)
  expect(out).toContain('sales@1.5.0, from release rel-1')
  expect(out).toContain('Waiting days (rel-1): gray, by ALLOW')
  expect(out).toMatch(
    /\n {3}BLOCK +no match +not on the block list\n> {2}ALLOW +won +on the allow list\n {3}PERCENT +too late/,
  )
})

test('explain of a past request shows what was recorded then', async () => {
  fake.explanation = {
    ...explanation,
    recorded: {
      requestId: 'r9',
      at: '2025-03-09T03:00:00.000Z',
      tenantId: 't_1002',
      kind: 'call',
      snapshotId: 's0',
      rulesRevision: 400,
      isStale: true,
      decisions: [{ releaseId: 'rel-1', isGray: false, reason: 'DEFAULT' }],
      route: 'sales=stable@1.4.0(no-gray-instance)',
    },
  }
  const { out } = await runCli(fake.url, ['explain', '--request', 'r9'])
  expect(out).toContain('Recorded 2025-03-09 03:00:00Z: a call, snapshot s0, rules 400 STALE')
  expect(out).toContain('bindings sales=stable@1.4.0(no-gray-instance)\n  release rel-1: stable, by DEFAULT')
})

test.each([[[]], [['--tenant', 't', '--request', 'r']]])(
  'explain wants a tenant or a request: %j',
  async flags => {
    const { exitCode } = await runCli(fake.url, ['explain', ...flags])
    expect(exitCode).toBe(2)
  },
)

function entry(id: string, subject: string): AuditEntry {
  const at = '2025-03-10T14:00:00.000Z'
  return {
    id,
    at,
    actor: 'user:operator',
    action: 'x.y',
    subject,
    subjectName: null,
    reason: 'because',
    change: {},
  }
}

test('history of an app has its releases, its artifacts and what concerns all', async () => {
  fake.releases = [
    buildRelease(),
    buildRelease({ id: 'rel-2', overlay: { apps: { inventory: '1' }, services: {} } }),
  ]
  fake.audit = [
    entry('1', 'release:rel-1'),
    entry('2', 'release:rel-2'),
    entry('3', 'artifact:sales@1.5.0'),
    entry('4', 'artifact:sales-extra@1.0.0'),
    entry('5', 'token:tok-1'),
    entry('6', 'baseline'),
  ]
  const { json } = await runJson<AuditEntry[]>(fake.url, ['history', 'sales'])
  expect(json.map(({ id }) => id)).toEqual(['1', '3', '6'])
  const all = await runCli(fake.url, ['history', '--count', '4'])
  expect(all.out.trim().split('\n')).toHaveLength(5)
})

test('history --sets lists the sets that return takes, and return says what it changed', async () => {
  const [present] = fake.sets
  if (!present) throw new Error('The fake has a set')
  const baseline = { ...present.baseline, apps: { sales: '1.5.0', inventory: '1.0.0' } }
  fake.sets.unshift({ ...present, revision: 9, baseline })
  const sets = await runCli(fake.url, ['history', 'sales', '--sets'])
  expect(sets.out).toMatch(/ +9 .*sales@1\.5\.0\n +7 .*sales@1\.4\.0/)
  const { exitCode, out } = await runCli(fake.url, 'return 7 --reason night'.split(' '))
  expect(exitCode).toBe(0)
  expect(out).toContain('Returned to the set of revision 7; it is revision 10 now\n  sales: 1.5.0 -> 1.4.0\n')
})

const asked = { requestedBy: 'user:olga', requestedAt: '2025-03-10T14:00:00.000Z', reason: null }

test('return says when it waits for a second operator', async () => {
  const [present] = fake.sets
  if (!present) throw new Error('The fake has a set')
  fake.sets.unshift({ ...present, revision: 9, returning: { ...asked, revision: 7 } })
  fake.isReturnAsked = true
  const { exitCode, out } = await runCli(fake.url, 'return 7'.split(' '))
  expect(exitCode).toBe(0)
  expect(out).toMatch(/^Asked for: it takes effect when a second operator/)
})

test('a set that is not there is refused', async () => {
  const { exitCode, error } = await runCli(fake.url, ['return', '3'])
  expect({ exitCode, error }).toEqual({ exitCode: 1, error: 'NOT_FOUND: No set 3.\n' })
})

test('artifacts lists every page of those with the name', async () => {
  fake.artifacts = ['1', '2', '3'].map(version => buildArtifact({ version }))
  fake.artifacts.push(buildArtifact({ name: 'inventory' }))
  const { json } = await runJson<Artifact[]>(fake.url, ['artifacts', 'sales'])
  expect(json.map(({ version }) => version)).toEqual(['1', '2', '3'])
  const { out } = await runCli(fake.url, ['artifacts'])
  expect(out).toMatch(/inventory@1\.5\.0 +app +3 +1\.2 MB +2025-03-10 14:00:00Z +token:sales-ci/)
})

test('a baseline is one JSON document', async () => {
  const { json } = await runJson<BaselineEntry[]>(fake.url, ['history', '--sets'])
  expect(json).toMatchObject([{ revision: 7 }])
})

test('artifacts lists all there are, past a thousand', async () => {
  fake.artifacts = Array.from({ length: 1_003 }, (_, n) => buildArtifact({ version: `1.0.${n}` }))
  const { json } = await runJson<Artifact[]>(fake.url, ['artifacts'])
  expect([json.length, new Set(json.map(({ version }) => version)).size]).toEqual([1_003, 1_003])
})

test('history of an app is found however far back it lies', async () => {
  const others = Array.from({ length: 2_100 }, (_, n) => entry(String(n), `artifact:inventory@1.0.${n}`))
  fake.audit = [...others, entry('mine', 'artifact:sales@1.0.0')]
  const { json } = await runJson<AuditEntry[]>(fake.url, ['history', 'sales'])
  expect(json.map(({ id }) => id)).toEqual(['mine'])
})

test('incidents are listed with the place in the source, and one is shown with its stack', async () => {
  const react = {
    artifact: 'react',
    version: '19.3.1',
    file: 'react.js',
    part: 'library',
    code: null,
  } as const
  fake.incidents = [
    buildIncident({
      stack: {
        error: 'TypeError',
        isMapped: true,
        frames: [ownFrame, { ...ownFrame, ...react, place: null, unmapped: 'NO_MAP' }],
      },
    }),
    buildIncident({ id: 'inc-2', app: 'shell', place: null, isUnattributed: true, stack: null }),
  ]
  const listed = await runCli(fake.url, ['incidents'])
  expect(listed.out).toMatch(/inc-1 .*sales@1\.5\.0 +MOUNT_FAILED +2 +t_1 +src\/Cart\.tsx:42:7/)
  expect(listed.out).toMatch(/inc-2 .*of no known app/)
  expect((await runCli(fake.url, ['incidents', '--app', 'sales'])).out).not.toContain('inc-2')
  const { out } = await runCli(fake.url, ['incidents', 'inc-1'])
  expect(out.split('\n').slice(0, 6)).toEqual([
    'MOUNT_FAILED of sales@1.5.0, 2 times in t_1',
    'no cart',
    '',
    'TypeError',
    '  at mountCart src/Cart.tsx:42:7',
    '    >    42  throw broken',
  ])
  expect(out).toContain('  at a react@19.3.1/react.js:1:99 (NO_MAP)')
  expect(out).toContain('Last met in the snapshot s_1')
  expect((await runCli(fake.url, ['incidents', 'inc-2'])).out).toContain('reported no place')
  expect((await runCli(fake.url, ['incidents', 'none'])).exitCode).not.toBe(0)
})

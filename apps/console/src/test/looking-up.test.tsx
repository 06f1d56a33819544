import type { DecisionRecord } from '@portico/release'
import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import {
  buildArtifact,
  buildAuditEntry,
  buildBaseline,
  buildBaselineEntry,
  buildExplanation,
  buildPage,
  buildRelease,
} from './build.ts'
import type { FakeRoutes } from './fake-release-service.ts'
import { openConsole, readOnly } from './open-console.ts'

test('a tenant is explained by the rule that won and those that lost', async () => {
  const { shell, service } = await openConsole('/explain', { 'GET /explain': buildExplanation() })
  await userEvent.click(screen.getByRole('button', { name: 'Explain' }))
  expect(screen.getByText('Name a tenant or a request')).toBeDefined()
  await userEvent.type(screen.getByLabelText('Tenant'), 't_1002')
  await userEvent.click(screen.getByRole('button', { name: 'Explain' }))
  expect(await screen.findByRole('heading', { name: 'Gets “Waiting days”' })).toBeDefined()
  const rules = screen.getAllByRole('listitem').filter(item => item.className === 'con-rule')
  expect(rules.map(({ textContent }) => textContent)).toEqual([
    'On the block list, or left BLOCKdoes not matchnot on the block list',
    'Within the percentage PERCENTdecidedbucket 1550 < 2000',
    'No rule applies DEFAULTwould match, but came too latealways',
  ])
  expect(screen.getByText('snap-1')).toBeDefined()
  expect(shell.navigation.location().search).toBe('?tenant=t_1002')
  expect(service.calls.find(({ path }) => path === '/explain')?.query).toEqual({ tenant: 't_1002' })
})

test('the tenant of an explanation is called by its name', async () => {
  await openConsole('/explain?tenant=t_1002', {
    'GET /explain': buildExplanation(),
    'GET /directory': buildPage([{ id: 't_1002', slug: 'evergreen', name: 'Evergreen Gifts' }]),
  })
  const link = await screen.findByRole('link', { name: 'Evergreen Gifts' })
  expect(link.getAttribute('href')).toBe('/console/tenants/evergreen')
})

test('a past request is explained with what was recorded then', async () => {
  const recorded: DecisionRecord = {
    requestId: 'q1',
    at: '2026-11-20T09:00:00Z',
    tenantId: 't_1002',
    kind: 'call',
    snapshotId: 'snap-1',
    rulesRevision: 20,
    isStale: true,
    decisions: [{ releaseId: 'r1', isGray: false, reason: 'BLOCK' }],
    route: 'sales=stable(no-gray-instance)',
  }
  await openConsole('/explain?request=q1', {
    'GET /explain': buildExplanation({ isStale: true, recorded }),
  })
  expect(await screen.findByText('sales=stable(no-gray-instance)')).toBeDefined()
  expect(screen.getByText('On the block list, or left', { selector: 'li' })).toBeDefined()
  expect(screen.getByRole('heading', { name: 'By the present rules' })).toBeDefined()
  expect(screen.getByText(/^Decided by the last good rules/)).toBeDefined()
})

test('a version that is not there leads to the list', async () => {
  await openConsole('/artifacts/sales/9.9.9')
  const alert = await screen.findByRole('alert')
  expect(within(alert).getByRole('link', { name: 'All artifacts' }).getAttribute('href')).toBe(
    '/console/artifacts',
  )
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull()
})

test.each([
  ['/releases?state=zzz&app=sales', '?app=sales'],
  ['/artifacts?name=sales&after=zzz', '?name=sales'],
  ['/audit?subject=platform&page=2', '?subject=platform'],
  ['/explain?app=sales', ''],
  ['/snapshots?view=zzz', ''],
])('what is not understood of %s leaves the address', async (address, understood) => {
  const { shell } = await openConsole(address)
  await waitFor(() => expect(shell.navigation.location().search).toBe(understood))
})

test('a request that was not kept is said so', async () => {
  await openConsole('/explain?request=q0')
  expect(await screen.findByText('This request is not known')).toBeDefined()
})

const artifactRoutes: FakeRoutes = {
  'GET /artifacts': buildPage([
    buildArtifact(),
    buildArtifact({ version: '1.4.0', publishedBy: 'system', isLocal: true }),
  ]),
  'GET /artifacts/sales/1.5.0': {
    ...buildArtifact(),
    files: [{ path: 'assets/entry.js', sizeBytes: 2048, integrity: 'sha384-abc' }],
    title: { 'zh-CN': '销售', en: 'Sales' },
    base: '/sales',
    operationCount: 3,
    requires: { react: '^19' },
  },
  'GET /artifacts/sales/1.5.0/changes': {
    from: '1.4.0',
    to: '1.5.0',
    added: [{ path: 'assets/waiting.js', sizeBytes: 1024, integrity: 'sha384-x' }],
    removed: [],
    changed: [{ path: 'assets/entry.js', fromBytes: 1024, toBytes: 2048 }],
    operationsAdded: ['SalesWaiting'],
    operationsRemoved: [],
    sizeDeltaBytes: 2048,
  },
}

test('artifacts show what is in the baseline and lead to their details', async () => {
  await openConsole('/artifacts', artifactRoutes)
  const row = await screen.findByRole('row', { name: /sales 1\.4\.0/ })
  await waitFor(() => expect(row.textContent).toContain('In the baseline'))
  expect(screen.getByRole('row', { name: /sales 1\.5\.0/ }).textContent).toContain('token sales-ci')
})

test('a version is compared with the one published before it, file by file', async () => {
  const { service } = await openConsole('/artifacts/sales/1.5.0', artifactRoutes)
  expect(await screen.findByText('2 kB bigger')).toBeDefined()
  expect(screen.getByText('1 kB to 2 kB')).toBeDefined()
  expect(screen.getByText('SalesWaiting')).toBeDefined()
  expect(screen.getByText('assets/waiting.js')).toBeDefined()
  expect(service.calls.find(({ path }) => path.endsWith('/changes'))?.query).toEqual({ from: '1.4.0' })
})

const older = buildBaselineEntry({ revision: 11, reason: 'before' })
const newer = buildBaselineEntry({
  baseline: buildBaseline({ apps: { sales: '1.5.0', inventory: '1.0.0' } }),
  releaseId: 'r1',
})

test('returning to a set shows the difference and the releases it revokes before it is done', async () => {
  const full = buildRelease({ state: 'full', overlay: { apps: { sales: '1.5.0' }, services: {} } })
  const running = buildRelease({
    id: 'r2',
    title: { en: 'New reports', 'zh-CN': '新报表' },
    overlay: { apps: { reports: '2.0.0' }, services: {} },
  })
  const { service } = await openConsole('/snapshots', {
    'GET /baseline/history': buildPage([newer, older]),
    'GET /releases': ({ query }: { query: { state?: string } }) =>
      buildPage(query.state === 'gray' ? [running] : [full]),
    'POST /baseline/return': older,
  })
  await userEvent.click(await screen.findByRole('button', { name: 'Return to exactly this set' }))
  const dialog = within(await screen.findByRole('dialog'))
  expect(dialog.getByText('Return to exactly set 11?')).toBeDefined()
  const changes = within(dialog.getByRole('list', { name: 'What will change' }))
  expect(changes.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    'App sales 1.5.0 → 1.4.0',
  ])
  expect(dialog.getByText(/are revoked, and their tabs get a message: Waiting days/)).toBeDefined()
  const over = within(
    await dialog.findByRole('list', { name: 'Running releases that still stand over the set' }),
  )
  expect(over.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    'New reports reports 2.0.0',
  ])
  await userEvent.type(dialog.getByLabelText('Why?'), 'night shift{Enter}')
  await waitFor(() => expect(service.changes).toHaveLength(1))
  expect(service.changes[0]?.body).toEqual({ revision: 11, reason: 'night shift' })
})

test('who may only read sees the history and no way to change it', async () => {
  await openConsole('/snapshots', { 'GET /baseline/history': buildPage([newer, older]) }, readOnly)
  expect(await screen.findByText('In force')).toBeDefined()
  expect(screen.queryByRole('button', { name: 'Return to exactly this set' })).toBeNull()
})

test('served snapshots show how many pages live on them', async () => {
  const served = {
    id: 'snap-1',
    content: { ...buildBaseline(), releases: ['r1'] },
    firstServedAt: '2026-11-20T09:00:00Z',
    lastServedAt: '2026-11-20T10:00:00Z',
    pageCount: 1234,
  }
  await openConsole('/snapshots?view=served', { 'GET /snapshots': buildPage([served]) })
  expect(await screen.findByText('Pages: 1,234')).toBeDefined()
  expect(screen.getByRole('link', { name: 'r1' })).toBeDefined()
})

test('the audit is narrowed to a subject by typing and by a row, and typing keeps the focus', async () => {
  const { shell, service } = await openConsole('/audit', { 'GET /audit': buildPage([buildAuditEntry()]) })
  expect(await screen.findByRole('row', { name: /operator Started Release Waiting days/ })).toBeDefined()
  const field = screen.getByLabelText('About')
  await userEvent.type(field, 'artifact:x')
  await waitFor(() => expect(shell.navigation.location().search).toBe('?subject=artifact%3Ax'))
  expect(document.activeElement).toBe(field)
  await userEvent.click(
    await screen.findByRole('button', { name: 'Only what is about Release Waiting days' }),
  )
  await waitFor(() => expect(service.calls.at(-1)?.query.subject ?? 'release:r1').toBe('release:r1'))
  await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('About').value).toBe('release:r1'))
})

test('what the service gave as its reason is shown in the page’s language, what an operator wrote as it is', async () => {
  const reasons = [
    'Built on this machine.',
    'Came with the image.',
    'Step 2 of 3 of the plan of user:operator',
    'Built for the fair',
  ]
  const entries = reasons.map((reason, index) => buildAuditEntry({ id: `a${index}`, reason }))
  await openConsole('/audit', { 'GET /audit': buildPage(entries) }, { locale: 'zh-CN' })
  expect(await screen.findByText('在本机构建。')).toBeDefined()
  expect(screen.getByText('随镜像提供。')).toBeDefined()
  expect(screen.getByText('operator 的计划：第 2 步，共 3 步')).toBeDefined()
  expect(screen.getByText('Built for the fair')).toBeDefined()
})

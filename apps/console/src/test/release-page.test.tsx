import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import {
  buildAuditEntry,
  buildBaseline,
  buildBaselineEntry,
  buildFigures,
  buildPage,
  buildRelease,
} from './build.ts'
import { type FakeRoutes, problem } from './fake-release-service.ts'
import { enter, openConsole, readOnly } from './open-console.ts'

function routes(changes: Parameters<typeof buildRelease>[0] = {}): FakeRoutes {
  return {
    'GET /releases/r1': buildRelease(changes),
    'GET /releases/r1/figures': buildFigures(),
    'GET /releases/r1/members/allow': buildPage([{ tenantId: 't_1001' }, { tenantId: 't_1002' }]),
    'GET /releases/r1/tenants': buildPage([
      { tenantId: 't_1002', reason: 'PERCENT', lastSeenAt: '2026-11-20T10:00:00Z' },
    ]),
    'GET /audit': buildPage([buildAuditEntry()]),
  }
}

async function openDialog(button: string) {
  await userEvent.click(await screen.findByRole('button', { name: button }))
  return within(await screen.findByRole('dialog'))
}

test('shows the steps, who did what and why, the figures, and the tenants with their reason', async () => {
  await openConsole('/releases/r1', routes())
  expect(await screen.findByRole('heading', { name: 'Waiting days', level: 1 })).toBeDefined()
  expect(await screen.findByText('first tenants')).toBeDefined()
  expect(await screen.findByRole('img', { name: 'Gray 3%, stable 0.1%, limit 5.1%' })).toBeDefined()
  expect(screen.getByRole('article', { name: 'App sales' }).textContent).toContain('Load failures')
  const row = await screen.findByRole('row', { name: /t_1002/ })
  expect(row.textContent).toContain('Within the percentage')
  expect(within(row).getByRole('link', { name: 'Explain t_1002' }).getAttribute('href')).toBe(
    '/console/explain?tenant=t_1002',
  )
  expect(await screen.findByText('No incident so far.')).toBeDefined()
})

test('tenants are called by their names, asked for in one question; who is not in the directory by id', async () => {
  const { service } = await openConsole('/releases/r1', {
    ...routes(),
    'GET /directory': buildPage([{ id: 't_1002', slug: 'evergreen', name: 'Evergreen Gifts' }]),
    'GET /audit': buildPage([
      buildAuditEntry({ action: 'preview.choose', change: { tenantId: 't_1002', choice: 'leave' } }),
    ]),
  })
  const row = await screen.findByRole('row', { name: /Evergreen Gifts/ })
  expect(within(row).getByRole('link', { name: 'Explain Evergreen Gifts' })).toBeDefined()
  expect(screen.getByRole('button', { name: 'Remove Evergreen Gifts' })).toBeDefined()
  expect(screen.getByRole('button', { name: 'Remove t_1001' })).toBeDefined()
  expect(await screen.findAllByRole('link', { name: 'Evergreen Gifts' })).toHaveLength(3)
  expect(screen.queryByText('t_1002')).toBeNull()
  const asked = service.calls.filter(({ path }) => path === '/directory').map(({ query }) => query.ids ?? '')
  expect(asked.flatMap(ids => ids.split(',')).sort()).toEqual(['t_1001', 't_1002'])
})

test('who may only read is offered no step', async () => {
  await openConsole('/releases/r1', routes(), readOnly)
  await screen.findByRole('heading', { name: 'Waiting days', level: 1 })
  await screen.findByText('t_1001')
  for (const name of ['Promote to all', 'Abort', 'Change audience', 'Add tenants', 'Remove t_1001'])
    expect(screen.queryByRole('button', { name })).toBeNull()
})

test('a release that is not there says so and leads back', async () => {
  await openConsole('/releases/nope')
  expect((await screen.findByRole('alert')).textContent).toContain('NOT_FOUND')
  expect(screen.getByRole('link', { name: 'All releases' })).toBeDefined()
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull()
})

test('promoting says what every tenant gets, and sends the revision that was seen', async () => {
  const { shell, service } = await openConsole('/releases/r1', {
    ...routes(),
    'POST /releases/r1/promote': {},
  })
  const dialog = await openDialog('Promote to all')
  expect(dialog.getByText(/^Every tenant gets this, those on the block list/)).toBeDefined()
  expect(dialog.getByText('The baseline becomes: sales 1.5.0 and sales to gray.')).toBeDefined()
  await enter(dialog.getByLabelText('Why?'), 'ten good days')
  expect(shell.tabs.isDirty).toBe(true)
  await userEvent.click(dialog.getByRole('button', { name: 'Promote to all' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(service.changes).toMatchObject([
    { path: '/releases/r1/promote', body: { reason: 'ten good days' }, ifMatch: '"7"' },
  ])
  expect(shell.notify.notices).toMatchObject([{ kind: 'success' }])
  expect(shell.tabs.isDirty).toBe(false)
})

test('aborting can be forced, and says what that costs', async () => {
  const { service } = await openConsole('/releases/r1', { ...routes(), 'POST /releases/r1/abort': {} })
  const dialog = await openDialog('Abort')
  expect(dialog.getByText(/open tabs are asked to save/)).toBeDefined()
  await userEvent.click(dialog.getByLabelText(/^Force/))
  expect(dialog.getByText(/unsaved in them is lost/)).toBeDefined()
  await enter(dialog.getByLabelText('Why?'), 'wrong bookings{Enter}')
  await waitFor(() => expect(service.changes).toHaveLength(1))
  expect(service.changes[0]?.body).toEqual({ reason: 'wrong bookings', isForced: true })
})

test('another operator was faster: what was typed stays, a fresh look is offered, then it goes through', async () => {
  const { service } = await openConsole('/releases/r1', {
    ...routes(),
    'PATCH /releases/r1': ({ ifMatch }: { ifMatch: string | null }) =>
      ifMatch === '"9"' ? {} : problem(412, 'VERSION_CONFLICT'),
  })
  const dialog = await openDialog('Change audience')
  const exact = dialog.getByLabelText('In hundredths of a percent')
  await userEvent.clear(exact)
  await userEvent.type(exact, '500')
  expect(dialog.getByText(/allow list and 5% of all tenants get it/)).toBeDefined()
  await enter(dialog.getByLabelText('Why?'), 'looks good')
  // Meanwhile another operator opened it to every tenant that wants it.
  service.answer('GET /releases/r1', buildRelease({ revision: 9, isOpenToJoin: true }))
  await userEvent.click(dialog.getByRole('button', { name: 'Apply' }))
  expect((await dialog.findByRole('alert')).textContent).toContain('Another operator changed this')
  await userEvent.click(dialog.getByRole('button', { name: 'Reload and keep what I typed' }))
  expect(await dialog.findByText(/^As it stands: .*may join/)).toBeDefined()
  expect(dialog.getByLabelText<HTMLInputElement>('In hundredths of a percent').value).toBe('500')
  await userEvent.click(dialog.getByRole('button', { name: /Apply/ }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  // Only what was touched is sent, so that the other's change is not undone.
  expect(service.changes.at(-1)).toMatchObject({
    ifMatch: '"9"',
    body: { percentBp: 500, reason: 'looks good' },
  })
})

test('lowering the percentage asks what becomes of those it brought in', async () => {
  const { service } = await openConsole('/releases/r1', {
    ...routes({ percentBp: 1000, keptBp: 1000 }),
    'PATCH /releases/r1': {},
  })
  const dialog = await openDialog('Change audience')
  const exact = dialog.getByLabelText('In hundredths of a percent')
  await userEvent.clear(exact)
  await userEvent.type(exact, '100')
  expect(dialog.getByText(/Those who came in at up to 10% stay in/)).toBeDefined()
  await userEvent.click(dialog.getByLabelText('Put out who is above the new share'))
  expect(dialog.getByText(/at up to 10% and are above the new share go out/)).toBeDefined()
  await enter(dialog.getByLabelText('Why?'), 'too many{Enter}')
  await waitFor(() => expect(service.changes).toHaveLength(1))
  expect(service.changes[0]?.body).toEqual({ percentBp: 100, evict: true, reason: 'too many' })
})

test('a start that another release is in the way of names it with a link', async () => {
  const facts = { releaseId: 'r9', releaseTitle: { 'zh-CN': '别的', en: 'Other one' }, names: ['sales'] }
  await openConsole('/releases/r1', {
    ...routes({ state: 'draft', startedAt: null }),
    'POST /releases/r1/start': () => problem(409, 'OVERLAY_CONFLICT', facts),
  })
  const dialog = await openDialog('Start')
  await enter(dialog.getByLabelText('Why?'), 'go{Enter}')
  expect((await dialog.findByRole('link', { name: 'Other one' })).getAttribute('href')).toBe(
    '/console/releases/r9',
  )
})

test('a draft has no figures to ask for', async () => {
  const { service } = await openConsole('/releases/r1', routes({ state: 'draft', startedAt: null }))
  await screen.findByRole('button', { name: 'Discard draft' })
  expect(service.calls.filter(({ path }) => path.endsWith('/figures'))).toEqual([])
})

test('a full release goes back only while the baseline has it', async () => {
  const full = routes({ state: 'full', endedAt: '2026-11-21T09:00:00Z' })
  const { service } = await openConsole('/releases/r1', full)
  expect(await screen.findByText(/it cannot be rolled back/)).toBeDefined()
  expect(screen.queryByRole('button', { name: 'Roll back' })).toBeNull()
  const baseline = buildBaseline({ apps: { sales: '1.5.0' }, services: { sales: 'gray' } })
  service.answer('GET /baseline', buildBaselineEntry({ baseline }))
  expect(await screen.findByRole('button', { name: 'Roll back' }, { timeout: 7_000 })).toBeDefined()
})

test('many tenants are pasted into a list at once', async () => {
  const { service } = await openConsole('/releases/r1', {
    ...routes(),
    'POST /releases/r1/members/allow': {},
  })
  await screen.findByText('t_1001')
  const dialog = await openDialog('Add tenants')
  await userEvent.click(dialog.getByLabelText('Tenants: ids or short names'))
  await userEvent.paste('t_1\nt_2, t_1')
  expect(dialog.getByText('2 tenants recognised')).toBeDefined()
  await enter(dialog.getByLabelText('Why?'), 'they asked{Enter}')
  await waitFor(() => expect(service.changes).toHaveLength(1))
  expect(service.changes[0]).toMatchObject({
    body: { add: ['t_1', 't_2'], reason: 'they asked' },
    ifMatch: '"7"',
  })
})

test('a list is replaced by a file of lines', async () => {
  const { service } = await openConsole('/releases/r1', { ...routes(), 'PUT /releases/r1/members/allow': {} })
  await screen.findByText('t_1001')
  const dialog = await openDialog('Replace by a file')
  await userEvent.upload(
    dialog.getByLabelText('A text file, one tenant a line'),
    new File(['t_1\nt_2\n'], 'all.txt', { type: 'text/plain' }),
  )
  await enter(dialog.getByLabelText('Why?'), 'new list{Enter}')
  await waitFor(() => expect(service.changes).toHaveLength(1))
  expect(service.changes[0]).toMatchObject({
    query: { reason: 'new list' },
    body: 't_1\nt_2\n',
    ifMatch: '"7"',
  })
})

const keepsWhenForced = ({ body, query }: { body: { isForced?: boolean }; query: Record<string, string> }) =>
  body.isForced || query.force
    ? {}
    : problem(409, 'TENANT_UNKNOWN', { tenants: ['t_typo', 't_soon'], count: 5 })

test('tenants the directory does not know are named, and kept when that is said, with a reason', async () => {
  const { service } = await openConsole('/releases/r1', {
    ...routes(),
    'POST /releases/r1/members/allow': keepsWhenForced,
  })
  await screen.findByText('t_1001')
  const dialog = await openDialog('Add tenants')
  await userEvent.click(dialog.getByLabelText('Tenants: ids or short names'))
  await userEvent.paste('t_typo t_soon')
  expect(dialog.queryByRole('checkbox')).toBeNull()
  await enter(dialog.getByLabelText('Why?'), 'they join tomorrow{Enter}')
  expect(await dialog.findByText('The directory does not know: t_typo, t_soon and 3 more')).toBeDefined()
  await userEvent.click(dialog.getByRole('checkbox', { name: 'Keep them all the same' }))
  // Other names are asked about anew.
  await userEvent.type(dialog.getByLabelText('Tenants: ids or short names'), ' t_other')
  expect(dialog.queryByRole('checkbox')).toBeNull()
  await userEvent.type(dialog.getByLabelText('Why?'), '{Enter}')
  await userEvent.click(await dialog.findByRole('checkbox', { name: 'Keep them all the same' }))
  await userEvent.type(dialog.getByLabelText('Why?'), '{Enter}')
  await waitFor(() => expect(service.changes).toHaveLength(3))
  expect(service.changes.map(({ body }) => (body as { isForced?: boolean }).isForced ?? false)).toEqual([
    false,
    false,
    true,
  ])
  expect(service.changes[2]?.body).toMatchObject({
    add: ['t_typo', 't_soon', 't_other'],
    reason: 'they join tomorrow',
  })
})

test('a file that names unknown tenants is kept as it is when that is said', async () => {
  const { service } = await openConsole('/releases/r1', {
    ...routes(),
    'PUT /releases/r1/members/allow': keepsWhenForced,
  })
  await screen.findByText('t_1001')
  const dialog = await openDialog('Replace by a file')
  const file = new File(['t_typo\n'], 'all.txt', { type: 'text/plain' })
  await userEvent.upload(dialog.getByLabelText('A text file, one tenant a line'), file)
  await enter(dialog.getByLabelText('Why?'), 'new list{Enter}')
  await userEvent.click(await dialog.findByRole('checkbox', { name: 'Keep them all the same' }))
  await userEvent.type(dialog.getByLabelText('Why?'), '{Enter}')
  await waitFor(() => expect(service.changes).toHaveLength(2))
  expect(service.changes.map(({ query }) => query)).toEqual([
    { reason: 'new list' },
    { reason: 'new list', force: 'true' },
  ])
})

test('a promotion the guardrails do not say yes to can be forced with a reason', async () => {
  const { service } = await openConsole('/releases/r1', {
    ...routes(),
    'POST /releases/r1/promote': ({ body }: { body: { isForced?: boolean } }) =>
      body.isForced ? buildRelease({ state: 'full' }) : problem(409, 'GUARDRAIL_HELD'),
  })
  const dialog = await openDialog('Promote to all')
  await enter(dialog.getByLabelText('Why?'), 'seen by hand')
  await userEvent.click(dialog.getByRole('button', { name: /Promote to all/ }))
  expect((await dialog.findByRole('alert')).textContent).toContain('too few samples')
  await userEvent.click(dialog.getByRole('checkbox', { name: /although the guardrails/ }))
  await userEvent.click(dialog.getByRole('button', { name: /Promote to all/ }))
  await waitFor(() =>
    expect(service.changes.at(-1)?.body).toEqual({ reason: 'seen by hand', isForced: true }),
  )
})

test('shows how far the plan is and what it waits for, and takes the next step', async () => {
  const steps = [
    { percentBp: 100, bakeMinutes: 60, isAutomatic: true },
    { percentBp: 10_000, bakeMinutes: 0, isAutomatic: false, promotes: true },
  ]
  const { service } = await openConsole('/releases/r1', {
    ...routes(),
    'GET /releases/r1/plan': {
      ...{
        releaseId: 'r1',
        steps,
        freezes: [],
        startsAt: null,
        position: 0,
        steppedAt: null,
        isPaused: false,
      },
      ...{ waitsFor: 'PERSON', waitsUntil: null, problem: null, requestedBy: 'user:lisa', approvedBy: null },
    },
    'POST /releases/r1/plan/advance': buildRelease(),
  })
  const bar = within(await screen.findByRole('list', { name: 'Steps of the plan' }))
  const [now, last] = bar.getAllByRole('listitem')
  expect([now?.getAttribute('aria-current'), now?.textContent]).toEqual(['step', '1% now for 1 hour '])
  expect(last?.textContent).toContain('Every tenant')
  expect(await screen.findByText('Waits for a person to take the next step.')).toBeDefined()
  const dialog = await openDialog('Take next step')
  await enter(dialog.getByLabelText('Why?'), 'all is well')
  await userEvent.click(dialog.getByRole('button', { name: 'Take next step' }))
  await waitFor(() => expect(service.changes.at(-1)).toMatchObject({ path: '/releases/r1/plan/advance' }))
})

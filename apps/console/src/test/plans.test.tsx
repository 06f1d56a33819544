import type { ReleasePlan } from '@portico/release'
import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { buildFigures, buildRelease } from './build.ts'
import { type FakeRoutes, problem } from './fake-release-service.ts'
import { enter, openConsole } from './open-console.ts'

function buildPlan(changes: Partial<ReleasePlan> = {}): ReleasePlan {
  return {
    releaseId: 'r1',
    steps: [
      { percentBp: 100, bakeMinutes: 60, isAutomatic: true },
      { percentBp: 1000, bakeMinutes: 1440, isAutomatic: true },
    ],
    freezes: [{ days: [5, 6], from: '18:00', to: '08:00', timeZone: 'Europe/Berlin' }],
    startsAt: null,
    position: 0,
    steppedAt: '2026-11-20T09:00:00Z',
    isPaused: true,
    waitsFor: 'PAUSED',
    waitsUntil: null,
    problem: null,
    requestedBy: 'user:operator',
    approvedBy: null,
    ...changes,
  }
}

function routes(changes: Parameters<typeof buildRelease>[0] = {}): FakeRoutes {
  return {
    'GET /releases/r1': buildRelease(changes),
    'GET /releases/r1/figures': buildFigures(),
    'PUT /releases/r1/plan': buildRelease(changes),
  }
}

const draft = routes({ state: 'draft', startedAt: null })

async function openDialog(button: string) {
  await userEvent.click(await screen.findByRole('button', { name: button }))
  return within(await screen.findByRole('dialog'))
}

async function retype(input: HTMLElement, text: string) {
  await userEvent.clear(input)
  if (text !== '') await userEvent.type(input, text)
}

type Inside = Awaited<ReturnType<typeof openDialog>>

const sharesOf = (dialog: Inside) =>
  within(dialog.getByRole('list', { name: 'The plan as it stands' }))
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent?.match(/^(Every tenant|[\d.]+%)/)?.[0])

test('a plan of own steps: wrong ones are marked while they are typed, and the picture follows', async () => {
  const { service } = await openConsole('/releases/r1', draft)
  const dialog = await openDialog('Give it a plan')
  expect(sharesOf(dialog)).toEqual(['1%', '10%', '50%', 'Every tenant'])
  const give = dialog.getByRole<HTMLButtonElement>('button', { name: 'Give it a plan' })
  await retype(dialog.getByLabelText('Share of step 2'), '0.5')
  expect(dialog.getByText('Must be larger than the share before it')).toBeDefined()
  expect([sharesOf(dialog), give.disabled]).toEqual([['1%', '50%', 'Every tenant'], true])
  await retype(dialog.getByLabelText('Share of step 2'), '2,5')
  await retype(dialog.getByLabelText('Time before the step after 1'), '90')
  await userEvent.click(dialog.getByRole('button', { name: 'Remove step 3' }))
  await userEvent.click(dialog.getByRole('button', { name: 'Add a step' }))
  await retype(dialog.getByLabelText('Share of step 3'), '20')
  expect([sharesOf(dialog), give.disabled]).toEqual([['1%', '2.5%', '20%', 'Every tenant'], false])
  await enter(dialog.getByLabelText('Why?'), 'slowly')
  await userEvent.click(give)
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(service.changes).toMatchObject([
    {
      method: 'PUT',
      path: '/releases/r1/plan',
      ifMatch: '"7"',
      body: {
        steps: [
          { percentBp: 100, bakeMinutes: 90 * 60, isAutomatic: true },
          { percentBp: 250, bakeMinutes: 1440, isAutomatic: true },
          { percentBp: 2000, bakeMinutes: 1440, isAutomatic: true },
          { percentBp: 10_000, bakeMinutes: 0, isAutomatic: false, promotes: true },
        ],
        freezes: [],
        reason: 'slowly',
      },
    },
  ])
})

test('a start and freeze windows are given by the clock of a named zone', async () => {
  const { service } = await openConsole('/releases/r1', draft, {
    session: {
      tenant: { id: 't', slug: 'platform', name: 'Platform', timeZone: 'Europe/Berlin', currency: 'EUR' },
    } as never,
  })
  const dialog = await openDialog('Give it a plan')
  const start = dialog.getByLabelText('Starts at (Europe/Berlin)')
  await userEvent.type(start, '2020-01-01T08:00')
  expect(dialog.getByText('Lies in the past')).toBeDefined()
  await retype(start, '2099-07-01T08:00')
  expect(dialog.getByText(/^That is .*2099.*GMT\+2\.$/)).toBeDefined()
  await userEvent.click(dialog.getByRole('button', { name: 'Add a freeze window' }))
  const freeze = within(dialog.getByRole('group', { name: 'Freeze window 1' }))
  expect(freeze.getByText('Ends on the next day.')).toBeDefined()
  for (const day of ['Fri', 'Sat', 'Sun']) await userEvent.click(freeze.getByLabelText(day))
  expect(freeze.getByText('Choose at least one day')).toBeDefined()
  await userEvent.click(freeze.getByLabelText('Wed'))
  await enter(dialog.getByLabelText('Why?'), 'in summer{Enter}')
  await waitFor(() => expect(service.changes).toHaveLength(1))
  expect(service.changes[0]?.body).toMatchObject({
    startsAt: '2099-07-01T06:00:00.000Z',
    freezes: [{ days: [3], from: '18:00', to: '08:00', timeZone: 'Europe/Berlin' }],
  })
})

test('a paused plan is shown with its freezes, changed as it is, and stays paused', async () => {
  const { service } = await openConsole('/releases/r1', {
    ...routes(),
    'GET /releases/r1/plan': buildPlan(),
  })
  expect(
    await screen.findByText('No step from 18:00 on Fri and Sat to 08:00 of the next day (Europe/Berlin).'),
  ).toBeDefined()
  const dialog = await openDialog('Change plan')
  expect(dialog.getByText(/^The plan is paused, and stays so/)).toBeDefined()
  expect(dialog.queryByLabelText(/^Starts at/)).toBeNull()
  await retype(dialog.getByLabelText('Share of step 2'), '25')
  await enter(dialog.getByLabelText('Why?'), 'faster{Enter}')
  await waitFor(() => expect(service.changes).toHaveLength(1))
  expect(service.changes[0]?.body).toMatchObject({
    steps: [{ percentBp: 100 }, { percentBp: 2500 }],
    freezes: buildPlan().freezes,
  })
})

test.each([
  ['under way is paused before it is changed', routes(), 'BAKE', false],
  ['of a draft may be changed at once', draft, 'START', true],
] as const)('a plan %s', async (_name, given, waitsFor, mayChange) => {
  const plan = buildPlan({ isPaused: false, waitsFor })
  await openConsole('/releases/r1', { ...given, 'GET /releases/r1/plan': plan })
  expect(await screen.findByRole('button', { name: 'Pause plan' })).toBeDefined()
  expect(screen.queryByRole('button', { name: 'Change plan' }) !== null).toBe(mayChange)
})

test('a dialog that is closed gives the focus back to what opened it', async () => {
  await openConsole('/releases/r1', { ...routes(), 'GET /releases/r1/plan': buildPlan() })
  await openDialog('Remove plan')
  await userEvent.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Remove plan' }))
})

test('a plan is removed with a reason', async () => {
  const { service } = await openConsole('/releases/r1', {
    ...routes(),
    'GET /releases/r1/plan': buildPlan(),
    'DELETE /releases/r1/plan': buildRelease(),
  })
  const dialog = await openDialog('Remove plan')
  await enter(dialog.getByLabelText('Why?'), 'by hand & slowly{Enter}')
  await waitFor(() => expect(service.changes).toHaveLength(1))
  expect(service.changes[0]).toMatchObject({
    path: '/releases/r1/plan',
    query: { reason: 'by hand & slowly' },
    ifMatch: '"7"',
  })
})

test('a plan that cannot be had says so, and can be asked for again', async () => {
  const { service } = await openConsole('/releases/r1', {
    ...routes(),
    'GET /releases/r1/plan': () => problem(503, 'UPSTREAM_UNAVAILABLE'),
  })
  const card = within(await screen.findByRole('region', { name: 'Plan' }))
  expect((await card.findByRole('alert')).textContent).toContain('UPSTREAM_UNAVAILABLE')
  expect(card.queryByRole('button', { name: 'Give it a plan' })).toBeNull()
  service.answer('GET /releases/r1/plan', buildPlan())
  await userEvent.click(card.getByRole('button', { name: 'Try again' }))
  expect(await card.findByText('Paused.')).toBeDefined()
})

const reach = {
  percentBp: 1000,
  reached: 1204,
  total: 1_300_000,
  tenants: [
    { tenantId: 't_1', slug: 'demo', reason: 'ALLOW' },
    { tenantId: 't_2', slug: 'northwind', reason: 'PERCENT' },
  ],
}

test('a dry run names those a release would reach, says when it is out of date, and why it failed', async () => {
  const { service } = await openConsole('/releases/r1', {
    ...routes(),
    'GET /releases/r1/reach': reach,
  })
  const card = within(await screen.findByRole('region', { name: 'Dry run' }))
  const share = card.getByLabelText('With a share of')
  await retype(share, '10')
  await userEvent.click(card.getByRole('button', { name: 'Dry run' }))
  expect(await card.findByText('With 10% it reaches 1,204 of 1,300,000 tenants.')).toBeDefined()
  expect(card.getByRole('link', { name: 'demo' }).getAttribute('href')).toBe('/console/tenants/demo')
  expect(card.getByText('and 1,202 more')).toBeDefined()
  expect(service.calls.find(({ path }) => path.endsWith('/reach'))?.query).toEqual({ percentBp: '1000' })
  await retype(share, '20')
  expect(card.getByText('Something was changed since. Run it again.')).toBeDefined()
  await retype(share, '120')
  expect(card.getByText(/^A share from 0 to 100 percent/)).toBeDefined()
  await retype(share, '0')
  service.answer('GET /releases/r1/reach', () => problem(503, 'DIRECTORY_AWAY'))
  await userEvent.click(card.getByRole('button', { name: 'Run again' }))
  expect((await card.findByRole('alert')).textContent).toContain('The directory of tenants does not answer')
})

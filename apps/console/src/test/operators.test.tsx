import { screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { buildBaselineEntry, buildPage, buildRelease } from './build.ts'
import { enter, openConsole } from './open-console.ts'

const requested = { requestedAt: '2026-11-20T09:00:00Z', reason: null }

const fourEyes = { 'GET /settings': { isFourEyes: true } }
const gray = buildRelease({ state: 'gray', overlay: { apps: { sales: '1.5.0' }, services: {} } })
const as = (...permissions: string[]) => ({
  session: { permissions: ['platform.release.read', ...permissions] },
})

test('who may release one app is offered its releases and not those of another', async () => {
  const stock = buildRelease({ ...gray, id: 'r2', overlay: { apps: { stock: '2.0.0' }, services: {} } })
  const routes = { 'GET /releases/r1': gray, 'GET /releases/r2': stock }
  const ofSales = as('platform.release.write:sales')
  await openConsole('/releases/r1', routes, ofSales)
  expect(await screen.findByRole('button', { name: 'Promote to all' })).toBeDefined()
  await openConsole('/releases/r2', routes, ofSales)
  expect(await screen.findByText('r2')).toBeDefined()
  expect(screen.getAllByRole('button', { name: 'Promote to all' })).toHaveLength(1)
})

test('with four eyes one operator asks, and the page says that another must approve', async () => {
  const asked = {
    ...gray,
    promotion: { requestedBy: 'user:owner', requestedAt: '2026-11-20T09:00:00Z', reason: 'ready' },
  }
  const { service } = await openConsole(
    '/releases/r1',
    { ...fourEyes, 'GET /releases/r1': gray, 'POST /releases/r1/promote': asked },
    as('platform.release.write'),
  )
  await userEvent.click(await screen.findByRole('button', { name: 'Ask for promotion' }))
  const dialog = within(await screen.findByRole('dialog'))
  expect(dialog.getByText('A second operator must approve it before it takes effect.')).toBeDefined()
  service.answer('GET /releases/r1', asked)
  await enter(dialog.getByLabelText('Why?'), 'ready{Enter}')
  expect(await screen.findByText('owner asks to promote this to every tenant')).toBeDefined()
  expect(screen.getByText(/You asked for it: another operator must approve/)).toBeDefined()
  expect(screen.queryByRole('button', { name: /promotion/ })).toBeNull()
})

test('what another operator asked for can be approved', async () => {
  const asked = {
    ...gray,
    promotion: { requestedBy: 'user:olga', requestedAt: '2026-11-20T09:00:00Z', reason: null },
  }
  await openConsole('/releases/r1', { ...fourEyes, 'GET /releases/r1': asked }, as('platform.release.write'))
  expect(await screen.findByText('olga asks to promote this to every tenant')).toBeDefined()
  expect(screen.getByRole('button', { name: 'Approve promotion' })).toBeDefined()
})

test('only who administers is offered the settings, the stop and tokens', async () => {
  const { service } = await openConsole(
    '/instances',
    { 'GET /tokens': { items: [] }, 'PUT /settings': { isFourEyes: true } },
    as('platform.administer'),
  )
  await userEvent.click(await screen.findByRole('button', { name: 'Turn on' }))
  const dialog = within(await screen.findByRole('dialog'))
  await enter(dialog.getByLabelText('Why?'), 'audit asks{Enter}')
  expect(await screen.findByText('Four eyes for releases')).toBeDefined()
  expect(service.changes.map(({ path, body }) => [path, body])).toEqual([
    ['/settings', { isFourEyes: true, reason: 'audit asks' }],
  ])
})

test('to switch four eyes off one administrator asks, and another approves or keeps it on', async () => {
  const waits = (requestedBy: string) => ({ isFourEyes: true, turningOff: { ...requested, requestedBy } })
  const { service } = await openConsole(
    '/instances',
    { 'GET /tokens': { items: [] }, ...fourEyes, 'PUT /settings': waits('user:owner') },
    as('platform.administer'),
  )
  await userEvent.click(await screen.findByRole('button', { name: 'Ask to turn off' }))
  const dialog = within(await screen.findByRole('dialog'))
  expect(dialog.getByText('A second operator must approve it before it takes effect.')).toBeDefined()
  service.answer('GET /settings', waits('user:owner'))
  await enter(dialog.getByLabelText('Why?'), 'too slow{Enter}')
  expect(await screen.findByText('owner asks to turn four eyes off')).toBeDefined()
  expect(screen.queryByRole('button', { name: 'Approve turning off' })).toBeNull()
  expect(screen.getByRole('button', { name: 'Keep it on' })).toBeDefined()
})

test('a return that was asked for is shown with who asked', async () => {
  const entry = buildBaselineEntry()
  await openConsole(
    '/snapshots',
    {
      ...fourEyes,
      'GET /baseline': { ...entry, returning: { ...requested, requestedBy: 'user:olga', revision: 3 } },
      'GET /baseline/history': buildPage([entry]),
    },
    as('platform.release.write'),
  )
  expect(await screen.findByText('olga asks to return to set 3')).toBeDefined()
  expect(screen.getByText(/It takes effect when you return to the same set/)).toBeDefined()
})

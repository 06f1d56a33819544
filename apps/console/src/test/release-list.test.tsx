import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { buildAuditEntry, buildFigures, buildPage, buildRelease } from './build.ts'
import { problem } from './fake-release-service.ts'
import { openConsole, readOnly } from './open-console.ts'

const routes = {
  'GET /releases': buildPage([buildRelease()]),
  'GET /releases/r1/figures': buildFigures(),
}

test('a release is shown with its overlay, its audience in words, its step and its figures', async () => {
  await openConsole('/releases', routes)
  expect(await screen.findByRole('link', { name: 'Waiting days' })).toBeDefined()
  expect(screen.getByText(/The 2 tenants on the allow list and 1% of all tenants get it\./)).toBeDefined()
  expect(screen.getByRole('link', { name: 'sales 1.5.0' }).getAttribute('href')).toBe(
    '/console/artifacts/sales/1.5.0',
  )
  expect(screen.getByText('sales to gray')).toBeDefined()
  expect(await screen.findByText('200 loads and calls, 6 failed')).toBeDefined()
  expect(screen.getByText('Guardrails OK')).toBeDefined()
  expect(screen.getByText('1 shown, that is all')).toBeDefined()
})

test('the list says nothing is there, and that it cannot be loaded', async () => {
  const { service } = await openConsole('/releases', {
    'GET /releases': () => problem(500, 'INTERNAL'),
  })
  expect((await screen.findByRole('alert')).textContent).toContain('INTERNAL')
  service.answer('GET /releases', buildPage([]))
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
  expect(await screen.findByText('No release yet')).toBeDefined()
})

test('older releases come page by page', async () => {
  await openConsole('/releases', {
    'GET /releases': ({ query }: { query: Record<string, string> }) =>
      query.after === 'c1'
        ? buildPage([buildRelease({ id: 'r0', state: 'full', title: { 'zh-CN': '旧', en: 'Older' } })])
        : buildPage([buildRelease()], 'c1'),
    'GET /releases/r1/figures': buildFigures(),
  })
  await userEvent.click(await screen.findByRole('button', { name: 'Show more' }))
  expect(await screen.findByRole('link', { name: 'Older' })).toBeDefined()
  expect(screen.getByRole('link', { name: 'Waiting days' })).toBeDefined()
})

test('a chosen state is asked for and stands in the URL', async () => {
  const { shell, service } = await openConsole('/releases', routes)
  await userEvent.click(await screen.findByText('Full', { selector: '.ant-segmented-item-label' }))
  await waitFor(() => expect(shell.navigation.location().search).toBe('?state=full'))
  await waitFor(() => expect(service.calls.some(({ query }) => query.state === 'full')).toBe(true))
})

test('who may only read is offered no switch and no new release', async () => {
  await openConsole('/releases', routes, readOnly)
  await screen.findByRole('link', { name: 'Waiting days' })
  expect(screen.queryByRole('button', { name: 'Stop all releases' })).toBeNull()
  expect(screen.queryByRole('button', { name: 'New release' })).toBeNull()
})

test('the stop switch says who is affected, asks why, and then says that all is stopped', async () => {
  const { service } = await openConsole('/releases', { ...routes, 'POST /stop': { isStopped: true } })
  await userEvent.click(await screen.findByRole('button', { name: 'Stop all releases' }))
  const dialog = within(await screen.findByRole('dialog'))
  expect(dialog.getByText(/One release is running\. Every tenant on it goes back/)).toBeDefined()
  await userEvent.click(dialog.getByRole('button', { name: 'Stop all releases' }))
  expect(dialog.getByText('Say why in a few words')).toBeDefined()
  expect(service.changes).toEqual([])
  const turn = { action: 'platform.stop', subject: 'platform', reason: 'wrong totals' }
  service.answer('GET /audit', buildPage([buildAuditEntry(turn)]))
  await userEvent.type(dialog.getByLabelText('Why?'), 'wrong totals')
  await userEvent.click(dialog.getByRole('button', { name: 'Stop all releases' }))
  expect(await screen.findByText(/All releases are stopped: every tenant/)).toBeDefined()
  expect(
    screen.getByText(/^Stopped by operator on Nov 20, 2026, 09:00 (GMT|UTC): wrong totals$/),
  ).toBeDefined()
  expect(service.changes).toMatchObject([
    { method: 'POST', path: '/stop', body: { isStopped: true, reason: 'wrong totals' } },
  ])
  expect(screen.getByRole('button', { name: 'Let releases go on' })).toBeDefined()
})

test('a gateway that decides by old rules says STALE on every page', async () => {
  await openConsole('/audit', {
    'GET /gateway': {
      state: 'STALE',
      rulesRevision: 3,
      isStopped: false,
      confirmedAt: '2026-11-20T09:00:00Z',
      instances: [],
    },
  })
  expect(await screen.findByText(/^STALE/)).toBeDefined()
  expect(screen.getByText(/Nov 20, 2026, 09:00/)).toBeDefined()
})

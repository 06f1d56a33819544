import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { buildPage } from './build.ts'
import { problem } from './fake-release-service.ts'
import { openConsole, readOnly } from './open-console.ts'

const link = {
  ...{ id: 'o1', apps: { sales: '1.5.0' }, tenant: 'demo', user: 'owner', reason: 'a look' },
  ...{ createdAt: '2026-11-01T09:00:00Z', createdBy: 'user:operator', expiresAt: '2099-01-01T00:00:00Z' },
  ...{ revokedAt: null, revokedBy: null },
}
const revoked = {
  ...link,
  id: 'o0',
  user: 'clerk',
  revokedAt: '2026-11-01T10:00:00Z',
  revokedBy: 'user:operator',
}
const routes = { 'GET /override-links': buildPage([link, revoked]) }

test('an open link is revoked once its operator has read what follows; a revoked one cannot be', async () => {
  const { service } = await openConsole('/instances', {
    ...routes,
    'DELETE /override-links/o1': () => new Response(null, { status: 204 }),
  })
  expect((await screen.findByRole('row', { name: /demo\/clerk/ })).textContent).toContain('Revoked')
  expect(screen.queryByRole('button', { name: 'Revoke the link for demo/clerk' })).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: 'Revoke the link for demo/owner' }))
  const dialog = within(await screen.findByRole('dialog'))
  expect(dialog.getByText(/gets the released ones when it is loaded anew/)).toBeDefined()
  await userEvent.click(dialog.getByRole('button', { name: 'Revoke' }))
  await waitFor(() =>
    expect(service.changes).toMatchObject([{ method: 'DELETE', path: '/override-links/o1' }]),
  )
})

test('what the service refuses is said in the dialog', async () => {
  await openConsole('/instances', {
    ...routes,
    'DELETE /override-links/o1': () => problem(403, 'FORBIDDEN_SCOPE'),
  })
  await userEvent.click(await screen.findByRole('button', { name: 'Revoke the link for demo/owner' }))
  const dialog = within(await screen.findByRole('dialog'))
  await userEvent.click(dialog.getByRole('button', { name: 'Revoke' }))
  expect(await dialog.findByRole('alert')).toBeDefined()
})

test('who may only read sees the links and cannot revoke one', async () => {
  await openConsole('/instances', routes, readOnly)
  expect(await screen.findByRole('row', { name: /demo\/owner/ })).toBeDefined()
  expect(screen.queryByRole('button', { name: /Revoke the link/ })).toBeNull()
})

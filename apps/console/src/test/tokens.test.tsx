import type { TokenInfo } from '@portico/release'
import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { problem } from './fake-release-service.ts'
import { openConsole, readOnly } from './open-console.ts'

const token: TokenInfo = {
  id: 'k1',
  name: 'sales-ci',
  apps: ['sales'],
  actions: ['publish'],
  createdAt: '2026-11-01T09:00:00Z',
  createdBy: 'user:operator',
  expiresAt: '2099-01-01T00:00:00Z',
  lastUsedAt: null,
  revokedAt: null,
}
const routes = { 'GET /tokens': { items: [token] } }

async function fillIn(name: string): Promise<ReturnType<typeof within>> {
  await userEvent.click(await screen.findByRole('button', { name: 'Create token' }))
  const dialog = within(await screen.findByRole('dialog'))
  await userEvent.type(dialog.getByLabelText('Name'), name)
  await userEvent.type(dialog.getByLabelText('Apps and services'), 'sales{Enter}')
  return dialog
}

test('instances are listed by service and tag, with those that are silent', async () => {
  await openConsole('/instances', routes)
  expect((await screen.findByRole('row', { name: /sales gray/ })).textContent).toContain('No heartbeat')
  expect(screen.getByText('1 of 2 healthy')).toBeDefined()
})

test('a secret is shown once, can be copied, and is nowhere once it was put away', async () => {
  const { shell, service } = await openConsole('/instances', {
    ...routes,
    'POST /tokens': { token, secret: 'ptk_secret' },
  })
  const user = userEvent.setup()
  const write = vi.spyOn(navigator.clipboard, 'writeText')
  const dialog = await fillIn('sales-ci')
  await user.click(dialog.getByRole('button', { name: 'Create token' }))
  expect((await screen.findByLabelText<HTMLInputElement>('Secret')).value).toBe('ptk_secret')
  expect(shell.tabs.isDirty).toBe(true)
  await user.click(screen.getByRole('button', { name: 'Copy' }))
  expect(write).toHaveBeenCalledWith('ptk_secret')
  await user.click(screen.getByRole('button', { name: 'I have kept it' }))
  await waitFor(() => expect(screen.queryByLabelText('Secret')).toBeNull())
  expect(service.changes[0]?.body).toMatchObject({ name: 'sales-ci', apps: ['sales'] })
  expect(shell.tabs.isDirty).toBe(false)
})

test('a name that is taken is said at the name', async () => {
  await openConsole('/instances', { ...routes, 'POST /tokens': () => problem(409, 'TOKEN_NAME_TAKEN') })
  const dialog = await fillIn('sales-ci')
  await userEvent.click(dialog.getByRole('button', { name: 'Create token' }))
  expect(await dialog.findByText('Another token has this name')).toBeDefined()
})

test('revoking says what fails by it and asks first', async () => {
  const { service } = await openConsole('/instances', {
    ...routes,
    'DELETE /tokens/k1': () => new Response(null, { status: 204 }),
  })
  await userEvent.click(await screen.findByRole('button', { name: 'Revoke sales-ci' }))
  const dialog = within(await screen.findByRole('dialog'))
  expect(dialog.getByText(/Every build that uses it fails/)).toBeDefined()
  await userEvent.click(dialog.getByRole('button', { name: 'Revoke' }))
  await waitFor(() => expect(service.changes).toMatchObject([{ method: 'DELETE', path: '/tokens/k1' }]))
})

test('who does not administer sees no tokens, and the settings without a way to change them', async () => {
  await openConsole('/instances', routes, readOnly)
  expect(await screen.findByText('Four eyes for releases')).toBeDefined()
  expect(screen.queryByRole('button', { name: 'Turn on' })).toBeNull()
  expect(screen.queryByText('sales-ci')).toBeNull()
})

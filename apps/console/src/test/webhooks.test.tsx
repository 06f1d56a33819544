import type { Webhook, WebhookDelivery } from '@portico/release'
import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { problem } from './fake-release-service.ts'
import { openConsole } from './open-console.ts'

const webhook: Webhook = {
  id: 'w1',
  url: 'https://hooks.example.com/portico',
  events: ['start', 'abort'],
  createdAt: '2026-11-01T09:00:00Z',
  createdBy: 'user:operator',
}
const routes = { 'GET /webhooks': { items: [webhook] } }

async function openDialog(button: string) {
  await userEvent.click(await screen.findByRole('button', { name: button }))
  return within(await screen.findByRole('dialog'))
}

test('a webhook is made with its events; its secret is shown once, can be copied, and is nowhere then', async () => {
  const user = userEvent.setup()
  const { shell, service } = await openConsole('/webhooks', {
    ...routes,
    'POST /webhooks': { webhook, secret: 'pwh_secret' },
  })
  const dialog = await openDialog('Create webhook')
  await userEvent.click(dialog.getByRole('button', { name: 'Create webhook' }))
  expect(dialog.getByText('Give a whole address, such as https://example.com/hook')).toBeDefined()
  await userEvent.click(dialog.getByLabelText('Address'))
  await userEvent.paste(' https://hooks.example.com/portico ')
  await userEvent.click(dialog.getByLabelText('step'))
  await userEvent.click(dialog.getByRole('button', { name: 'Create webhook' }))
  const secret = await screen.findByLabelText<HTMLInputElement>('Secret')
  expect(service.changes.map(({ body }) => body)).toEqual([
    { url: 'https://hooks.example.com/portico', events: ['start', 'hold', 'abort', 'promote'] },
  ])
  const writeText = vi.spyOn(navigator.clipboard, 'writeText')
  await user.click(screen.getByRole('button', { name: 'Copy' }))
  expect([secret.value, writeText.mock.calls]).toEqual(['pwh_secret', [['pwh_secret']]])
  expect(shell.tabs.isDirty).toBe(true)
  await userEvent.click(screen.getByRole('button', { name: 'I have kept it' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(document.body.innerHTML).not.toContain('pwh_secret')
})

test('an address the service does not call is said, and what was typed stays', async () => {
  await openConsole('/webhooks', {
    'GET /webhooks': { items: [] },
    'POST /webhooks': () => problem(400, 'WEBHOOK_REFUSED'),
  })
  expect(await screen.findByText('No webhook yet')).toBeDefined()
  const dialog = await openDialog('Create webhook')
  await userEvent.click(dialog.getByLabelText('Address'))
  await userEvent.paste('https://10.0.0.1/')
  await userEvent.keyboard('{Enter}')
  expect((await dialog.findByRole('alert')).textContent).toContain('WEBHOOK_REFUSED')
  expect(dialog.getByLabelText<HTMLInputElement>('Address').value).toBe('https://10.0.0.1/')
})

test('deleting asks first', async () => {
  const { service } = await openConsole('/webhooks', {
    ...routes,
    'DELETE /webhooks/w1': () => new Response(null, { status: 204 }),
  })
  const name = 'Delete https://hooks.example.com/portico'
  const dialog = await openDialog(name)
  expect(dialog.getByText(/what waits for it is not delivered/)).toBeDefined()
  await userEvent.click(dialog.getByRole('button', { name: 'Cancel' }))
  expect(service.changes).toEqual([])
  await userEvent.click(screen.getByRole('button', { name }))
  const again = within(await screen.findByRole('dialog'))
  await userEvent.click(again.getByRole('button', { name: 'Delete' }))
  await waitFor(() => expect(service.changes).toMatchObject([{ method: 'DELETE', path: '/webhooks/w1' }]))
})

test('deliveries say their state, how often they were tried, when again, and what was answered', async () => {
  const sent = { releaseId: 'r1', at: '2026-11-20T09:00:00Z', event: 'start' } as const
  const untried = { status: null, triedAt: null, problem: null }
  const triedAt = '2026-11-20T09:05:00Z'
  const items: WebhookDelivery[] = [
    { ...sent, id: 'd4', attempts: 0, state: 'waiting', ...untried, nextAt: '2026-11-20T09:00:00Z' },
    {
      ...sent,
      id: 'd3',
      attempts: 2,
      state: 'waiting',
      status: 500,
      triedAt,
      problem: 'answered 500',
      nextAt: '2026-11-20T09:10:00Z',
    },
    {
      ...sent,
      id: 'd2',
      attempts: 8,
      state: 'failed',
      status: null,
      triedAt,
      problem: 'connect ECONNREFUSED',
      nextAt: null,
    },
    { ...sent, id: 'd1', attempts: 1, state: 'delivered', status: 204, triedAt, problem: null, nextAt: null },
  ]
  await openConsole('/webhooks/w1', { ...routes, 'GET /webhooks/w1/deliveries': { items } })
  expect(await screen.findByText('https://hooks.example.com/portico')).toBeDefined()
  const cells = (await screen.findAllByRole('row')).slice(1).map(row =>
    within(row)
      .getAllByRole('cell')
      .map(({ textContent }) => textContent),
  )
  expect(cells.map(row => [row[2], row[3], row[5]])).toEqual([
    ['Waiting', '0', 'not tried yet'],
    ['Waiting', '2', expect.stringMatching(/^Answered 500 .*2026/)],
    ['Given up', '8', expect.stringMatching(/^connect ECONNREFUSED .*2026/)],
    ['Delivered', '1', expect.stringMatching(/^Answered 204 .*2026/)],
  ])
  expect([cells[1]?.[4]?.includes('2026'), cells[3]?.[4]]).toEqual([true, 'none'])
})

test.each(['/webhooks', '/webhooks/w1'])('%s is not there for who does not administer', async path => {
  const permissions = ['platform.release.read', 'platform.release.write']
  const { service } = await openConsole(path, routes, { session: { permissions } })
  expect(await screen.findByText('There is no such page in the console')).toBeDefined()
  expect(service.calls.filter(call => call.path.startsWith('/webhooks'))).toEqual([])
})

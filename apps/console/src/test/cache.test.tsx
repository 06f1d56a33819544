import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { openConsole, readOnly } from './open-console.ts'

const uses = { name: 'CatalogProducts', memory: 60, shared: 10, joined: 5, stale: 5, miss: 20, stored: 20 }
const routes = {
  'GET /cache': {
    operations: [{ ...uses, storedSize: 40_000 }],
    entities: [{ name: 'product.Product', hits: 3, misses: 1 }],
    keys: [{ tenantId: 't_demo', operation: 'CatalogProducts', uses: 80, size: 2_000 }],
  },
  'POST /cache/drops': () => new Response(null, { status: 204 }),
}

test('what the gateway finds is shown by operation and entity, and dropped for a company with a reason', async () => {
  const { service } = await openConsole('/instances', routes)
  expect(await screen.findByRole('row', { name: /CatalogProducts 80 %/ })).toBeDefined()
  expect(screen.getByRole('row', { name: /product\.Product 75 %/ })).toBeDefined()
  await userEvent.click(screen.getByRole('button', { name: 'Drop' }))
  const dialog = within(await screen.findByRole('dialog'))
  const button = dialog.getByRole('button', { name: 'Drop' })
  expect(button).toHaveProperty('disabled', true)
  await userEvent.type(dialog.getByLabelText('Company'), 'demo')
  await userEvent.type(dialog.getByLabelText('Reason'), 'wrong prices')
  await userEvent.click(button)
  const body = { tenant: 'demo', reason: 'wrong prices' }
  await waitFor(() => expect(service.changes).toMatchObject([{ path: '/cache/drops', body }]))
})

test('who may only read sees the figures and drops nothing', async () => {
  await openConsole('/instances', routes, readOnly)
  expect(await screen.findByRole('row', { name: /product\.Product/ })).toBeDefined()
  expect(screen.queryByRole('button', { name: 'Drop' })).toBeNull()
})

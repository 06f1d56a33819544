import { GraphError } from '@portico/micro-app'
import type { FakeShellOptions } from '@portico/testing'
import { openApp } from '@portico/testing/vitest'
import { screen } from '@testing-library/dom'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import * as lowStockContribution from '../contributions/low-stock.ts'
import type { InventoryLowStockCardQuery } from '../graph/graph.generated.ts'

const user = userEvent.setup()

const lowStock: InventoryLowStockCardQuery = {
  stockItems: { totalCount: 1 },
  workbench: {
    lowStockCount: 1,
    lowStock: [
      {
        id: 's1',
        product: { id: 'p1', code: '85123A', name: 'White heart', unit: 'pcs' },
        warehouse: { id: 'w1', name: 'Main' },
        available: '2',
        lowStockLevel: '20',
      },
    ],
  },
}

const openCard = (answer: unknown, options: FakeShellOptions = {}) =>
  openApp('inventory', lowStockContribution, {
    answers: { InventoryLowStockCard: answer },
    ...options,
    path: '/workbench',
  })

it('is a region of its own that lists what is low and leads to it', async () => {
  const { shell } = await openCard(lowStock)
  expect(await screen.findByRole('region', { name: 'Low stock' })).toBeTruthy()
  expect(await screen.findByText('2 available, level 20')).toBeTruthy()
  await user.click(screen.getByRole('link', { name: 'White heart' }))
  expect(shell.navigation.location()).toMatchObject({ pathname: '/inventory/stock', search: '?q=85123A' })
})

it('says why it has nothing to show when inventory is down, and gets it back by Retry', async () => {
  const { shell } = await openCard(new GraphError('FORBIDDEN', 'no'))
  expect(await screen.findByText('FORBIDDEN')).toBeTruthy()
  shell.graph.answer('InventoryLowStockCard', lowStock)
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  expect(await screen.findByText('White heart')).toBeTruthy()
})

it('says that nothing is low only where there is stock', async () => {
  const none = { workbench: { lowStockCount: 0, lowStock: [] } }
  const { shell } = await openCard({ ...none, stockItems: { totalCount: 3 } })
  expect(await screen.findByText('Everything is above its low-stock level')).toBeTruthy()
  shell.graph.answer('InventoryLowStockCard', { ...none, stockItems: { totalCount: 0 } })
  shell.events.emit('inventory.stock.changed', { productIds: [] })
  expect(await screen.findByText(/No stock has been entered yet/)).toBeTruthy()
  expect(screen.queryByText('Everything is above its low-stock level')).toBeNull()
})

import { openApp } from '@portico/testing/vitest'
import { screen, waitFor } from '@testing-library/dom'
import { expect, it } from 'vitest'
import * as panel from '../contributions/order-stock.ts'
import type { InventoryOrderStockQuery } from '../graph/graph.generated.ts'

type Line = NonNullable<InventoryOrderStockQuery['order']>['lines'][number]

const line = (id: string, quantity: string, productId = 'p1'): Line => ({
  id,
  quantity,
  product: {
    ...{ id: productId, code: `C-${productId}`, name: `Heart ${productId}`, unit: 'pcs' },
    stock: productId === 'service' ? null : { available: '5', onHand: '9' },
  },
})

const orderOf = (status: 'DRAFT' | 'CONFIRMED' | 'SHIPPED', lines: Line[]): InventoryOrderStockQuery => ({
  order: { id: 'o1', status, lines },
})

const slotOf = (version: number) => ({ name: 'order.panel', context: { orderId: 'o1', version } }) as const

const open = (answer: InventoryOrderStockQuery) =>
  openApp('inventory', panel, {
    answers: { InventoryOrderStock: answer },
    slot: slotOf(1),
    path: '/sales/orders/o1',
  })

it('adds up what the lines take of a product, and says which is short', async () => {
  await open(
    orderOf('DRAFT', [line('l1', '4'), line('l2', '2'), line('l3', '5', 'p2'), line('l4', '1', 'service')]),
  )
  const rows = await screen.findAllByRole('listitem')
  expect(rows).toHaveLength(2)
  expect(rows[0]?.textContent).toContain('Short')
  expect(rows[0]?.textContent).toContain('needs 6 pcs')
  expect(rows[1]?.textContent).toContain('5 available, 9 on hand')
  expect(rows[1]?.textContent).not.toContain('Short')
})

it('asks again when the order has another version: confirmed goods are held, shipped ones have left', async () => {
  const { shell, ...props } = await open(orderOf('DRAFT', [line('l1', '6')]))
  expect(await screen.findByText('Short')).toBeTruthy()
  shell.graph.answer('InventoryOrderStock', orderOf('CONFIRMED', [line('l1', '6')]))
  panel.update({ ...props, shell, slot: slotOf(2) })
  await waitFor(() => expect(screen.queryByText('Short')).toBeNull())
  expect(screen.getByText('Heart p1')).toBeTruthy()
  shell.graph.answer('InventoryOrderStock', orderOf('SHIPPED', [line('l1', '6')]))
  panel.update({ ...props, shell, slot: slotOf(3) })
  expect(await screen.findByText('This order takes nothing from stock.')).toBeTruthy()
})

import { GraphError } from '@portico/micro-app'
import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import type { OrderDetailFragment } from '../graph/graph.generated.ts'
import { buildOrder } from './build.ts'
import { openSales } from './open-sales.ts'

const stock = {
  order: { id: 'o1', lines: [{ id: 'l1', product: { id: 'p1', kind: 'GOODS', stock: { available: '4' } } }] },
}

test('shows the lines with live stock, and marks what is short', async () => {
  await openSales('/orders/o1', { answers: { SalesOrder: { order: buildOrder() }, SalesOrderStock: stock } })
  expect(await screen.findByRole('heading', { name: 'Order SO-1' })).toBeDefined()
  expect(await screen.findByText('Short')).toBeDefined()
})

test('never asks for stock without the permission', async () => {
  const shell = await openSales('/orders/o1', {
    session: { permissions: ['sales.order.read'] },
    answers: { SalesOrder: { order: buildOrder() } },
  })
  await screen.findByRole('heading', { name: 'Order SO-1' })
  expect(shell.graph.calls.map(({ name }) => name)).not.toContain('SalesOrderStock')
  expect(screen.queryByRole('button', { name: 'Confirm' })).toBeNull()
})

test('an order stays readable while inventory does not answer', async () => {
  const down = new GraphError('UPSTREAM_UNAVAILABLE', 'no')
  await openSales('/orders/o1', { answers: { SalesOrder: { order: buildOrder() }, SalesOrderStock: down } })
  expect(await screen.findByText('White metal lantern')).toBeDefined()
})

test('only what the state allows is offered', async () => {
  const order = buildOrder({ status: 'CONFIRMED', allowedActions: ['SHIP', 'CANCEL'] })
  await openSales('/orders/o1', { answers: { SalesOrder: { order }, SalesOrderStock: stock } })
  expect(await screen.findByRole('button', { name: 'Ship' })).toBeDefined()
  expect(screen.queryByRole('button', { name: 'Confirm' })).toBeNull()
  expect(screen.queryByRole('button', { name: 'Edit' })).toBeNull()
})

test('confirming says so, sends the version it saw and notifies the other apps', async () => {
  const confirmed = buildOrder({ status: 'CONFIRMED', allowedActions: ['SHIP', 'CANCEL'], version: 5 })
  const shell = await openSales('/orders/o1', {
    answers: {
      SalesOrder: { order: buildOrder() },
      SalesOrderStock: stock,
      SalesConfirmOrder: { confirmOrder: confirmed },
    },
  })
  const confirm = await screen.findByRole('button', { name: 'Confirm' })
  shell.graph.answer('SalesOrder', { order: confirmed })
  await userEvent.click(confirm)
  expect(await screen.findByRole('button', { name: /Ship/ })).toBeDefined()
  expect(shell.graph.calls).toContainEqual({ name: 'SalesConfirmOrder', variables: { id: 'o1', version: 4 } })
  expect(shell.notify.notices).toMatchObject([{ kind: 'success' }])
  expect(shell.events.emitted).toEqual([
    { type: 'sales.order.changed', event: { orderId: 'o1' } },
    { type: 'inventory.stock.changed', event: { productIds: ['p1'] } },
  ])
  const names = shell.graph.calls.map(({ name }) => name)
  expect(names.slice(names.indexOf('SalesConfirmOrder')).sort()).toEqual([
    'SalesConfirmOrder',
    'SalesOrderActivity',
    'SalesOrderStock',
  ])
  expect(document.activeElement?.textContent).toBe('Order SO-1')
})

test('what another app changed is asked for again', async () => {
  const shell = await openSales('/orders/o1', {
    answers: { SalesOrder: { order: buildOrder() }, SalesOrderStock: stock },
  })
  await screen.findByRole('heading', { name: 'Order SO-1' })
  shell.graph.answer('SalesOrder', { order: buildOrder({ number: 'SO-1b' }) })
  shell.events.emit('sales.order.changed', { orderId: 'o1' })
  expect(await screen.findByRole('heading', { name: 'Order SO-1b' })).toBeDefined()
})

test('an order that takes stock below zero is confirmed once a person has said so', async () => {
  const details = { shortages: [{ productId: 'p1', requested: '6', available: '4' }] }
  const code = 'SHORTAGE_NOT_ACCEPTED'
  const refused = new GraphError(code, 'x', [{ code, message: 'x', details }])
  const shell = await openSales('/orders/o1', {
    answers: { SalesOrder: { order: buildOrder() }, SalesOrderStock: stock, SalesConfirmOrder: refused },
  })
  await userEvent.click(await screen.findByRole('button', { name: 'Confirm' }))
  const notice = await screen.findByRole('alert')
  expect(notice.textContent).toContain('Asked for 6')
  const confirmed = buildOrder({ status: 'CONFIRMED', version: 5, allowedActions: ['SHIP', 'CANCEL'] })
  shell.graph.answer('SalesConfirmOrder', { confirmOrder: confirmed })
  await userEvent.click(screen.getByRole('button', { name: 'Confirm all the same' }))
  expect(await screen.findByRole('button', { name: /Ship/ })).toBeDefined()
  expect(shell.graph.calls).toContainEqual({
    name: 'SalesConfirmOrder',
    variables: { id: 'o1', version: 4, acceptShortage: true },
  })
})

const refusals = [
  ['INSUFFICIENT_STOCK', 'Not enough stock', 'Try again'],
  ['SHORTAGE_NOT_ACCEPTED', 'This order takes stock below zero', 'Confirm all the same'],
  ['UPSTREAM_UNAVAILABLE', 'Inventory does not answer', 'Try again'],
  ['INVENTORY_UNAVAILABLE', 'Inventory does not answer', 'Try again'],
  ['VERSION_CONFLICT', 'Someone else changed this order', 'Reload order'],
  ['INTERNAL', 'That did not work', 'Try again'],
] as const

test.each(refusals)('%s is said as “%s” with “%s”', async (code, title, way) => {
  const details = { shortages: [{ productId: 'p1', requested: '6', available: '4' }] }
  const refused = new GraphError(code, 'x', [{ code, message: 'x', details }])
  await openSales('/orders/o1', {
    answers: { SalesOrder: { order: buildOrder() }, SalesOrderStock: stock, SalesConfirmOrder: refused },
  })
  await userEvent.click(await screen.findByRole('button', { name: 'Confirm' }))
  const alert = await screen.findByRole('alert')
  expect(alert.textContent).toContain(title)
  expect(screen.getByRole('button', { name: way })).toBeDefined()
  if (code === 'INSUFFICIENT_STOCK')
    expect(alert.textContent).toContain('71053 White metal lantern Asked for 6 · Available 4')
})

test('an order that is not there says NOT_FOUND and leads back', async () => {
  await openSales('/orders/nope', { answers: { SalesOrder: { order: null } } })
  expect((await screen.findByRole('alert')).textContent).toContain('NOT_FOUND')
  expect(screen.getByRole('link', { name: 'All orders' })).toBeDefined()
})

test('a credit note is made of what is left in the dialog and opened', async () => {
  const closed = buildOrder({ status: 'CLOSED', allowedActions: ['CREDIT'] })
  const note = buildOrder({
    id: 'o2',
    kind: 'CREDIT_NOTE',
    number: 'CN-1',
    status: 'CLOSED',
    allowedActions: [],
  })
  const shell = await openSales('/orders/o1', {
    answers: {
      SalesOrder: ({ id }: { id: string }) => ({ order: id === 'o2' ? note : closed }),
      SalesCreateCreditNote: { createCreditNote: note },
    },
  })
  await userEvent.click(await screen.findByRole('button', { name: 'Credit note' }))
  const quantity = await screen.findByLabelText('Quantity to credit, White metal lantern')
  await userEvent.clear(quantity)
  await userEvent.type(quantity, '2')
  await userEvent.click(screen.getByRole('button', { name: 'Create credit note' }))
  await waitFor(() => expect(shell.navigation.location().pathname).toBe('/sales/orders/o2'))
  const call = shell.graph.calls.find(({ name }) => name === 'SalesCreateCreditNote')
  expect(call?.variables).toMatchObject({ orderId: 'o1', lines: [{ lineId: 'l1', quantity: '2' }] })
})

const credited = buildOrder({
  status: 'SHIPPED',
  allowedActions: ['CLOSE', 'CREDIT'],
  lines: buildOrder().lines.map(line => ({ ...line, left: '1.5' })),
  creditNotes: [
    {
      id: 'o2',
      number: 'CN-1',
      orderedAt: '2026-11-21T10:00:00Z',
      note: 'torn',
      total: { amount: '-15.26', currency: 'GBP' },
    },
  ],
})

test('shows its credit notes, and what is left of each line', async () => {
  await openSales('/orders/o1', { answers: { SalesOrder: { order: credited } } })
  expect((await screen.findByRole('link', { name: 'CN-1' })).getAttribute('href')).toBe('/sales/orders/o2')
  expect(screen.getByRole('columnheader', { name: 'Left to credit' })).toBeDefined()
  expect(screen.getByRole('cell', { name: '1.5' })).toBeDefined()
})

test('the credit dialog offers what is left, and a refusal names what is left now', async () => {
  const details = { excesses: [{ lineId: 'l1', requested: '1.5', left: '0.5' }] }
  const code = 'CREDIT_EXCEEDS_ORDER'
  const refused = new GraphError(code, 'x', [{ code, message: 'x', details }])
  const shell = await openSales('/orders/o1', {
    answers: { SalesOrder: { order: credited }, SalesCreateCreditNote: refused },
  })
  await userEvent.click(await screen.findByRole('button', { name: 'Credit note' }))
  const quantity = await screen.findByLabelText<HTMLInputElement>('Quantity to credit, White metal lantern')
  expect(quantity.value).toBe('1.5')
  expect(screen.getByText('1.5 of 6 left')).toBeDefined()
  const left = credited.lines.map(line => ({ ...line, left: '0.5' }))
  shell.graph.answer('SalesOrder', { order: { ...credited, lines: left } })
  await userEvent.click(screen.getByRole('button', { name: 'Create credit note' }))
  const alert = await screen.findByText('71053 White metal lantern: 0.5 left, 1.5 asked for')
  expect(alert).toBeDefined()
  expect(await screen.findByText('At most 0.5')).toBeDefined()
})

test('whether goods come back is asked, and sent as it was chosen', async () => {
  const shell = await openSales('/orders/o1', { answers: { SalesOrder: { order: credited } } })
  await userEvent.click(await screen.findByRole('button', { name: 'Credit note' }))
  await userEvent.click(await screen.findByRole('checkbox', { name: 'The goods come back to stock' }))
  await userEvent.click(screen.getByRole('button', { name: 'Create credit note' }))
  const call = shell.graph.calls.find(({ name }) => name === 'SalesCreateCreditNote')
  expect(call?.variables).toMatchObject({ restock: false })
})

test('shipping is asked once, and can be undone with one press', async () => {
  const actions = { status: 'SHIPPED' as const, allowedActions: ['UNDO_SHIPMENT' as const, 'CLOSE' as const] }
  const confirmed = buildOrder({ status: 'CONFIRMED', allowedActions: ['SHIP', 'CANCEL'] })
  const shell = await openSales('/orders/o1', {
    answers: {
      SalesOrder: { order: confirmed },
      SalesShipOrder: { shipOrder: buildOrder({ ...actions, version: 5 }) },
      SalesUndoShipment: { undoShipment: { ...confirmed, version: 6 } },
    },
  })
  await userEvent.click(await screen.findByRole('button', { name: 'Ship' }))
  expect(await screen.findByText(/^The goods of its line leave the stock/)).toBeDefined()
  expect(shell.graph.calls.map(({ name }) => name)).not.toContain('SalesShipOrder')
  await userEvent.click(screen.getByRole('button', { name: 'Ship order' }))
  await userEvent.click(await screen.findByRole('button', { name: 'Undo shipment' }))
  expect(await screen.findByRole('button', { name: 'Ship' })).toBeDefined()
  expect(shell.graph.calls).toContainEqual({ name: 'SalesUndoShipment', variables: { id: 'o1', version: 5 } })
})

test('shows who did what when, with old and new values, and where no actor is known', async () => {
  const entry = {
    at: '2026-11-21T10:00:00Z',
    user: { id: 'u1', displayName: 'Ada' },
    changes: [],
    creditNote: null,
  }
  const changes = [
    { field: 'QUANTITY', item: 'Lantern', before: '2', after: '3' },
    { field: 'CUSTOMER', item: null, before: null, after: 'Evergreen Gifts' },
    { field: 'TOTAL', item: null, before: '4.00', after: '6.00' },
    { field: 'FIELD_OF_A_NEWER_GRAPH', item: null, before: 'red', after: 'blue' },
  ]
  const nodes = [
    { ...entry, id: 'a3', action: 'EDIT', changes },
    { ...entry, id: 'a2', action: 'CONFIRM', user: null },
    { ...entry, id: 'a1', action: 'IMPORT', user: null },
  ]
  const activity = { nodes, pageInfo: { hasNextPage: false, endCursor: null } }
  await openSales('/orders/o1', {
    answers: { SalesOrder: { order: buildOrder() }, SalesOrderActivity: { order: { id: 'o1', activity } } },
  })
  const list = within(await screen.findByRole('region', { name: 'Activity' }))
  const [edit, confirm, imported] = await list.findAllByText(/^(Edited|Confirmed|Imported from a file)$/)
  const entryOf = (word?: HTMLElement) => word?.closest('li')?.textContent
  expect(entryOf(edit)).toContain('Ada')
  expect(entryOf(edit)).toContain('Quantity of Lantern: 2 to→ 3')
  expect(entryOf(edit)).toContain('Customer: Counter sale to→ Evergreen Gifts')
  expect(entryOf(edit)).toContain('Total: £4.00 to→ £6.00')
  expect(entryOf(edit)).toContain('Another field: red to→ blue')
  expect(entryOf(confirm)).toContain('Unknown user')
  expect(entryOf(imported)).toContain('Import ·')
})

test('shows where the customer is reached, and leads to what moved', async () => {
  const customer = {
    ...buildOrder().customer,
    phone: '+44 20 7946 0000',
    address: '1 Quay\nHull',
    email: null,
  }
  const order = buildOrder({ status: 'SHIPPED', customer: customer as OrderDetailFragment['customer'] })
  await openSales('/orders/o1', { answers: { SalesOrder: { order } } })
  const phone = await screen.findByRole('link', { name: /7946/ })
  expect(phone.getAttribute('href')).toBe('tel:+442079460000')
  expect(screen.getByText(/1 Quay/).textContent).toBe('1 Quay\nHull\nFrance')
  const movements = screen.getByRole('link', { name: 'Show what moved' })
  expect(movements.getAttribute('href')).toBe('/inventory/movements?reference=SO-1')
})

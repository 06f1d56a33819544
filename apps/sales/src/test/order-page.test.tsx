import { GraphError } from '@portico/micro-app'
import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
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

test('confirming says so, sends the version it saw and tells the other apps', async () => {
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
  expect(names.slice(names.indexOf('SalesConfirmOrder'))).toEqual(['SalesConfirmOrder', 'SalesOrderStock'])
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

import { GraphError } from '@portico/micro-app'
import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { buildProduct } from '../features/order-form/test/build.ts'
import { buildOrder } from './build.ts'
import { openSales } from './open-sales.ts'

const answers = {
  SalesProductChoices: { products: { nodes: [buildProduct()] } },
  SalesProductChoiceStock: { products: { nodes: [{ id: 'p1', kind: 'GOODS', stock: { available: '4' } }] } },
  SalesProductStock: { product: { id: 'p1', kind: 'GOODS', stock: { available: '4' } } },
  SalesOrder: { order: buildOrder() },
  SalesOrderStock: new GraphError('UPSTREAM_UNAVAILABLE', 'x'),
}

async function pickProduct(): Promise<void> {
  await userEvent.click(screen.getByRole('combobox', { name: /^Product/ }))
  await userEvent.click(await screen.findByText('White hanging heart'))
}

test('a picked product brings price, stock and the focus to its quantity; the total runs along', async () => {
  const shell = await openSales('/orders/new', { answers })
  expect(shell.tabs.isDirty).toBe(false)
  await pickProduct()
  expect(document.activeElement).toBe(screen.getByLabelText('Quantity, Line 1'))
  await userEvent.keyboard('6')
  expect(await screen.findByText('Only 4 pcs available')).toBeDefined()
  expect(screen.getByText('Total').textContent).toBe('Total £15.30')
  expect(shell.tabs.isDirty).toBe(true)
})

test('Enter in a number adds a line and goes on there', async () => {
  await openSales('/orders/new', { answers })
  await userEvent.type(screen.getByLabelText('Quantity, Line 1'), '2{Enter}')
  expect(screen.getAllByRole('listitem')).toHaveLength(2)
  expect(document.activeElement).toBe(screen.getByRole('combobox', { name: 'Product, Line 2' }))
})

test('nothing is marked before the first try; then each problem stands at its field and nothing is sent', async () => {
  const shell = await openSales('/orders/new', { answers })
  await userEvent.type(screen.getByLabelText('Quantity, Line 1'), 'two')
  expect(screen.queryByText('Enter a quantity')).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: /Save draft/ }))
  expect(screen.getByText('Enter a quantity')).toBeDefined()
  expect(screen.getByText('Choose a product')).toBeDefined()
  expect(shell.graph.calls.map(({ name }) => name)).not.toContain('SalesCreateOrder')
})

test('a failed save keeps the form and its idempotency key; the retry lands on the order', async () => {
  const shell = await openSales('/orders/new', {
    answers: { ...answers, SalesCreateOrder: new GraphError('NETWORK', 'x') },
  })
  await pickProduct()
  await userEvent.click(screen.getByRole('button', { name: /Save draft/ }))
  expect((await screen.findByRole('alert')).textContent).toContain('NETWORK')
  shell.graph.answer('SalesCreateOrder', { createOrder: buildOrder() })
  await userEvent.click(screen.getByRole('button', { name: /Save draft/ }))
  await waitFor(() => expect(shell.navigation.location().pathname).toBe('/sales/orders/o1'))
  const sent = shell.graph.calls.filter(({ name }) => name === 'SalesCreateOrder')
  expect(sent).toHaveLength(2)
  expect(sent[0]).toEqual(sent[1])
  expect(shell.tabs.isDirty).toBe(false)
})

test('save and confirm that lacks stock lands on the saved draft and says what is short', async () => {
  const details = { shortages: [{ productId: 'p1', requested: '6', available: '4' }] }
  const short = new GraphError('INSUFFICIENT_STOCK', 'x', [
    { code: 'INSUFFICIENT_STOCK', message: 'x', details },
  ])
  const shell = await openSales('/orders/new', {
    answers: { ...answers, SalesCreateOrder: { createOrder: buildOrder() }, SalesConfirmOrder: short },
  })
  await pickProduct()
  await userEvent.click(screen.getByRole('button', { name: 'Save and confirm' }))
  expect((await screen.findByRole('alert')).textContent).toContain('Not enough stock')
  expect(shell.navigation.location().pathname).toBe('/sales/orders/o1')
})

test('a half-typed order is still there after a visit to the list', async () => {
  const shell = await openSales('/orders/new', {
    answers: { ...answers, SalesOrders: new GraphError('FORBIDDEN', 'x') },
  })
  await userEvent.type(screen.getByLabelText('Note'), 'half typed')
  shell.navigation.navigate('/sales/orders')
  await screen.findByRole('heading', { name: 'Orders' })
  shell.navigation.navigate('/sales/orders/new')
  expect(await screen.findByText('Your unsaved order was kept.')).toBeDefined()
  expect(screen.getByLabelText<HTMLInputElement>('Note').value).toBe('half typed')
})

test('editing replaces the draft at the version it was read; a conflict offers the other version', async () => {
  const shell = await openSales('/orders/o1/edit', {
    answers: { ...answers, SalesUpdateOrder: new GraphError('VERSION_CONFLICT', 'x') },
  })
  await userEvent.type(await screen.findByLabelText('Note'), 'mine')
  await userEvent.click(screen.getByRole('button', { name: /Save draft/ }))
  expect((await screen.findByRole('alert')).textContent).toContain('Someone else changed this order')
  expect(shell.graph.calls).toContainEqual({
    name: 'SalesUpdateOrder',
    variables: {
      id: 'o1',
      version: 4,
      input: {
        customerId: 'c1',
        note: 'mine',
        lines: [{ productId: 'p1', quantity: '6', unitPrice: '3.39', discount: '0' }],
      },
    },
  })
  shell.graph.answer('SalesOrder', { order: buildOrder({ version: 5, note: 'theirs' }) })
  await userEvent.click(screen.getByRole('button', { name: 'Load their version' }))
  await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('Note').value).toBe('theirs'))
})

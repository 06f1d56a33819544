import { GraphError } from '@portico/micro-app'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { buildProduct } from '../features/order-form/test/build.ts'
import { buildOrder } from './build.ts'
import { closeSales, openSales } from './open-sales.ts'

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
  expect(screen.queryByText(/^Enter a quantity/)).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: /Save draft/ }))
  expect(screen.getByText(/^Enter a quantity/)).toBeDefined()
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
  await userEvent.type(screen.getByLabelText('Delivery note'), 'Back door')
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
        deliveryNote: 'Back door',
        lines: [{ productId: 'p1', quantity: '6', unitPrice: '3.39', discount: '0' }],
      },
    },
  })
  shell.graph.answer('SalesOrder', { order: buildOrder({ version: 5, note: 'theirs' }) })
  await userEvent.click(screen.getByRole('button', { name: 'Load their version' }))
  await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('Note').value).toBe('theirs'))
})

const NEW = '/sales/orders/new'
const lists = { SalesOrders: new GraphError('FORBIDDEN', 'x'), SalesOrderOfDraft: { orderOfDraft: null } }

for (const button of ['Save draft', 'Save and confirm']) {
  test(`${button}: the next new order is blank`, async () => {
    const confirmed = { confirmOrder: buildOrder({ status: 'CONFIRMED', allowedActions: [] }) }
    const shell = await openSales('/orders/new', {
      answers: {
        ...answers,
        ...lists,
        SalesCreateOrder: { createOrder: buildOrder() },
        SalesConfirmOrder: confirmed,
      },
    })
    await pickProduct()
    await userEvent.click(screen.getByRole('button', { name: button }))
    await waitFor(() => expect(shell.navigation.location().pathname).toBe('/sales/orders/o1'))
    shell.navigation.navigate(NEW)
    await screen.findByRole('heading', { name: 'New order' })
    expect(screen.queryByText('Your unsaved order was kept.')).toBeNull()
    expect(screen.queryByText('White hanging heart')).toBeNull()
    expect(shell.tabs.isDirty).toBe(false)
  })
}

test('left while it is being saved: the draft is removed with the answer, also from a form that shows it again', async () => {
  const answer = Promise.withResolvers<object>()
  const shell = await openSales('/orders/new', {
    answers: { ...answers, ...lists, SalesCreateOrder: () => answer.promise },
  })
  await pickProduct()
  await userEvent.click(screen.getByRole('button', { name: 'Save draft' }))
  shell.navigation.navigate('/sales/orders')
  await screen.findByRole('heading', { name: 'Orders' })
  shell.navigation.navigate(NEW)
  expect(await screen.findByText('Your unsaved order was kept.')).toBeDefined()
  answer.resolve({ createOrder: buildOrder() })
  expect(await screen.findByText('Your order was saved as SO-1.')).toBeDefined()
  expect(screen.queryByText('White hanging heart')).toBeNull()
  expect(Object.keys(sessionStorage)).toEqual([])
})

test('a kept draft that the server made an order of before a reload is not offered again', async () => {
  await openSales('/orders/new', { answers: { ...answers, ...lists } })
  await userEvent.type(screen.getByLabelText('Note'), 'half typed')
  const [name = ''] = Object.keys(sessionStorage)
  const text = sessionStorage.getItem(name) ?? ''
  await closeSales()
  sessionStorage.setItem(name, text)
  const shell = await openSales('/orders/new', {
    answers: { ...answers, SalesOrderOfDraft: { orderOfDraft: { id: 'o1', number: 'SO-1' } } },
  })
  expect(await screen.findByText('Your order was saved as SO-1.')).toBeDefined()
  expect(screen.getByLabelText<HTMLInputElement>('Note').value).toBe('')
  const { variables } = shell.graph.calls.find(({ name }) => name === 'SalesOrderOfDraft') ?? {}
  expect(variables).toEqual({ idempotencyKey: JSON.parse(text).key })
})

function alreadySaved(orderStatus: string, version: number) {
  const details = { orderId: 'o1', number: 'SO-1', orderStatus, version }
  const code = 'ORDER_ALREADY_SAVED'
  return new GraphError(code, 'x', [{ code, message: 'x', details }])
}

test('what was typed after a lost answer goes into the order that it made', async () => {
  const shell = await openSales('/orders/new', {
    answers: {
      ...answers,
      SalesCreateOrder: alreadySaved('DRAFT', 1),
      SalesUpdateOrder: { updateOrder: buildOrder({ version: 2 }) },
    },
  })
  await pickProduct()
  await userEvent.click(screen.getByRole('button', { name: 'Save draft' }))
  await waitFor(() => expect(shell.navigation.location().pathname).toBe('/sales/orders/o1'))
  const update = shell.graph.calls.find(({ name }) => name === 'SalesUpdateOrder')
  expect(update?.variables).toMatchObject({ id: 'o1', version: 1, input: { lines: [{ productId: 'p1' }] } })
})

test('where that order has changed since, a person says whether a second one is meant', async () => {
  const shell = await openSales('/orders/new', {
    answers: { ...answers, SalesCreateOrder: alreadySaved('CONFIRMED', 2) },
  })
  await pickProduct()
  await userEvent.click(screen.getByRole('button', { name: 'Save draft' }))
  expect((await screen.findByRole('alert')).textContent).toContain('saved before, as SO-1')
  shell.graph.answer('SalesCreateOrder', { createOrder: buildOrder({ id: 'o2', number: 'SO-2' }) })
  await userEvent.click(screen.getByRole('button', { name: 'Make it another order' }))
  await userEvent.click(screen.getByRole('button', { name: /Save draft/ }))
  await waitFor(() => expect(shell.navigation.location().pathname).toBe('/sales/orders/o2'))
  const keys = shell.graph.variablesOf('SalesCreateOrder')
  expect(new Set(keys.map(variables => (variables as { idempotencyKey: string }).idempotencyKey)).size).toBe(
    2,
  )
})

test('an order that an earlier try confirmed already is confirmed, not in conflict', async () => {
  const shell = await openSales('/orders/new', {
    answers: {
      ...answers,
      SalesCreateOrder: { createOrder: buildOrder() },
      SalesConfirmOrder: new GraphError('VERSION_CONFLICT', 'x'),
      SalesOrder: { order: buildOrder({ status: 'CONFIRMED', version: 5, allowedActions: [] }) },
    },
  })
  await pickProduct()
  await userEvent.click(screen.getByRole('button', { name: 'Save and confirm' }))
  await waitFor(() => expect(shell.navigation.location().pathname).toBe('/sales/orders/o1'))
  expect(screen.queryByRole('alert')).toBeNull()
})

test('Ctrl+S saves and Ctrl+Enter saves and confirms, wherever the focus is, and say so at their buttons', async () => {
  const pending = new Promise<object>(() => {})
  const shell = await openSales('/orders/new', { answers: { ...answers, SalesCreateOrder: () => pending } })
  await pickProduct()
  const [save, confirm] = ['Save draft', 'Save and confirm'].map(name => screen.getByRole('button', { name }))
  expect(save?.getAttribute('aria-keyshortcuts')).toBe('Control+S Meta+S')
  expect(confirm?.getAttribute('aria-keyshortcuts')).toBe('Control+Enter Meta+Enter')
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  await userEvent.keyboard('{Control>}s{/Control}')
  expect(screen.getAllByRole('listitem')).toHaveLength(1)
  expect(shell.graph.calls.filter(({ name }) => name === 'SalesCreateOrder')).toHaveLength(1)
})

const wuhan = { id: 'c9', code: 'C9', name: 'Wuhan Lights', country: 'China' }
const evergreen = { id: 'c1', code: 'C1', name: 'Evergreen Gifts', country: 'France' }

const customerBox = () => screen.getByRole('combobox', { name: 'Customer' })
const chosenCustomer = () => customerBox().closest('.ant-select')?.textContent

/** As browsers send it; the keys of user-event have no `keyCode`, by which the picker knows them. */
function pressEnter(box: HTMLElement): void {
  const enter = { key: 'Enter', code: 'Enter', keyCode: 13 }
  fireEvent.keyDown(box, enter)
  fireEvent.keyUp(box, enter)
}

/** Answers each search when `found` is called for it. */
function slowSearch() {
  const searches = new Map<string | null, (nodes: object[]) => void>()
  const answer = ({ search }: { search: string | null }) =>
    new Promise<object>(resolve => {
      searches.set(search, nodes => resolve({ customers: { nodes } }))
    })
  const found = async (search: string | null, ...nodes: object[]) => {
    await waitFor(() => expect(searches.has(search)).toBe(true))
    searches.get(search)?.(nodes)
  }
  return { answer, found }
}

test('Enter after a search chooses what it found, never what stood there before', async () => {
  const { answer, found } = slowSearch()
  const shell = await openSales('/orders/new', { answers: { ...answers, SalesCustomerChoices: answer } })
  await userEvent.click(customerBox())
  await found(null, evergreen)
  await screen.findByText('Evergreen Gifts')
  await userEvent.keyboard('wuhan')
  pressEnter(customerBox())
  expect(chosenCustomer()).not.toContain('Evergreen')
  await found('wuhan', wuhan)
  expect(shell.tabs.isDirty).toBe(false)
  await screen.findByText('Wuhan Lights')
  pressEnter(customerBox())
  await waitFor(() => expect(chosenCustomer()).toContain('Wuhan Lights'))
})

test('Enter after a search that found nothing chooses nothing, and what was chosen stays', async () => {
  const search = ({ search }: { search: string | null }) => ({
    customers: { nodes: search === null ? [evergreen] : [] },
  })
  const shell = await openSales('/orders/new', { answers: { ...answers, SalesCustomerChoices: search } })
  await userEvent.click(customerBox())
  await screen.findByText('Evergreen Gifts')
  await userEvent.keyboard('no such name')
  await screen.findByText('No customer matches')
  pressEnter(customerBox())
  expect(shell.tabs.isDirty).toBe(false)
})

test('a product is never chosen from what was found for an older text', async () => {
  const slow = new Promise<object>(() => {})
  const shell = await openSales('/orders/new', {
    answers: {
      ...answers,
      SalesProductChoices: ({ search }: { search: string | null }) =>
        search === null ? answers.SalesProductChoices : slow,
    },
  })
  await userEvent.click(screen.getByRole('combobox', { name: /^Product/ }))
  await screen.findByText('White hanging heart')
  await userEvent.keyboard('lamp')
  pressEnter(screen.getByRole('combobox', { name: /^Product/ }))
  expect(shell.tabs.isDirty).toBe(false)
})

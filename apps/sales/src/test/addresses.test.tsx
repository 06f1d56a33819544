import { GraphError } from '@portico/micro-app'
import { act, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { buildOrder, buildOrderPage, buildRow } from './build.ts'
import { openSales } from './open-sales.ts'

const page = buildOrderPage([buildRow()])
const refuse = (code: string) => new GraphError(code, 'no')

test.each(['INVALID_CURSOR', 'INVALID_REQUEST'])(
  'a cursor refused with %s starts the list at the top and leaves the address',
  async code => {
    const shell = await openSales('/orders?status=DRAFT&after=zzz', {
      answers: { SalesOrders: ({ after }: { after: string | null }) => (after ? refuse(code) : page) },
    })
    expect(await screen.findByRole('link', { name: 'SO-1' })).toBeDefined()
    expect(shell.navigation.location().search).toBe('?status=DRAFT')
  },
)

test('what of the address is not understood leaves it, the rest stays', async () => {
  const shell = await openSales(
    '/orders?sort=zzz&status=DRAFT,zzz&kind=zzz&size=7&from=2024-02-30&to=zzz&q=SO&page=9',
    {
      answers: { SalesOrders: page },
    },
  )
  await screen.findByRole('link', { name: 'SO-1' })
  expect(shell.navigation.location().search).toBe('?q=SO&status=DRAFT')
})

test('a customer that there is not narrows nothing', async () => {
  const shell = await openSales('/orders?customer=zzz&q=SO', {
    answers: { SalesOrders: page, SalesCustomer: { customer: null } },
  })
  await screen.findByRole('link', { name: 'SO-1' })
  await waitFor(() => expect(shell.navigation.location().search).toBe('?q=SO'))
})

test('text that is refused is dropped with the other filters', async () => {
  const shell = await openSales('/orders?q=%00&sort=TOTAL_DESC', {
    answers: {
      SalesOrders: ({ filter }: { filter: { search: string | null } }) =>
        filter.search ? refuse('INVALID_REQUEST') : page,
    },
  })
  expect(await screen.findByRole('link', { name: 'SO-1' })).toBeDefined()
  expect(shell.navigation.location().search).toBe('?sort=TOTAL_DESC')
})

test.each([
  ['/orders/nope', { SalesOrder: { order: null } }, 'All orders'],
  ['/orders/nope/edit', { SalesOrder: { order: null } }, 'All orders'],
  ['/import/nope', { SalesImport: { importJob: null } }, 'All imports'],
])('%s is not there: the way leads to the list, not to trying again', async (path, answers, list) => {
  await openSales(path, { answers })
  expect((await screen.findByRole('alert')).textContent).toContain('There is nothing here')
  expect(screen.getByRole('link', { name: list })).toBeDefined()
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull()
})

test('what failed offline is asked for once when the browser is back; what was typed stays', async () => {
  const shell = await openSales('/orders', { answers: { SalesOrders: refuse('NETWORK') } })
  await screen.findByRole('alert')
  await userEvent.type(screen.getByRole('searchbox'), 'l')
  await waitFor(() => expect(shell.navigation.location().search).toBe('?q=l'))
  await screen.findByText('NETWORK')
  const before = shell.graph.calls.length
  shell.graph.answer('SalesOrders', page)
  act(() => void window.dispatchEvent(new Event('online')))
  expect(await screen.findByRole('link', { name: 'SO-1' })).toBeDefined()
  expect(screen.getByRole('searchbox')).toHaveProperty('value', 'l')
  expect(shell.graph.calls).toHaveLength(before + 1)
})

test('what loaded well, and what was refused, is not asked for again when the browser is back', async () => {
  const shell = await openSales('/orders/o1', {
    answers: { SalesOrder: { order: buildOrder() }, SalesOrderStock: refuse('FORBIDDEN') },
  })
  await screen.findByRole('heading', { name: 'Order SO-1' })
  await waitFor(() => expect(shell.graph.calls.map(({ name }) => name)).toContain('SalesOrderStock'))
  const before = shell.graph.calls.length
  act(() => void window.dispatchEvent(new Event('online')))
  expect(shell.graph.calls).toHaveLength(before)
})

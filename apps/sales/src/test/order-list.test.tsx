import { GraphError } from '@portico/micro-app'
import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { buildOrderPage, buildRow } from './build.ts'
import { openSales } from './open-sales.ts'

test('rows show number, day in the tenant’s zone, customer, status and money; the head counts and sums', async () => {
  const counter = buildRow({ id: 'o2', number: 'SO-2', customer: null, status: 'SHIPPED' })
  await openSales('/orders', {
    answers: { SalesOrders: buildOrderPage([buildRow(), counter], { totalCount: 1284 }) },
  })
  const row = (await screen.findByRole('link', { name: 'SO-1' })).closest('tr')
  expect(row?.textContent).toBe('SO-1Nov 20, 2026Evergreen GiftsDraft3£1,234.50')
  expect(screen.getByText('Counter sale')).toBeDefined()
  expect(screen.getByText(/1,284 documents/).textContent).toContain('£99.50')
})

test('a search that matches more than is counted says so, and shows no sums of a part', async () => {
  const shell = await openSales('/orders?q=SO', {
    answers: { SalesOrders: buildOrderPage([buildRow()], { totalCount: 1000, isCapped: true }) },
  })
  const summary = await screen.findByText(/more than 1,000 documents/)
  expect(summary.textContent).not.toContain('£')
  shell.i18n.set('zh-CN')
  expect((await screen.findByText(/超过 1,000 张单据/)).textContent).not.toContain('£')
})

test('speaks Chinese when the shell does, and changes at once', async () => {
  const shell = await openSales('/orders', { answers: { SalesOrders: buildOrderPage([buildRow()]) } })
  await screen.findByRole('heading', { name: 'Orders' })
  shell.i18n.set('zh-CN')
  expect(await screen.findByRole('heading', { name: '销售订单' })).toBeDefined()
  expect(screen.getByText('2026年11月20日')).toBeDefined()
})

test('filters of the URL are asked for', async () => {
  const shell = await openSales('/orders?status=DRAFT,SHIPPED&q=SO&sort=TOTAL_DESC&size=50&from=2010-12-01', {
    answers: { SalesOrders: buildOrderPage([buildRow()]) },
  })
  await screen.findByRole('link', { name: 'SO-1' })
  expect(shell.graph.calls[0]).toEqual({
    name: 'SalesOrders',
    variables: {
      first: 50,
      after: null,
      sort: 'TOTAL_DESC',
      filter: {
        kind: null,
        status: ['DRAFT', 'SHIPPED'],
        customerId: null,
        search: 'SO',
        from: '2010-12-01',
        to: null,
      },
    },
  })
})

test('a search stands in the URL once typing has settled, and back at the first page', async () => {
  const shell = await openSales('/orders?after=abc', {
    answers: { SalesOrders: buildOrderPage([buildRow()]) },
  })
  await userEvent.type(screen.getByRole('searchbox'), 'lantern')
  await waitFor(() => expect(shell.navigation.location().search).toBe('?q=lantern'))
})

test('the next page stands in the URL, and back leads to the page before', async () => {
  const shell = await openSales('/orders', {
    answers: { SalesOrders: buildOrderPage([buildRow()], { hasNextPage: true }) },
  })
  await screen.findByRole('link', { name: 'SO-1' })
  await userEvent.click(screen.getByRole('button', { name: 'Next page' }))
  expect(shell.navigation.location().search).toBe('?after=cursor-1')
  await userEvent.click(screen.getByRole('button', { name: 'Previous page' }))
  expect(shell.navigation.location().search).toBe('')
})

test('a column’s head sorts, says so, and turns round', async () => {
  const shell = await openSales('/orders', { answers: { SalesOrders: buildOrderPage([buildRow()]) } })
  const head = await screen.findByRole('columnheader', { name: /Total/ })
  await userEvent.click(within(head).getByRole('button'))
  expect(shell.navigation.location().search).toBe('?sort=TOTAL_DESC')
  expect(head.getAttribute('aria-sort')).toBe('descending')
  await userEvent.click(within(head).getByRole('button'))
  expect(shell.navigation.location().search).toBe('?sort=TOTAL_ASC')
})

test('an error shows its code, and Try again recovers', async () => {
  const shell = await openSales('/orders', { answers: { SalesOrders: new GraphError('FORBIDDEN', 'no') } })
  const alert = await screen.findByRole('alert')
  expect(alert.textContent).toContain('FORBIDDEN')
  shell.graph.answer('SalesOrders', buildOrderPage([buildRow()]))
  await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }))
  expect(await screen.findByRole('link', { name: 'SO-1' })).toBeDefined()
})

test('without any order it invites to write one; with filters it offers to clear them', async () => {
  const shell = await openSales('/orders', { answers: { SalesOrders: buildOrderPage([]) } })
  expect(await screen.findByText('No orders yet')).toBeDefined()
  shell.navigation.navigate('/sales/orders?status=DRAFT')
  expect(await screen.findByText('Nothing matches these filters')).toBeDefined()
})

test('who may not write or import is offered neither', async () => {
  await openSales('/orders', {
    session: { permissions: ['sales.order.read'] },
    answers: { SalesOrders: buildOrderPage([buildRow()]) },
  })
  await screen.findByRole('link', { name: 'SO-1' })
  expect(screen.queryByRole('button', { name: /New order/ })).toBeNull()
  expect(screen.queryByRole('button', { name: /Import/ })).toBeNull()
})

test('what changed elsewhere is asked for again', async () => {
  const shell = await openSales('/orders', { answers: { SalesOrders: buildOrderPage([buildRow()]) } })
  await screen.findByRole('link', { name: 'SO-1' })
  shell.graph.answer('SalesOrders', buildOrderPage([buildRow({ number: 'SO-9' })]))
  shell.events.emit('sales.import.finished', { importId: 'i1' })
  expect(await screen.findByRole('link', { name: 'SO-9' })).toBeDefined()
})

import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import type { SalesReportQuery } from '../graph/graph.generated.ts'
import { openSales } from './open-sales.ts'

type Report = SalesReportQuery['salesReport']

const money = (amount: string) => ({ amount, currency: 'GBP' })
const EMPTY: Report = {
  ...{ state: 'READY', share: 1, asOf: '2026-11-30T10:00:00.000Z', differs: false },
  ...{ months: [], statuses: [], products: [] },
}
const SOLD: Report = {
  ...EMPTY,
  months: [
    { month: '2010-11', total: money('120.00'), orderCount: 6, creditTotal: money('0') },
    { month: '2010-12', total: money('1234.56'), orderCount: 3, creditTotal: money('-10.00') },
  ],
  statuses: [{ kind: 'ORDER', status: 'SHIPPED', count: 9, total: money('1364.56') }],
  products: [
    { product: { id: 'p1', code: 'P-1', name: 'Lamp' }, quantity: '7', total: money('69.30') },
    { product: null, quantity: '1', total: money('1.00') },
  ],
}

const open = (report: Report | (() => Report), path = '/report') =>
  openSales(path, {
    answers: { SalesReport: () => ({ salesReport: typeof report === 'function' ? report() : report }) },
  })

it('shows months, statuses and products to the cent, and as of when they are', async () => {
  const shell = await open({ ...SOLD, differs: true }, '/report?months=24')
  const months = await screen
    .findByRole('region', { name: 'Sales by month' })
    .then(card => within(card).getByRole('table'))
  expect(
    within(months)
      .getAllByRole('row')
      .map(row => row.textContent),
  ).toEqual([
    'MonthSalesOrdersOf it credit notes',
    'December 2010£1,234.563-£10.00',
    'November 2010£120.006£0.00',
  ])
  expect(screen.getByText(/^As of /).textContent).toContain('2026')
  expect(screen.getByText('Lamp')).toBeTruthy()
  expect(screen.getByText('Unknown product')).toBeTruthy()
  expect(screen.getByText('Shipped')).toBeTruthy()
  expect(screen.getByRole('alert').textContent).toContain('may be wrong')
  const [asked] = shell.graph.variablesOf('SalesReport') as { from: string; to: string }[]
  const year = (month = '') => Number(month.slice(0, 4)) * 12 + Number(month.slice(5))
  expect(year(asked?.to) - year(asked?.from)).toBe(23)
})

it('says how far the copy is, and asks again until it is made', async () => {
  let answers = 0
  const shell = await open(() =>
    ++answers < 2 ? { ...EMPTY, state: 'PREPARING', share: 0.4, asOf: null } : SOLD,
  )
  expect((await screen.findByRole('status')).textContent).toContain('40% done')
  await userEvent.click(screen.getByRole('button', { name: 'Refresh' }))
  expect(await screen.findByText('Lamp')).toBeTruthy()
  expect(shell.graph.variablesOf('SalesReport')).toHaveLength(2)
})

it('says where nothing was sold, and where there are no reports', async () => {
  await open(EMPTY)
  expect(await screen.findByText('No orders in this range')).toBeTruthy()
  await open({ ...EMPTY, state: 'OFF' })
  expect(await screen.findByRole('button', { name: 'Open the workbench' })).toBeTruthy()
})

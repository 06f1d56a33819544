import { screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { buildOrderPage, buildRow } from './build.ts'
import { openSales } from './open-sales.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

const rows = [
  buildRow({ status: 'CONFIRMED', waitingDays: 3 }),
  buildRow({ id: 'o2', number: 'SO-2', status: 'CONFIRMED', waitingDays: 1 }),
  buildRow({ id: 'o3', number: 'SO-3' }),
]

/** The app as it is built with the feature, or without it. */
async function openBuilt(isOn: boolean) {
  if (isOn) vi.stubEnv('PORTICO_FEATURE_WAITING_DAYS', 'on')
  await openSales('/orders', { answers: { SalesOrders: buildOrderPage(rows) } })
  await screen.findByRole('link', { name: 'SO-1' })
}

test('a build with the feature says how long an order has waited', async () => {
  await openBuilt(true)
  expect(screen.getByRole('columnheader', { name: 'Waiting' })).toBeDefined()
  expect(screen.getByText('3 days')).toBeDefined()
  expect(screen.getByText('1 day')).toBeDefined()
})

test('a build without it has no such column', async () => {
  await openBuilt(false)
  expect(screen.queryByRole('columnheader', { name: 'Waiting' })).toBeNull()
  expect(screen.queryByText('3 days')).toBeNull()
})

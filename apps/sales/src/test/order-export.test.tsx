import { catchDownloads } from '@portico/testing/vitest'
import { screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import { buildOrderPage, buildRow } from './build.ts'
import { openSales } from './open-sales.ts'

const page = { SalesOrders: buildOrderPage([buildRow()], { totalCount: 512 }) }
const headers = {
  'content-type': 'text/csv; charset=utf-8',
  'content-disposition': 'attachment; filename="orders-2026-11-28-1910.csv"',
}

let saved: ReturnType<typeof catchDownloads>

beforeEach(() => {
  saved = catchDownloads()
})

async function choose(name: string) {
  await userEvent.click(await screen.findByRole('button', { name: /Export/ }))
  await userEvent.click(await screen.findByRole('menuitem', { name }))
}

test('what the list has filtered is saved under the name the server gave, and its count is said before', async () => {
  const shell = await openSales('/orders?status=DRAFT,SHIPPED&q=SO&from=2010-12-01&sort=TOTAL_DESC', {
    answers: page,
    fetch: () => new Response('a,b\r\n', { headers }),
  })
  await choose('CSV · 512 documents')
  expect(await screen.findByText('The export is saved.')).toBeDefined()
  expect(shell.graph.fetches.map(({ path }) => path)).toEqual([
    '/api/exports/orders?format=csv&language=en&search=SO&from=2010-12-01&status=DRAFT%2CSHIPPED',
  ])
  expect(saved.map(({ name }) => name)).toEqual(['orders-2026-11-28-1910.csv'])
  expect(await saved[0]?.blob?.text()).toBe('a,b\r\n')
})

test('a refused export is said by its code and can be tried again, as the same kind of file', async () => {
  let isRefused = true
  const shell = await openSales('/orders', {
    answers: page,
    fetch: () =>
      isRefused ? Response.json({ error: { code: 'FORBIDDEN' } }, { status: 403 }) : new Response('x'),
  })
  await choose('Excel · 512 documents')
  const alert = await screen.findByRole('alert')
  expect(alert.textContent).toContain('Not exported')
  expect(saved).toEqual([])
  isRefused = false
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
  expect(await screen.findByText('The export is saved.')).toBeDefined()
  expect(shell.graph.fetches.every(({ path }) => path.includes('format=xlsx'))).toBe(true)
})

test('a file that breaks off is not saved', async () => {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('a,b\r\n'))
      controller.error(new TypeError('terminated'))
    },
  })
  await openSales('/orders', { answers: page, fetch: () => new Response(body, { headers }) })
  await choose('CSV · 512 documents')
  expect((await screen.findByRole('alert')).textContent).toContain('Not exported')
  expect(saved).toEqual([])
})

test('a running export shows how far it is and can be cancelled, which saves nothing', async () => {
  const cancelled = Promise.withResolvers<void>()
  const body = new ReadableStream<Uint8Array>({
    start: controller => controller.enqueue(new Uint8Array(2048)),
    cancel: () => cancelled.resolve(),
  })
  const shell = await openSales('/orders', { answers: page, fetch: () => new Response(body, { headers }) })
  await choose('CSV · 512 documents')
  expect(await screen.findByText('Exporting… 2 kB')).toBeDefined()
  await userEvent.click(screen.getByRole('button', { name: 'Cancel the export' }))
  expect(shell.graph.fetches[0]?.init?.signal?.aborted).toBe(true)
  expect(await screen.findByRole('button', { name: /Export/ })).toBeDefined()
  expect(saved).toEqual([])
})

test('an empty list offers no export', async () => {
  await openSales('/orders', { answers: { SalesOrders: buildOrderPage([]) } })
  expect(await screen.findByText('No orders yet')).toBeDefined()
  expect(screen.queryByRole('button', { name: /Export/ })).toBeNull()
})

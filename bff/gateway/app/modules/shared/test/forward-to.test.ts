import type { IncomingMessage } from 'node:http'
import type { ApiCall, ApiRoute } from '@portico/bff-framework'
import { expect, it } from 'vitest'
import { exportRoutes as stockExports } from '../../inventory/export.routes.ts'
import { routes as stockUploads } from '../../inventory/upload.routes.ts'
import { exportRoutes as salesExports } from '../../sales/export.routes.ts'
import { routes as importRoutes } from '../../sales/import.routes.ts'

type Target = Parameters<ApiCall['forward']>[0]

/** What a route of the gateway passes on. */
async function forwarded(
  routes: readonly ApiRoute[],
  path: string,
  given: { query?: string; fileName?: string; params?: Record<string, string> },
): Promise<Target[]> {
  const targets: Target[] = []
  const tenant = { timeZone: 'Asia/Shanghai', currency: 'CNY' }
  const request = { headers: given.fileName ? { 'x-file-name': given.fileName } : {} } as IncomingMessage
  const call = {
    context: { tenant },
    params: given.params ?? {},
    query: new URLSearchParams(given.query),
    request,
    forward: async (target: Target) => void targets.push(target),
  }
  await routes.find(route => route.path === path)?.handle(call as unknown as ApiCall)
  return targets
}

it('passes on what the contract lets an export be narrowed by, in the time zone of the tenant', async () => {
  const query = 'status=CLOSED&search=&timeZone=UTC&first=5&format=xlsx'
  expect(await forwarded(salesExports, '/api/exports/orders', { query })).toMatchObject([
    {
      service: 'sales',
      method: 'GET',
      path: '/orders/export?format=xlsx&timeZone=Asia%2FShanghai&status=CLOSED',
    },
  ])
  const lowOnly = await forwarded(stockExports, '/api/exports/stock', { query: 'lowOnly=true' })
  expect(lowOnly.map(({ path }) => path)).toEqual(['/stock/export?lowOnly=true&timeZone=Asia%2FShanghai'])
})

it('passes a file on as a stream, as long as the contract lets it be', async () => {
  const query = 'mode=OPENING&decimalMark=&more=1'
  expect(
    await forwarded(stockUploads, '/api/stock-uploads', { query, fileName: 'm%C3%A4rz.csv' }),
  ).toMatchObject([
    {
      service: 'inventory',
      method: 'POST',
      path: '/uploads?mode=OPENING',
      isUpload: true,
      maxBytes: 4 * 1024 * 1024,
      headers: { 'x-file-name': 'm%C3%A4rz.csv' },
    },
  ])
  expect(await forwarded(importRoutes, '/api/imports', { fileName: 'a\nb' })).toMatchObject([
    {
      path: '/imports',
      maxBytes: 50 * 1024 * 1024,
      headers: { 'x-file-name': 'import.csv', 'x-time-zone': 'Asia/Shanghai', 'x-currency': 'CNY' },
    },
  ])
})

it('asks for a download under the id that stands in its address', async () => {
  const targets = await forwarded(importRoutes, '/api/imports/:id/rejected.csv', { params: { id: 'a/b' } })
  expect(targets).toMatchObject([{ service: 'sales', method: 'GET', path: '/imports/a%2Fb/rejected.csv' }])
})

import { service as inventory } from '@portico/service-inventory'
import { startForTest } from '@portico/service-kit/testing'
import { describe, expect, it } from 'vitest'
import { service as sales } from '../src/index.ts'

describe('/openapi.json', () => {
  it.each([
    [
      sales,
      [
        '/orders',
        '/orders/{id}/confirm',
        '/orders/history',
        '/summary/days',
        '/imports',
        '/imports/{id}/rejected.csv',
      ],
    ],
    [
      inventory,
      ['/stock', '/adjustments', '/movements', '/opening', '/reservations/{orderId}', '/warehouses'],
    ],
  ])('tells of the routes', async (service, paths) => {
    const under = await startForTest(service)
    const document = (await under.call('GET', '/openapi.json', { tenant: null })).json()
    expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(paths))
    await under.stop()
  })
})

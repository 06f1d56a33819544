import { service as inventory } from '@portico/service-inventory'
import { startForTest } from '@portico/service-kit/testing'
import { describe, expect, it } from 'vitest'
import { service as sales } from '../src/index.ts'

describe('/openapi.json', () => {
  it('describes what is not JSON, and of answers without a body', async () => {
    const under = await Promise.all([startForTest(sales), startForTest(inventory)])
    const read = under.map(service => service.call('GET', '/openapi.json', { tenant: null }))
    const [ours, theirs] = (await Promise.all(read)).map(answer => answer.json().paths)
    expect(Object.keys(ours['/imports'].post.requestBody.content)).toContain('text/csv')
    expect(Object.keys(ours['/imports/{id}/rejected.csv'].get.responses['200'].content)).toEqual(['text/csv'])
    expect(theirs['/reservations/{orderId}'].delete.responses).toHaveProperty('204')
    await Promise.all(under.map(service => service.stop()))
  })

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
  ])('describes the routes', async (service, paths) => {
    const under = await startForTest(service)
    const document = (await under.call('GET', '/openapi.json', { tenant: null })).json()
    expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(paths))
    await under.stop()
  })
})

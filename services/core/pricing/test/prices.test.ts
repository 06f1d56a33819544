import { describeRowSecurity, type ServiceUnderTest, startForTest } from '@portico/service-kit/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { service } from '../src/index.ts'

let prices: ServiceUnderTest

beforeAll(async () => {
  prices = await startForTest(service)
})
afterAll(() => prices?.stop())

function put(productId: string, listPrice: unknown, version?: number, tenant = 't_demo') {
  const headers: Record<string, string> = version === undefined ? {} : { 'if-match': `"${version}"` }
  return prices.call('PUT', `/prices/${productId}`, { tenant, headers, body: { currency: 'GBP', listPrice } })
}

async function read(productIds: string[], tenant = 't_demo') {
  return (await prices.call('POST', '/prices/batch', { tenant, body: { productIds } })).json().items
}

describe('setting a price', () => {
  it.each([
    ['2.5', '2.50'],
    ['0', '0.00'],
    ['0.1250', '0.125'],
    ['123456789012345.123456', '123456789012345.123456'],
  ])('keeps %s exactly, as %s', async (given, kept) => {
    const response = await put(`exact-${given}`, given)
    expect(response.json()).toEqual({
      productId: `exact-${given}`,
      currency: 'GBP',
      listPrice: kept,
      version: 1,
    })
  })

  it.each([[2.5], ['-1'], ['1,5'], ['1e3'], ['1.1234567'], ['NaN'], ['']])('refuses %j', async given => {
    expect((await put('bad', given)).json()).toMatchObject({ status: 400, code: 'INVALID_REQUEST' })
  })

  it('takes a price away with its version, once', async () => {
    await put('removed', '1')
    const remove = (version: number) =>
      prices.call('DELETE', '/prices/removed', { headers: { 'if-match': `"${version}"` } })
    expect((await remove(2)).json()).toMatchObject({ code: 'VERSION_CONFLICT', currentVersion: 1 })
    expect((await remove(1)).statusCode).toBe(204)
    expect((await remove(1)).statusCode).toBe(204)
    expect(await read(['removed'])).toEqual([])
  })

  it('needs the version of a price that exists', async () => {
    await put('v', '1')
    expect((await put('v', '2')).json()).toMatchObject({ status: 428, code: 'VERSION_REQUIRED' })
    expect((await put('v', '2', 1)).json()).toMatchObject({ listPrice: '2.00', version: 2 })
    expect((await put('v', '3', 1)).json()).toMatchObject({ status: 412, currentVersion: 2 })
    expect((await put('none', '3', 1)).json()).toMatchObject({ status: 404, code: 'NOT_FOUND' })
  })
})

describe('ensuring prices', () => {
  it('makes missing ones and leaves existing ones', async () => {
    await put('kept', '9')
    const items = ['kept', 'new', 'new'].map(productId => ({ productId, currency: 'GBP', listPrice: '1.25' }))
    const response = await prices.call('POST', '/prices/ensure', { body: { items } })
    expect(response.json().items).toEqual([
      { productId: 'kept', isCreated: false },
      { productId: 'new', isCreated: true },
    ])
    expect(await read(['kept', 'new'])).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ productId: 'kept', listPrice: '9.00' }),
        expect.objectContaining({ productId: 'new', listPrice: '1.25' }),
      ]),
    )
  })

  it('makes each of 1000 once for two concurrent callers', async () => {
    const items = Array.from({ length: 1000 }, (_, i) => ({
      productId: `e${i}`,
      currency: 'GBP',
      listPrice: '1',
    }))
    const ensure = (given: object[]) => prices.call('POST', '/prices/ensure', { body: { items: given } })
    const answers = await Promise.all([ensure(items), ensure(items.toReversed())])
    const rows = answers.flatMap(answer => answer.json().items as { isCreated: boolean }[])
    expect(rows.filter(row => row.isCreated)).toHaveLength(1000)
  })
})

it('leaves out products without a price', async () => {
  await put('known', '1')
  expect(await read(['unknown', 'known'])).toHaveLength(1)
})

it('keeps the prices of tenants apart for the same product id', async () => {
  await put('shared', '5')
  expect(await read(['shared'], 't_other')).toEqual([])
  expect((await put('shared', '6', 1, 't_other')).statusCode).toBe(404)
  expect((await put('shared', '7', undefined, 't_other')).statusCode).toBe(200)
  expect(await read(['shared'])).toMatchObject([{ listPrice: '5.00' }])
})

describeRowSecurity(() => prices)

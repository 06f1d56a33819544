import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { aPrice, aProduct } from '../../../../testing/builders.ts'
import { FakeAnswer } from '../../../../testing/fake-service.ts'
import { openTestShop, type TestShop } from '../../../../testing/test-shop.ts'

let shop: TestShop

beforeEach(async () => {
  await shop?.close()
  shop = await openTestShop()
})
afterAll(() => shop.close())

const input = {
  code: 'P1',
  name: 'Mug',
  barcode: '400',
  category: null,
  unit: 'pcs',
  kind: 'GOODS',
  isActive: true,
  listPrice: '12.50',
}
const saved = '{ priceProblem product { id code barcode listPrice { amount currency } priceVersion } }'

function create(over: object = {}) {
  const mutation = `mutation ($input: ProductInput!) { createProduct(input: $input, idempotencyKey: "k") ${saved} }`
  return shop.ask(mutation, { input: { ...input, ...over } })
}

function update(over: object = {}, priceVersion: number | null = 1) {
  const mutation = `mutation ($input: ProductInput!, $priceVersion: Int) {
    updateProduct(id: "p1", version: 3, priceVersion: $priceVersion, input: $input) ${saved}
  }`
  return shop.ask(mutation, { input: { ...input, ...over }, priceVersion })
}

describe('createProduct', () => {
  beforeEach(() => {
    shop.services.product.on('POST /products', () => aProduct('p1', { barcode: '400' }))
    shop.services.pricing.on('POST /prices/batch', () => ({ items: [] }))
    shop.services.pricing.on('PUT /prices/:productId', () => aPrice('p1', '12.50'))
  })

  it('makes the product under its key, then its price in the tenant’s currency', async () => {
    const { data, errors } = await create()
    expect(errors).toEqual([])
    expect(data.createProduct).toMatchObject({ priceProblem: null, product: { id: 'p1', barcode: '400' } })
    const [posted] = shop.services.product.calls
    expect(posted).toMatchObject({
      headers: { 'idempotency-key': 'k' },
      body: { code: 'P1', category: null },
    })
    expect(posted?.body).not.toHaveProperty('listPrice')
    const put = shop.services.pricing.calls.find(call => call.method === 'PUT')
    expect(put?.body).toEqual({ currency: 'CNY', listPrice: '12.50' })
    expect(put?.headers['if-match']).toBeUndefined()
  })

  it('keeps the product and says so while pricing is away', async () => {
    shop.services.pricing.breakDown()
    const { data, errors } = await create()
    expect(errors).toEqual([])
    expect(data.createProduct).toMatchObject({
      priceProblem: 'UPSTREAM_UNAVAILABLE',
      product: { id: 'p1', listPrice: null },
    })
  })

  it('asked again under its key writes no price that is there already', async () => {
    shop.services.pricing.on('POST /prices/batch', () => ({ items: [aPrice('p1', '12.500')] }))
    expect((await create()).data.createProduct.priceProblem).toBeNull()
    expect(shop.services.pricing.calls.filter(call => call.method === 'PUT')).toEqual([])
  })

  it('without a price asks pricing to keep none', async () => {
    await create({ listPrice: null })
    expect(shop.services.pricing.calls.filter(call => call.method !== 'POST')).toEqual([])
  })

  it('names what is taken', async () => {
    shop.services.product.on('POST /products', () =>
      FakeAnswer.problem(409, 'BARCODE_TAKEN', { takenBarcode: '400', holderCode: 'P7' }),
    )
    expect((await create()).errors[0]?.extensions).toEqual({
      code: 'BARCODE_TAKEN',
      details: { takenBarcode: '400', holderCode: 'P7' },
    })
    expect(shop.services.pricing.asked).toEqual([])
  })

  it('is refused without the permission', async () => {
    const { errors } = await shop.ask(
      'mutation ($input: ProductInput!) { createProduct(input: $input, idempotencyKey: "k") { priceProblem } }',
      { input },
      { permissions: ['catalog.product.read'] },
    )
    expect(errors[0]?.extensions?.code).toBe('FORBIDDEN')
    expect(shop.services.product.asked).toEqual([])
  })
})

describe('updateProduct', () => {
  beforeEach(() => {
    shop.services.product.on('PATCH /products/:id', () => aProduct('p1', { version: 4 }))
    shop.services.pricing.on('PUT /prices/:productId', () => {
      shop.services.pricing.on('POST /prices/batch', () => ({ items: [aPrice('p1', '12.50')] }))
      return aPrice('p1', '12.50')
    })
  })

  it('writes both with their versions, and every other request sees it at once', async () => {
    const read = () => shop.ask('{ product(id: "p1") { name listPrice { amount } } }')
    expect((await read()).data.product).toEqual({ name: 'Product p1', listPrice: { amount: '9.90' } })
    await update()
    const put = shop.services.pricing.calls.find(call => call.method === 'PUT')
    expect(put?.headers['if-match']).toBe('"1"')
    expect(shop.services.product.calls.find(call => call.method === 'PATCH')?.headers['if-match']).toBe('"3"')
    shop.services.product.on('POST /products/batch', () => ({ items: [aProduct('p1', { name: 'Cup' })] }))
    expect((await read()).data.product).toEqual({ name: 'Cup', listPrice: { amount: '12.50' } })
  })

  it('writes nothing when the price was changed meanwhile', async () => {
    const { errors } = await update({}, null)
    expect(errors[0]?.extensions?.code).toBe('VERSION_CONFLICT')
    expect(shop.services.product.asked).toEqual([])
  })

  it('keeps what a page of an older release does not know', async () => {
    const { barcode: _, category: __, listPrice: ___, ...known } = input
    const mutation = `mutation ($input: ProductInput!) {
      updateProduct(id: "p1", version: 3, priceVersion: 1, input: $input) ${saved}
    }`
    const { data } = await shop.ask(mutation, { input: known })
    expect(data.updateProduct.priceProblem).toBeNull()
    expect(shop.services.product.calls.find(call => call.method === 'PATCH')?.body).toEqual(known)
    expect(shop.services.pricing.calls.map(call => call.method)).not.toContain('DELETE')
  })

  it('takes the price away where none is given', async () => {
    shop.services.pricing.on('DELETE /prices/:productId', () => new FakeAnswer(204, ''))
    expect((await update({ listPrice: null })).data.updateProduct.priceProblem).toBeNull()
    expect(shop.services.pricing.calls.at(-2)?.method).toBe('DELETE')
  })

  it('leaves the price as it was and says so while pricing is away', async () => {
    shop.services.pricing.breakDown()
    const { data } = await update()
    expect(data.updateProduct.priceProblem).toBe('UPSTREAM_UNAVAILABLE')
    expect(shop.services.product.asked).toContain('PATCH /products/p1')
  })
})

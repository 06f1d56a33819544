import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { anOrder, aPage } from '../../../../testing/builders.ts'
import { openTestShop, type TestShop } from '../../../../testing/test-shop.ts'

let shop: TestShop

beforeEach(async () => {
  await shop?.close()
  shop = await openTestShop()
})
afterAll(() => shop.close())

const entry = { at: '2026-11-20T10:00:00.000Z', userId: 'u1', changes: [], creditNoteId: null }
const ASK = `{ order(id: "o1") { activity(first: 2) {
  nodes { action user { displayName } changes { field before after } creditNote { number } } totalCount } } }`

function answerActivity(...entries: object[]) {
  shop.services.sales.on('GET /orders/:id/activity', () =>
    aPage(entries.map((own, n) => ({ id: `a${n}`, ...entry, ...own }))),
  )
}

describe('the activity of an order', () => {
  it('names people, customers and credit notes, with one call each', async () => {
    shop.services.sales.on('POST /orders/batch', ({ body }) => ({
      items: (body as { ids: string[] }).ids.map(id => anOrder(id)),
    }))
    answerActivity(
      { action: 'CREDIT', creditNoteId: 'n1' },
      {
        action: 'EDIT',
        userId: 'u2',
        changes: [{ field: 'CUSTOMER', item: null, before: null, after: 'c1' }],
      },
      { action: 'IMPORT', userId: null },
    )
    const { data } = await shop.ask(ASK)
    expect(data.order.activity.nodes).toEqual([
      { action: 'CREDIT', user: { displayName: 'User u1' }, changes: [], creditNote: { number: 'SO-n1' } },
      {
        action: 'EDIT',
        user: { displayName: 'User u2' },
        changes: [{ field: 'CUSTOMER', before: null, after: 'Customer c1' }],
        creditNote: null,
      },
      { action: 'IMPORT', user: null, changes: [], creditNote: null },
    ])
    expect(shop.services.identity.calls).toHaveLength(1)
  })

  it('says of a field that only a newer service knows that another one was changed', async () => {
    answerActivity({
      action: 'EDIT',
      changes: [{ field: 'COLOUR', item: null, before: 'red', after: 'blue' }],
    })
    const { data, errors } = await shop.ask(ASK)
    expect(errors).toEqual([])
    expect(data.order.activity.nodes).toMatchObject([
      { changes: [{ field: 'OTHER', before: 'red', after: 'blue' }] },
    ])
  })

  it('is listed without names while identity is away', async () => {
    shop.services.identity.breakDown()
    answerActivity({ action: 'CONFIRM' })
    const { data, errors, degraded } = await shop.ask(ASK)
    expect(errors).toEqual([])
    expect(data.order.activity.nodes).toMatchObject([{ action: 'CONFIRM', user: null }])
    expect(degraded).toEqual([{ service: 'identity', code: 'UPSTREAM_UNAVAILABLE' }])
  })
})

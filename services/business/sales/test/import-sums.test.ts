import type { ImportJob } from '@portico/sales-contract'
import { Big } from 'big.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Counter } from './counter.ts'
import { exportOrders, lineSums } from './export-harness.ts'
import { ImportHarness, isOver } from './import-harness.ts'
import { type Market, openMarket } from './market.ts'

let market: Market
let shops = 0
beforeAll(async () => {
  market = await openMarket()
})
afterAll(() => market.stop())

const newShop = () => new ImportHarness(market, `t_sums_${++shops}`)
const HEADER = 'Order No,Date,SKU,Qty,Unit price,Customer,Currency,Time Zone'
const file = (...rows: string[]) => [HEADER, ...rows, ''].join('\n')

async function preview(shop: ImportHarness, body: string, settings: object = {}): Promise<ImportJob> {
  const { id } = await shop.upload(body)
  return (await shop.call('POST', `/imports/${id}/preview`, settings)).json<ImportJob>()
}

async function imported(shop: ImportHarness, body: string, settings: object = {}): Promise<ImportJob> {
  const job = await preview(shop, body, settings)
  const answer = await shop.start(job.id, job.mapping)
  expect([answer.statusCode, answer.body.slice(0, 300)]).toEqual([200, expect.anything()])
  return shop.until(job.id, isOver)
}

const shown = ({ sums = [] }: ImportJob) =>
  sums.map(
    ({ currency, outcome, documents, rows, unreadRows, amount }) =>
      `${currency} ${outcome} ${documents}/${rows}/${unreadRows} ${amount}`,
  )

/** What became of the rows comes to what the file has, by currency and to the cent. */
function expectAccounted({ sums = [] }: ImportJob) {
  for (const file of sums.filter(({ outcome }) => outcome === 'FILE')) {
    const rest = sums.filter(({ outcome, currency }) => outcome !== 'FILE' && currency === file.currency)
    const total = (pick: (sum: (typeof rest)[number]) => number | string) =>
      rest.reduce((sum, one) => sum.plus(pick(one)), Big(0))
    expect([total(one => one.amount).toFixed(2), total(one => one.rows).toNumber()]).toEqual([
      file.amount,
      file.rows,
    ])
    expect([total(one => one.documents).toNumber(), total(one => one.unreadRows).toNumber()]).toEqual([
      file.documents,
      file.unreadRows,
    ])
  }
}

const orders = async (shop: ImportHarness) =>
  (await shop.call('GET', '/orders?sort=NUMBER_ASC&first=100')).json<{
    items: { id: string; number: string; status: string; kind: string; total: string; orderedAt: string }[]
  }>().items

const idOf = (order: { id: string } | undefined) => order?.id ?? ''

describe('what an import came to', () => {
  const body = file(
    'A1,2024-03-05,E-1,3,0.333,Ann,GBP,',
    'A1,2024-03-05,E-2,1,10.005,Ann,GBP,',
    'A2,2024-03-05,E-1,-1,4.5,Ben,GBP,',
    'A3,2024-03-05,E-1,1,7.00,Cid,USD,',
    'A4,2024-03-05,E-1,1,6.00,Dee,GBP,',
    'A4,2024-03-05,E-1,two,5.00,Dee,GBP,',
    ',2024-03-05,E-1,1,2.00,Eve,GBP,',
  )

  it('is said by currency and outcome, and agrees with the file to the cent', async () => {
    const job = await imported(newShop(), body)
    expect(shown(job)).toEqual([
      'GBP CREATED 2/3/0 6.51',
      'GBP FILE 3/6/1 14.51',
      'GBP HELD_BACK 1/3/1 8.00',
      'USD FILE 1/1/0 7.00',
      'USD HELD_BACK 1/1/0 7.00',
    ])
    expectAccounted(job)
  })

  it('counts what is recognised, skipped and replaced the second time', async () => {
    const shop = newShop()
    await imported(shop, body)
    const decisions = [
      { doubt: 'NUMBER_CONFLICT:a1', choice: 'SKIP' },
      { doubt: 'NUMBER_CONFLICT:A2', choice: 'REPLACE' },
    ]
    const other = file(
      'A1,2024-03-05,E-1,3,9.00,Ann,GBP,',
      'a2,2024-03-06,E-1,-1,4.5,Ben,GBP,',
      'N1,2024-03-05,E-1,1,1.00,Ann,GBP,',
      'N1,2024-03-09,E-1,1,2.00,Ben,GBP,',
    )
    const job = await imported(shop, other, {
      decisions: [...decisions, { doubt: 'NUMBER_REUSED:N1', choice: 'SKIP' }],
    })
    expect(shown(job)).toEqual([
      'GBP CREATED 1/1/0 1.00',
      'GBP FILE 4/4/0 25.50',
      'GBP REPLACED 1/1/0 -4.50',
      'GBP SKIPPED 2/2/0 29.00',
    ])
    expectAccounted(job)
    const again = await imported(shop, file('N1,2024-03-05,E-1,1,1.00,Ann,GBP,'))
    expect(shown(again)).toEqual(['GBP FILE 1/1/0 1.00', 'GBP RECOGNISED 1/1/0 1.00'])
  })
})

describe('numbers that are taken', () => {
  const first = file(...['R1', 'R2', 'R3'].map(number => `${number},2024-01-05,E-1,1,5.00,Ann,GBP,`))
  const second = file(...['R1', 'R2', 'R3'].map(number => `${number},2024-02-05,E-2,1,7.00,Zed,GBP,`))
  const openOf = ({ doubts }: ImportJob) => doubts.filter(({ chosen }) => chosen === null).map(({ id }) => id)

  it('are decided one by one, and the rest as is decided for all', async () => {
    const shop = newShop()
    await imported(shop, first)
    const one = { doubt: 'NUMBER_CONFLICT:R2', choice: 'REPLACE' }
    const job = await preview(shop, second, { decisions: [one] })
    expect(openOf(job)).toEqual(['NUMBER_CONFLICT'])
    expect(job.conflicts.map(({ id, choice }) => `${id} ${choice}`)).toEqual([
      'NUMBER_CONFLICT:r1 null',
      'NUMBER_CONFLICT:r2 REPLACE',
      'NUMBER_CONFLICT:r3 null',
    ])
    await imported(shop, second, { decisions: [one, { doubt: 'NUMBER_CONFLICT', choice: 'SKIP' }] })
    expect((await orders(shop)).map(({ number, total }) => `${number} ${total}`)).toEqual([
      'R1 5.00',
      'R2 7.00',
      'R3 5.00',
    ])
  })

  it('are settled when each of them is', async () => {
    const shop = newShop()
    await imported(shop, first)
    const decisions = [
      { doubt: 'NUMBER_CONFLICT:R1', choice: 'SKIP' },
      { doubt: 'NUMBER_CONFLICT:R2', choice: 'REPLACE' },
      { doubt: 'NUMBER_CONFLICT:R3', choice: 'OTHER_SERIES' },
    ]
    const job = await preview(shop, second, { decisions })
    expect(job.doubts).toMatchObject([{ id: 'NUMBER_CONFLICT', chosen: 'SINGLY', chosenBy: 'PERSON' }])
    await imported(shop, second, { decisions })
    expect((await orders(shop)).map(({ number, total }) => `${number} ${total}`).sort()).toEqual([
      'R1 5.00',
      'R2 7.00',
      'R3 5.00',
      'R3 7.00',
    ])
  })

  it('are not settled by a choice that is none', async () => {
    const shop = newShop()
    await imported(shop, first)
    const decisions = ['R1', 'R2', 'R3'].map(number => ({
      doubt: `NUMBER_CONFLICT:${number}`,
      choice: 'LATER',
    }))
    expect(openOf(await preview(shop, second, { decisions }))).toEqual(['NUMBER_CONFLICT'])
  })

  it('to be replaced are held back where they have a credit note, and the preview counts them', async () => {
    const shop = newShop()
    await imported(shop, first)
    const [credited] = await orders(shop)
    const counter = new Counter(market, shop.tenant)
    const [line] = await counter.lines(idOf(credited))
    await counter.credit(idOf(credited), [{ lineId: line?.id ?? '', quantity: '1' }])
    const decisions = [{ doubt: 'NUMBER_CONFLICT', choice: 'REPLACE' }]
    const checked = await preview(shop, second, { decisions })
    expect(checked.problems.map(({ code }) => code)).toEqual(['DOCUMENT_CREDITED'])
    const done = await imported(shop, second, { decisions })
    expect(done.rejectedRows).toBe(checked.problemCount)
    expect(done.progress).toMatchObject({ documentsReplaced: 2, rowsRejected: checked.problemCount })
  })

  it('in the file alone are decided one by one, too', async () => {
    const shop = newShop()
    const rows = ['N1', 'N2', 'N3', 'N4'].flatMap(number => [
      `${number},2024-01-05,E-1,1,5.00,Ann,GBP,`,
      `${number},2024-01-09,E-1,2,5.00,Ben,GBP,`,
    ])
    const choices = { n1: 'SKIP', N2: 'REPLACE', N3: 'ONE_ORDER', N4: 'OTHER_SERIES' }
    const decisions = Object.entries(choices).map(([number, choice]) => ({
      doubt: `NUMBER_REUSED:${number}`,
      choice,
    }))
    expectAccounted(await imported(shop, file(...rows), { decisions }))
    expect((await orders(shop)).map(({ number, total }) => `${number} ${total}`).sort()).toEqual([
      'N1 5.00',
      'N2 10.00',
      'N3 15.00',
      'N4 10.00',
      'N4 5.00',
    ])
  })
})

describe('the answer that several documents of a number are one', () => {
  const rows = file('N1,2024-01-05,E-1,1,5.00,Ann,GBP,', 'N1,2024-01-09,E-1,2,5.00,Ben,GBP,')

  it.each(['NUMBER_REUSED:N1', 'NUMBER_REUSED'])('given as %s can be undone', async doubt => {
    const shop = newShop()
    const decisions = [{ doubt, choice: 'ONE_ORDER' }]
    const { id } = await shop.upload(rows)
    const settle = async (settings: object) =>
      (await shop.call('POST', `/imports/${id}/preview`, settings)).json<ImportJob>()
    const joined = await settle({ decisions })
    expect(joined.preview).toHaveLength(2)
    expect(joined.doubts).toMatchObject([
      { id: 'NUMBER_REUSED', chosen: doubt === 'NUMBER_REUSED' ? 'ONE_ORDER' : 'SINGLY' },
    ])
    expect(joined.conflicts).toMatchObject([
      { number: 'N1', incoming: { line: 3, customer: 'Ben', lineCount: 1, total: '10.00' } },
    ])
    const apart = await settle({ decisions: [{ doubt, choice: 'OTHER_SERIES' }] })
    await shop.start(id, apart.mapping)
    await shop.until(id, isOver)
    expect((await orders(shop)).map(({ number, total }) => `${number} ${total}`).sort()).toEqual([
      'N1 10.00',
      'N1 5.00',
    ])
  })
})

describe('a time zone by row', () => {
  it.each([
    ['America/New_York', '2024-07-01T16:00:00.000Z'],
    ['Eastern Time (US & Canada)', '2024-07-01T16:00:00.000Z'],
    ['Hong Kong', '2024-07-01T04:00:00.000Z'],
    ['Beijing', '2024-07-01T04:00:00.000Z'],
    ['UTC+8', '2024-07-01T04:00:00.000Z'],
    ['-03:30', '2024-07-01T15:30:00.000Z'],
    ['', '2024-07-01T11:00:00.000Z'],
  ])('%s gives the instant', async (zone, at) => {
    const shop = newShop()
    await imported(shop, file(`Z1,2024-07-01 12:00,E-1,1,5.00,Ann,GBP,${zone}`))
    expect((await orders(shop)).map(({ orderedAt }) => orderedAt)).toEqual([at])
  })

  it('keeps the rows of a document together, whatever day it is in Greenwich', async () => {
    const shop = newShop()
    const job = await imported(
      shop,
      file(
        'Z1,2024-07-01 23:30,E-1,1,5.00,Ann,GBP,America/New_York',
        'Z1,2024-07-01 01:00,E-2,1,5.00,Ann,GBP,America/New_York',
      ),
    )
    expect(job.progress).toMatchObject({ documentsCreated: 1, rowsRejected: 0 })
  })

  it('that may be several is held back until a person says that the zone of the file is meant', async () => {
    const body = file(
      'Z1,2024-07-01 12:00,E-1,1,5.00,Ann,GBP,CST',
      'Z2,2024-07-01 12:00,E-1,1,5.00,Ann,GBP,Europe/Paris',
    )
    const job = await preview(newShop(), body)
    expect(job.doubts).toMatchObject([
      { id: 'TIME_ZONE_UNKNOWN:TIME_ZONE', chosen: 'HOLD_BACK', chosenBy: 'RULE' },
    ])
    expect(job.problems.map(({ row, code }) => `${row} ${code}`)).toEqual(['2 UNKNOWN_TIME_ZONE'])
    const decisions = [{ doubt: 'TIME_ZONE_UNKNOWN:TIME_ZONE', choice: 'TAKE_FILE_ZONE' }]
    const shop = newShop()
    await imported(shop, body, { decisions })
    expect((await orders(shop)).map(({ orderedAt }) => orderedAt)).toEqual([
      '2024-07-01T11:00:00.000Z',
      '2024-07-01T10:00:00.000Z',
    ])
  })
})

describe('the state of an order', () => {
  it.each(['en', 'zh-CN'])('comes back as it was exported in %s, with the same sums', async language => {
    const [from, to] = [newShop(), newShop()]
    const counter = new Counter(market, from.tenant)
    const productId = await counter.product('GOODS', '50')
    const order = () => counter.draft([{ productId, quantity: '2', unitPrice: '3.5' }])
    await order()
    await counter.through(await order(), 'confirm')
    const shipped = await counter.through(await order(), 'confirm', 'ship')
    await counter.through(await order(), 'confirm', 'ship', 'close')
    await counter.through(await order(), 'cancel')
    const [line] = await counter.lines(shipped.id)
    await counter.call('POST', `/orders/${shipped.id}/credit-notes`, {
      lines: [{ lineId: line?.id, quantity: '1' }],
    })
    const body = await (
      await exportOrders(market, from.tenant, `language=${language}&timeZone=Europe%2FLondon`)
    ).text()
    const job = await imported(to, body)
    expect(job).toMatchObject({ status: 'DONE', rejectedRows: 0, doubts: [] })
    const states = async (shop: ImportHarness) =>
      (await orders(shop)).map(({ number, kind, status, total }) => `${number} ${kind} ${status} ${total}`)
    expect(await states(to)).toEqual(await states(from))
    expect(await to.totals()).toEqual(await from.totals())
    expect(await lineSums(market, to.tenant)).toEqual(await lineSums(market, from.tenant))
  })

  it('comes shipped from a file without a shipment that could be undone: nothing of it left the stock', async () => {
    const [from, to] = [newShop(), newShop()]
    const source = new Counter(market, from.tenant)
    const productId = await source.product('GOODS', '50')
    const order = await source.draft([{ productId, quantity: '2', unitPrice: '3.5' }])
    await source.through(order, 'confirm', 'ship')
    await imported(to, await (await exportOrders(market, from.tenant, 'language=en&timeZone=UTC')).text())
    const counter = new Counter(market, to.tenant)
    const [shipped] = (await to.call('GET', '/orders?first=1')).json().items
    expect(shipped).toMatchObject({
      status: 'SHIPPED',
      isImported: true,
      allowedActions: ['CLOSE', 'CREDIT'],
    })
    expect((await counter.step(shipped, 'undo-shipment')).json().code).toBe('ACTION_NOT_ALLOWED')
    expect(await counter.movements(shipped.number)).toEqual([])
  })

  /** An order over 4 of the 10 pieces there are, brought by a file: inventory does not know it. */
  async function confirmedFromFile() {
    const shop = newShop()
    const counter = new Counter(market, shop.tenant)
    const goods = await counter.product('GOODS', '10')
    const own = await counter.through(
      await counter.draft([{ productId: goods, quantity: '4', unitPrice: '3.5' }]),
      'confirm',
    )
    const text = await (await exportOrders(market, shop.tenant, 'language=en&timeZone=UTC')).text()
    await counter.through(own, 'cancel')
    await imported(shop, text.replaceAll(own.number, 'F-1'))
    const [order] = (await shop.call('GET', '/orders?first=1&search=F-1')).json().items
    expect(order).toMatchObject({ number: 'F-1', status: 'CONFIRMED', isImported: true })
    expect(await counter.stock(goods)).toEqual({ onHand: '10', reserved: '0', available: '10' })
    return { counter, goods, order }
  }

  it('comes confirmed from a file, and its goods leave the stock when it is shipped', async () => {
    const { counter, goods, order } = await confirmedFromFile()
    const shipped = await counter.through(order, 'ship')
    expect(await counter.stock(goods)).toEqual({ onHand: '6', reserved: '0', available: '6' })
    await counter.through(shipped, 'undo-shipment', 'cancel')
    expect(await counter.stock(goods)).toEqual({ onHand: '10', reserved: '0', available: '10' })
  })

  it('comes confirmed from a file, and is not shipped with goods that are promised to others', async () => {
    const { counter, goods, order } = await confirmedFromFile()
    await counter.through(await counter.draft([{ productId: goods, quantity: '8' }]), 'confirm')
    expect((await counter.step(order, 'ship')).json()).toMatchObject({ code: 'INSUFFICIENT_STOCK' })
    expect(await counter.read(order.id)).toMatchObject({ status: 'CONFIRMED', version: order.version })
    expect(await counter.stock(goods)).toEqual({ onHand: '10', reserved: '8', available: '2' })
  })

  it('is a draft in the words of others, and a cancelled order is a sale where a person says so', async () => {
    const shop = newShop()
    const body = [
      'Order No,Date,SKU,Qty,Unit price,Customer,Status',
      'D1,2024-03-05,E-1,1,5.00,Ann,Entwurf',
      'D2,2024-03-05,E-1,1,6.00,Ann,cancelled',
      'D3,2024-03-05,E-1,1,7.00,Ann,shipped',
      '',
    ].join('\n')
    const job = await imported(shop, body, {
      decisions: [{ doubt: 'STATUS_NOT_SALE:STATUS', choice: 'TAKE_AS_SALE' }],
    })
    expect(job.normalisations).toMatchObject([{ code: 'STATE_KEPT', count: 1 }])
    expect((await orders(shop)).map(({ number, status }) => `${number} ${status}`)).toEqual([
      'D1 DRAFT',
      'D2 CLOSED',
      'D3 CLOSED',
    ])
  })
})

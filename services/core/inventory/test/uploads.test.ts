import { type ServiceUnderTest, startForTest } from '@portico/service-kit/testing'
import { service as product } from '@portico/service-product'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { service } from '../src/index.ts'
import { MAX_WAITING } from '../src/uploads/store.ts'
import { StockRoom } from './stock-room.ts'

let products: ServiceUnderTest
let under: ServiceUnderTest
let room: StockRoom
let tenants = 0
/** Of another copy of the service. */
let place: NodeJS.ProcessEnv
/** By code. */
let ids: Map<string, string>

const CATALOGUE = [
  { code: 'MUG', barcode: '4006381333931', name: 'Mug' },
  { code: 'TEA', name: 'Tea' },
  { code: 'SALT', barcode: 'TWIN', name: 'Salt' },
  { code: 'TWIN', name: 'Twin' },
  { code: 'POST', name: 'Postage', kind: 'SERVICE' },
]

beforeAll(async () => {
  products = await startForTest(product)
  under = await startForTest(service, { PRODUCT_URL: products.url })
  place = {
    PORTICO_ENV: 'development',
    DATABASE_URL: under.databaseUrl,
    PRODUCT_URL: products.url,
    LOG_LEVEL: 'silent',
  }
})
beforeEach(async () => {
  const tenant = `t_upload_${tenants++}`
  room = new StockRoom(under, tenant)
  const body = { items: CATALOGUE }
  const { items } = (await products.call('POST', '/products/ensure', { tenant, body })).json()
  ids = new Map(items.map(({ code, id }: { code: string; id: string }) => [code, id]))
})
afterAll(async () => {
  await under.stop()
  await products.stop()
})

function send(file: string | Buffer, mode = 'OPENING', more = '') {
  const headers = { 'content-type': 'text/csv', 'x-file-name': encodeURIComponent('stock 库存.csv') }
  return room.call('POST', `/uploads?mode=${mode}${more}`, file, headers)
}

const book = (id: string, choice = {}) => room.call('POST', `/uploads/${id}/book`, choice)
const onHand = async (code: string) => (await room.item(ids.get(code) ?? ''))?.onHand ?? null

describe('a file of opening stock', () => {
  it('is read by code or barcode and books nothing until it is asked to', async () => {
    const answer = await send('\ufeffBarcode;Qty;Shelf\r\n4006381333931;12,5;A1\r\nTEA;3;\r\n')
    expect(answer.statusCode, answer.body).toBe(201)
    expect(answer.json()).toMatchObject({
      fileName: 'stock 库存.csv',
      rowCount: 2,
      goodCount: 2,
      problemCount: 0,
      ignoredColumns: ['Shelf'],
      bookedAt: null,
    })
    expect(await onHand('MUG')).toBeNull()
    expect((await book(answer.json().id)).json()).toMatchObject({ bookedCount: 2 })
    expect(await onHand('MUG')).toBe('12.5')
    expect(await onHand('TEA')).toBe('3')
  })

  it('reports every row it cannot book, by its line', async () => {
    const file = [
      'code,quantity,warehouse',
      'MUG,1,',
      'NOPE,1,',
      ',1,',
      'TWIN,1,',
      'POST,1,',
      'TEA,1,NOWHERE',
      'TEA,"1,500",MAIN',
      'TEA,,MAIN',
      'MUG,2,Main warehouse',
      '"TEA ","4\n",MAIN',
    ].join('\n')
    const { rowCount, goodCount, problems } = (await send(file)).json()
    expect({ rowCount, goodCount }).toEqual({ rowCount: 10, goodCount: 2 })
    expect(problems.map(({ row, code }: { row: number; code: string }) => [row, code])).toEqual([
      [3, 'PRODUCT_UNKNOWN'],
      [4, 'PRODUCT_MISSING'],
      [5, 'PRODUCT_AMBIGUOUS'],
      [6, 'PRODUCT_IS_SERVICE'],
      [7, 'WAREHOUSE_UNKNOWN'],
      [8, 'QUANTITY_AMBIGUOUS'],
      [9, 'QUANTITY_MISSING'],
      [10, 'REPEATED'],
    ])
  })

  it('with problems is booked only when it was said to leave them out', async () => {
    const { id } = (await send('code,qty\nMUG,5\nNOPE,1\n')).json()
    expect((await book(id)).json()).toMatchObject({ code: 'UPLOAD_HAS_PROBLEMS', problemCount: 1 })
    expect(await onHand('MUG')).toBeNull()
    expect((await book(id, { skipProblems: true })).json()).toMatchObject({ bookedCount: 1, problemCount: 1 })
    expect(await onHand('MUG')).toBe('5')
  })

  it('sent again changes nothing, in any order of looking and booking', async () => {
    const file = 'code,qty\nMUG,5\nTEA,0\n'
    const [first, second] = await Promise.all([send(file), send(file)])
    const answers = await Promise.all([book(first.json().id), book(first.json().id), book(second.json().id)])
    expect(answers.map(answer => answer.statusCode)).toEqual([200, 200, 200])
    expect(await onHand('MUG')).toBe('5')
    const third = (await send(file)).json()
    expect(third).toMatchObject({ problems: [{ row: 2, code: 'ALREADY_OPENED' }] })
    expect(third.sameBookedAt).not.toBeNull()
    expect(await room.unbalanced()).toEqual([])
  })

  it('is read with the decimal mark it was said to have', async () => {
    const { id } = (await send('code\tqty\nMUG\t1.500\n', 'OPENING', '&decimalMark=,')).json()
    await book(id)
    expect(await onHand('MUG')).toBe('1500')
  })

  it('of a Chinese spreadsheet is read in its encoding', async () => {
    const gbk = Buffer.from([0xb1, 0xe0, 0xc2, 0xeb, 0x2c, 0xca, 0xfd, 0xc1, 0xbf, 0x0a]) // 编码,数量
    expect((await send(Buffer.concat([gbk, Buffer.from('MUG,2\n')]))).json()).toMatchObject({ goodCount: 1 })
  })
})

describe('a delivery note', () => {
  it('adds to what is there, once for a file unless the user says that the goods came once more', async () => {
    await room.call('POST', '/receipts', { kind: 'OPENING', productId: ids.get('MUG'), quantity: '1' })
    const file = 'code,qty\nMUG,5\n'
    const first = (await send(file, 'RECEIPT')).json()
    expect((await book(first.id)).json()).toMatchObject({ bookedCount: 1 })
    const second = (await send(file, 'RECEIPT')).json()
    expect((await book(second.id)).json()).toMatchObject({ code: 'BOOKED_BEFORE' })
    expect(await onHand('MUG')).toBe('6')
    await book(second.id, { repeat: true })
    expect(await onHand('MUG')).toBe('11')
    const { items } = (await room.call('GET', '/movements?first=1')).json()
    expect(items).toMatchObject([{ kind: 'RECEIPT', onHandDelta: '5', note: 'stock 库存.csv' }])
  })
})

describe('a file that cannot be checked', () => {
  it.each<[string, string | Buffer, string]>([
    ['without rows', 'code,qty\n', 'FILE_EMPTY'],
    ['without a byte', '', 'FILE_EMPTY'],
    ['without a heading for the quantity', 'code,colour\nMUG,red\n', 'FILE_COLUMNS_UNKNOWN'],
    ['with two headings for the product', 'code,sku,qty\nMUG,MUG,1\n', 'FILE_COLUMNS_UNKNOWN'],
    ['that is a workbook', Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x14, 0x00]), 'FILE_UNREADABLE'],
    ['that is a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x00, 0x00, 0xff, 0xff]), 'FILE_UNREADABLE'],
    ['of more than 4 MB', `code,qty\n${'x'.repeat(4 * 1024 * 1024)}`, 'FILE_TOO_LARGE'],
    ['of more than 20,000 rows', `code,qty\n${'MUG,1\n'.repeat(20_001)}`, 'FILE_TOO_LARGE'],
  ])('%s is refused with what to do', async (_name, file, code) => {
    const problem = (await send(file)).json()
    expect(problem.code).toBe(code)
    expect(problem.detail).toMatch(/\w+ \w+ \w+/)
  })

  it('is not there for another tenant', async () => {
    const { id } = (await send('code,qty\nMUG,5\n')).json()
    const stranger = new StockRoom(under, 't_stranger')
    expect((await stranger.call('GET', `/uploads/${id}`)).statusCode).toBe(404)
    expect((await stranger.call('POST', `/uploads/${id}/book`, {})).statusCode).toBe(404)
  })
})

it('20,000 rows are checked and booked whole', async () => {
  const codes = Array.from({ length: 20_000 }, (_, n) => `C${n}`)
  for (let at = 0; at < codes.length; at += 1000) {
    const items = codes.slice(at, at + 1000).map(code => ({ code, name: code }))
    await products.call('POST', '/products/ensure', { tenant: room.tenant, body: { items } })
  }
  const file = `code,qty\n${codes.map(code => `${code},1`).join('\n')}`
  const { id, goodCount } = (await send(file, 'RECEIPT')).json()
  expect(goodCount).toBe(20_000)
  expect((await book(id)).json()).toMatchObject({ bookedCount: 20_000 })
  expect(await room.unbalanced()).toEqual([])
})

it('drops files that no user books behind newer ones, and keeps what was booked', async () => {
  const first = (await send('Code,Qty\nMUG,1\n')).json()
  expect((await book(first.id)).statusCode).toBe(200)
  const ids: string[] = []
  for (let nr = 0; nr < MAX_WAITING + 2; nr += 1)
    ids.push((await send(`Code,Qty\nTEA,${nr + 1}\n`)).json().id)
  const found = await Promise.all([first.id, ...ids].map(id => room.call('GET', `/uploads/${id}`)))
  const kept = Array.from({ length: MAX_WAITING }, () => 200)
  expect(found.map(({ statusCode }) => statusCode)).toEqual([200, 404, 404, ...kept])
})

/** As if it had come so long ago. */
function age(interval: string) {
  return under.database.tenant(room.tenant, tx =>
    tx.run(`update stock_upload set created_at = created_at - interval '${interval}'`),
  )
}

it('is forgotten after a week when nothing was booked, of a company that never comes back too; what was booked stays', async () => {
  const [waiting, booked] = [
    (await send('Code,Qty\nTEA,1\n')).json(),
    (await send('Code,Qty\nMUG,1\n')).json(),
  ]
  expect((await book(booked.id)).statusCode).toBe(200)
  await age('8 days')
  await Promise.all([under.sweep(), under.sweep()])
  expect((await room.call('GET', `/uploads/${waiting.id}`)).statusCode).toBe(404)
  expect((await room.call('GET', `/uploads/${booked.id}`)).json()).toMatchObject({
    goodCount: 1,
    bookedCount: 1,
  })
  const { rows } = await under.database.tenant(room.tenant, tx =>
    tx.get<{ rows: unknown[] }>('select rows from stock_upload'),
  )
  expect(rows).toEqual([])
})

it('is refused where the disk is nearly full, or the database has its limit, and says so with a code', async () => {
  const env = { ...place, PORTICO_DATABASE_FOLDER: process.cwd(), PORTICO_MIN_FREE_DISK_MB: '9000000000' }
  for (const more of [env, { ...place, PORTICO_MAX_DATABASE_MB: '1' }]) {
    const full = await service.start({ ...more, INVENTORY_PORT: '0' })
    const answer = await full.app.inject({
      method: 'POST',
      url: '/uploads?mode=OPENING',
      headers: { baggage: `portico.tenant=${room.tenant}`, 'content-type': 'text/csv' },
      payload: 'Code,Qty\nTEA,1\n',
    })
    expect([answer.statusCode, answer.json()]).toMatchObject([507, { code: 'DISK_FULL' }])
    await full.stop()
  }
  expect((await send('Code,Qty\nTEA,1\n')).statusCode).toBe(201)
})

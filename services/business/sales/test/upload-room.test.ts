import { afterAll, beforeAll, expect, test } from 'vitest'
import { MAX_ARRIVING, MAX_WAITING } from '../src/imports/upload-room.ts'
import { ImportDesk } from './import-desk.ts'
import { type Market, openMarket } from './market.ts'

let market: Market
beforeAll(async () => {
  market = await openMarket()
})
afterAll(() => market?.stop())

const FILE = 'InvoiceNo,StockCode,Quantity,UnitPrice\n1,A,1,1\n'

function count(tenant: string, sql: string): Promise<number> {
  return market.sales.database.tenant(tenant, async tx => {
    const { n } = await tx.get<{ n: number }>(`select count(*)::int as n from ${sql}`)
    return n
  })
}

test('files that no user decides about are dropped behind newer ones, and take no more room', async () => {
  const desk = new ImportDesk(market, 't_hoarder')
  const ids: string[] = []
  for (let nr = 0; nr < MAX_WAITING + 2; nr += 1) ids.push((await desk.upload(FILE)).id)
  const states = await Promise.all(ids.map(async id => (await desk.read(id)).status))
  expect(states).toEqual(['CANCELLED', 'CANCELLED', ...Array.from({ length: MAX_WAITING }, () => 'UPLOADED')])
  expect(await count('t_hoarder', 'import_chunk')).toBe(MAX_WAITING)
})

test('a company that sends many files at the same moment is refused the rest, and no other company is', async () => {
  const [desk, other] = [new ImportDesk(market, 't_busy'), new ImportDesk(market, 't_calm')]
  const senders = Array.from({ length: MAX_ARRIVING }, () => openSlowFile())
  const answers = senders.map(({ stream }) => desk.send(stream))
  await expect
    .poll(() => count('t_busy', `import_job where status = 'UPLOADING'`), { timeout: 10_000 })
    .toBe(MAX_ARRIVING)
  const refused = await desk.send(FILE)
  expect([refused.status, await refused.json()]).toMatchObject([429, { code: 'TOO_MANY_UPLOADS' }])
  expect((await other.send(FILE)).status).toBe(201)
  for (const { finish } of senders) finish()
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual(senders.map(() => 201))
  expect((await desk.send(FILE)).status).toBe(201)
})

/** Its first half comes at once, the rest when it is told to. */
function openSlowFile() {
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null
  const stream = new ReadableStream<Uint8Array>({
    start(made) {
      controller = made
      made.enqueue(new TextEncoder().encode(FILE))
    },
  })
  return {
    stream,
    finish() {
      controller?.enqueue(new TextEncoder().encode('2,B,1,1\n'))
      controller?.close()
    },
  }
}

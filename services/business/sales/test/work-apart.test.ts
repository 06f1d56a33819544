import { afterAll, beforeAll, expect, it } from 'vitest'
import { service as sales } from '../src/index.ts'
import { ImportHarness, isOver } from './import-harness.ts'
import { type Market, openMarket } from './market.ts'

const FILE = 'order no,sku,product name,qty,date,unit price\nW1,X1,thing,2,2024-03-01,1.50\n'

let market: Market
let harness: ImportHarness

beforeAll(async () => {
  market = await openMarket({ PORTICO_WORK: 'serve' })
  harness = new ImportHarness(market)
})
afterAll(() => market.stop())

it('a process that only serves leaves an import to one that only works, which no call reaches', async () => {
  const { id, mapping } = await harness.upload(FILE)
  expect((await harness.start(id, mapping)).statusCode).toBe(200)
  // Longer than a worker of this process would take for the one above.
  await harness.upload(FILE.replaceAll('W1', 'W2'))
  expect((await harness.read(id)).status).toBe('QUEUED')

  const worker = await sales.start({
    ...market.env,
    SALES_PORT: '0',
    LOG_LEVEL: 'silent',
    PORTICO_WORK: 'work',
  })
  expect(worker.app.server.listening).toBe(false)
  expect((await harness.until(id, isOver)).status).toBe('DONE')
  await worker.stop()
})

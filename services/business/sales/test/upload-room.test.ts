import { contextHeaders } from '@portico/service-kit'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { MAX_WAITING } from '../src/imports/ends.ts'
import { MAX_ARRIVING, MAX_ARRIVING_IN_ALL } from '../src/imports/upload-room.ts'
import { service as sales } from '../src/index.ts'
import { ImportHarness } from './import-harness.ts'
import { type Market, openMarket } from './market.ts'

let market: Market
beforeAll(async () => {
  market = await openMarket({ PORTICO_MAX_WAITING_IMPORTS_MB: '1' })
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
  const harness = new ImportHarness(market, 't_hoarder')
  const ids: string[] = []
  for (let nr = 0; nr < MAX_WAITING + 2; nr += 1) ids.push((await harness.upload(FILE)).id)
  const states = await Promise.all(ids.map(async id => (await harness.read(id)).status))
  expect(states).toEqual(['CANCELLED', 'CANCELLED', ...Array.from({ length: MAX_WAITING }, () => 'UPLOADED')])
  expect(await count('t_hoarder', 'import_chunk')).toBe(MAX_WAITING)
})

test('a company that sends many files at the same moment is refused the rest, and no other company is', async () => {
  const [harness, other] = [new ImportHarness(market, 't_busy'), new ImportHarness(market, 't_calm')]
  const senders = Array.from({ length: MAX_ARRIVING }, () => openSlowFile())
  const answers = senders.map(({ stream }) => harness.send(stream))
  await expect
    .poll(() => count('t_busy', `import_job where status = 'UPLOADING'`), { timeout: 10_000 })
    .toBe(MAX_ARRIVING)
  const refused = await harness.send(FILE)
  expect([refused.status, await refused.json()]).toMatchObject([429, { code: 'UPLOADS_BUSY' }])
  expect((await other.send(FILE)).status).toBe(201)
  for (const { finish } of senders) finish()
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual(senders.map(() => 201))
  expect((await harness.send(FILE)).status).toBe(201)
})

/** As if it had come so long ago. */
function age(tenant: string, interval: string, condition = 'true') {
  return market.sales.database.tenant(tenant, tx =>
    tx.run(
      `update import_job set created_at = created_at - interval '${interval}', finished_at = finished_at - interval '${interval}'
       where ${condition}`,
    ),
  )
}

test('files that arrive are counted over all companies and all copies of the service', async () => {
  const begun = (tenant: string, from: number, to: number) =>
    market.sales.database.tenant(tenant, tx =>
      tx.run(
        `insert into import_job (tenant_id, id, file_name, currency, status)
         select $1, 'arriving-' || n, 'a.csv', 'EUR', 'UPLOADING' from generate_series($2::int, $3::int) n`,
        [tenant, from, to],
      ),
    )
  const harness = new ImportHarness(market, 't_late')
  await begun('t_first', 1, MAX_ARRIVING_IN_ALL - 1)
  expect((await harness.send(FILE)).status).toBe(201)
  await begun('t_second', MAX_ARRIVING_IN_ALL, MAX_ARRIVING_IN_ALL)
  const refused = await harness.send(FILE)
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '5'])
  expect(await refused.json()).toMatchObject({ code: 'UPLOADS_BUSY' })
  // What a crash left counts no more, and goes, though neither company ever comes back.
  await age('t_first', '21 minutes')
  await age('t_second', '21 minutes')
  expect((await harness.send(FILE)).status).toBe(201)
  expect(await market.sales.sweep()).toBe(MAX_ARRIVING_IN_ALL)
  expect(await count('t_first', 'import_job')).toBe(0)
})

test('files that wait longer than a week go, of companies that never come back too, and by whichever copy of the service', async () => {
  const [away, here] = [new ImportHarness(market, 't_away'), new ImportHarness(market, 't_here')]
  const old = await away.upload(FILE)
  const fresh = await here.upload(FILE)
  await age('t_away', '8 days')
  await Promise.all([market.sales.sweep(), market.sales.sweep()])
  expect((await away.read(old.id)).status).toBe('CANCELLED')
  expect(await count('t_away', 'import_chunk')).toBe(0)
  expect((await here.read(fresh.id)).status).toBe('UPLOADED')
})

test('where more waits than may, the company that keeps most loses its oldest, and no other company loses any', async () => {
  const [hoarder, modest] = [new ImportHarness(market, 't_hoard'), new ImportHarness(market, 't_modest')]
  const kept = await modest.upload(FILE)
  await age('t_modest', '1 day')
  const ids: string[] = []
  for (let nr = 0; nr < 4; nr += 1) ids.push((await hoarder.upload(FILE)).id)
  await market.sales.database.tenant('t_hoard', tx => tx.run('update import_job set file_size = 400000'))
  await market.sales.sweep()
  const states = await Promise.all(ids.map(async id => (await hoarder.read(id)).status))
  expect(states).toEqual(['CANCELLED', 'CANCELLED', 'UPLOADED', 'UPLOADED'])
  expect((await modest.read(kept.id)).status).toBe('UPLOADED')
})

test('the rows an import left out are kept for 90 days, and then the import says that they were deleted', async () => {
  const harness = new ImportHarness(market, 't_report')
  const { id } = await harness.upload(FILE)
  await market.sales.database.tenant('t_report', async tx => {
    await tx.run(
      `update import_job set status = 'DONE', finished_at = now(), rows_rejected = 2 where id = $1`,
      [id],
    )
    await tx.run(
      `insert into import_row (tenant_id, import_id, row, problem, raw)
       select 't_report', $1, n, '{"code":"BAD_DATE","message":"x"}', '{a}' from generate_series(1, 2) n`,
      [id],
    )
  })
  const report = () => harness.call('GET', `/imports/${id}/rejected.csv`)
  await market.sales.sweep()
  expect((await report()).statusCode).toBe(200)
  await age('t_report', '91 days')
  await market.sales.sweep()
  expect((await report()).json()).toMatchObject({ code: 'REPORT_CLEARED', status: 410 })
  expect(await harness.read(id)).toMatchObject({ rejectedRows: 0, progress: { rowsRejected: 2 } })
  expect(await count('t_report', 'import_row')).toBe(0)
})

test('a disk that is nearly full takes no file and starts no import, and says so with a code', async () => {
  const harness = new ImportHarness(market, 't_full')
  const waiting = await harness.upload(FILE)
  const port = { SALES_PORT: '0', LOG_LEVEL: 'silent', PORTICO_DATABASE_FOLDER: process.cwd() }
  const full = await sales.start({ ...market.env, ...port, PORTICO_MIN_FREE_DISK_MB: '9000000000' })
  onTestFinished(() => full.stop())
  const there = new ImportHarness({ ...market, sales: { ...market.sales, ...full } }, 't_full')
  const refused = await there.send(FILE)
  expect([refused.status, await refused.json()]).toMatchObject([507, { code: 'DISK_FULL' }])
  expect(await count('t_full', 'import_job')).toBe(1)
  const headers = contextHeaders({ tenantId: 't_full', userId: null, traceparent: null })
  const mapping = { columns: [], dateFormat: 'YMD', timeZone: 'UTC', decimalMark: '.' }
  const started = await full.app.inject({
    method: 'POST',
    url: `/imports/${waiting.id}/start`,
    headers,
    payload: { mapping },
  })
  expect(started.json()).toMatchObject({ code: 'DISK_FULL' })
})

/** Its first half comes at once, the rest when the test asks for it. */
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

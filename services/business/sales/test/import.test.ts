import type { ImportJob } from '@portico/sales-contract'
import { describeRowSecurity } from '@portico/service-kit/testing'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { Counter } from './counter.ts'
import { ImportHarness, isOver } from './import-harness.ts'
import { type Market, openMarket } from './market.ts'

let market: Market
let harness: ImportHarness

beforeAll(async () => {
  market = await openMarket()
  harness = new ImportHarness(market)
  await harness.run(messy)
})
afterEach(() => {
  market.productChaos.mode = 'pass'
  market.productChaos.afterNext = null
})
afterAll(() => market.stop())

const HEADER = 'Invoice No;Stock Code;Description;Qty;Invoice Date;Unit Price;Customer ID;Country'
/** Windows-1252, semicolons, decimal commas, quoted line breaks, a blank line, and every kind of mistake. */
const messy = Buffer.from(
  [
    HEADER,
    'M1;X1;"Caf\xe9',
    'cup";2;25/12/2023;1.250,50;77;Fran\xe7aise',
    'M1;X2;;3;25/12/2023;0;77;',
    '',
    'M2;X1;=HYPERLINK("x");1;25/12/2023;2,00;;',
    'M2;X3;fine;one;25/12/2023;2,00;;',
    'M3;;no code;1;25/12/2023;2,00;;',
    ';X1;no number;1;25/12/2023;2,00;;',
    'M4;X1;bad day;1;32/12/2023;2,00;;',
    'M5;X1;bad price;1;25/12/2023;two;;',
    'M6;X1;short;1',
    'C7;X1;back;-1;26/12/2023;2,00;77;',
    'M8;POST;Postage;1;26/12/2023;18,00;;',
  ].join('\r\n'),
  'latin1',
)

const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code
const rejectedOf = async (job: ImportJob) =>
  (await harness.call('GET', `/imports/${job.id}/rejected.csv`)).body

describeRowSecurity(() => market.sales)

describe('a messy file', () => {
  it('is read for what it is when it arrives', async () => {
    const job = await harness.upload(messy)
    expect(job).toMatchObject({ status: 'UPLOADED', fileSize: messy.length, rowCount: null, problems: [] })
    expect(job.mapping).toMatchObject({ dateFormat: 'DMY', decimalMark: ',', timeZone: 'Europe/London' })
    expect(job.sample[0]?.[2]).toBe('Café\ncup')
  })

  it('previews each problem with the line it stands in, and the good rows of a document that is held back', async () => {
    const { id, mapping } = await harness.upload(messy)
    const job = (await harness.call('POST', `/imports/${id}/preview`, { mapping })).json<ImportJob>()
    expect(job).toMatchObject({ status: 'PREVIEWED', rowCount: 11, problemCount: 7 })
    expect(job.problems.map(({ row, code }) => [row, code])).toEqual([
      [6, 'ROW_OF_REJECTED_DOCUMENT'],
      [7, 'BAD_QUANTITY'],
      [8, 'MISSING_PRODUCT'],
      [9, 'MISSING_NUMBER'],
      [10, 'BAD_DATE'],
      [11, 'BAD_PRICE'],
      [12, 'BAD_PRICE'],
    ])
    expect(job.problems[1]).toMatchObject({ field: 'QUANTITY', value: 'one' })
  })

  it('is imported but for the documents with a rejected row, which are rejected whole', async () => {
    const fresh = new ImportHarness(market, 't_messy')
    const job = await fresh.run(messy)
    expect(job.progress).toEqual({
      rowsTotal: 11,
      rowsDone: 11,
      documentsCreated: 3,
      documentsRecognised: 0,
      documentsSkipped: 0,
      documentsReplaced: 0,
      rowsRejected: 7,
      productsCreated: 3,
      customersCreated: 1,
    })
    const { items } = (await fresh.call('GET', '/orders?sort=NUMBER_ASC')).json()
    expect(
      items.map((item: { number: string; kind: string; total: string }) => [
        item.number,
        item.kind,
        item.total,
      ]),
    ).toEqual([
      ['C7', 'CREDIT_NOTE', '-2.00'],
      ['M1', 'ORDER', '2501.00'],
      ['M8', 'ORDER', '18.00'],
    ])
    expect(items[1]).toMatchObject({ orderedAt: '2023-12-25T00:00:00.000Z', customerId: expect.any(String) })
    expect(items[2].customerId).toBe(null)
    const lines = await new Counter(market, 't_messy').lines(items[1].id)
    expect(lines.map(({ description, unitPrice }) => [description, unitPrice])).toEqual([
      ['Café\ncup', '1250.5'],
      ['', '0'],
    ])
  })

  it('leaves a report that no spreadsheet runs as a formula', async () => {
    const job = await harness.run(messy)
    expect(job.rejectedRows).toBe(7)
    const [header, ...rows] = (await rejectedOf(job)).trimEnd().split('\n')
    expect(header).toBe(`\uFEFF${HEADER.replaceAll(';', ',')},row,code,reason`)
    expect(rows).toHaveLength(7)
    expect(rows[0]).toBe(
      `M2,X1,"'=HYPERLINK(""x"")",1,25/12/2023,"2,00",,,6,ROW_OF_REJECTED_DOCUMENT,"Another row of this document was rejected, and half a document is never written."`,
    )
    expect(rows[6]).toMatch(/^M6,X1,short,1,,,,,12,BAD_PRICE,/)
  })

  it('can be mended and imported again', async () => {
    const report = await rejectedOf(await harness.run(messy))
    const mended = report.replace(',one,', ',1,').split('\n').slice(0, 3).join('\n')
    const job = await harness.run(mended)
    expect(job.progress).toMatchObject({ documentsCreated: 1, rowsRejected: 0 })
    const { items } = (await harness.call('GET', '/orders?search=M2')).json()
    const lines = await new Counter(market).lines(items[0].id)
    expect(lines.map(({ description }) => description)).toEqual(['=HYPERLINK("x")', 'fine'])
  })

  it('drops the file and the staged rows when it is done', async () => {
    const job = await harness.run(messy)
    const left = await market.sales.database.tenant('t_demo', tx =>
      tx.get<{ chunks: number; rows: number }>(
        `select (select count(*)::int from import_chunk where import_id = $1) as chunks,
           (select count(*)::int from import_row where import_id = $1 and problem is null) as rows`,
        [job.id],
      ),
    )
    expect(left).toEqual({ chunks: 0, rows: 0 })
  })
})

describe('a file with what no database stores as it is', () => {
  const lines = [
    HEADER.replaceAll(';', ','),
    'N1,X1,C:\\u0000 \\udead,1,2023-01-02,2.00,,',
    'N2,X1,nul\0,1,2023-01-02,2.00,,\ud83d\ude00',
    'N3,X1,year nought,1,0000-01-01T00:00:00Z,2.00,,',
  ]

  it('is imported all the same', async () => {
    const odd = new ImportHarness(market, 't_odd')
    const job = await odd.run(lines.join('\n'))
    expect(job).toMatchObject({ status: 'DONE', progress: { documentsCreated: 2, rowsRejected: 1 } })
    const { items } = (await odd.call('GET', '/orders?sort=NUMBER_ASC')).json()
    const counter = new Counter(market, 't_odd')
    expect((await counter.lines(items[0].id))[0]?.description).toBe('C:\\u0000 \\udead')
  })
})

describe('a document with more rows than one may have', () => {
  it('is rejected whole and says why, as when another column is taken for its number', async () => {
    const wrong = new ImportHarness(market, 't_wide')
    const row = (number: string) => `${number},X1,cup,1,2023-01-02,2.00,,`
    const file = [HEADER.replaceAll(';', ','), ...Array<string>(5001).fill(row('France')), row('Peru')].join(
      '\n',
    )
    const job = await wrong.run(file)
    expect(job).toMatchObject({ status: 'DONE', progress: { documentsCreated: 1, rowsRejected: 5001 } })
    const report = (await wrong.call('GET', `/imports/${job.id}/rejected.csv`)).body.split('\n')
    expect(report[1]).toContain('TOO_MANY_ROWS')
    expect(report[2]).toContain('ROW_OF_REJECTED_DOCUMENT')
  })
})

describe('an upload', () => {
  const tooLarge = 51 * 1024 * 1024
  const orphans = () =>
    market.sales.database.tenant('t_upload', tx =>
      tx.get(
        `select (select count(*)::int from import_job) as jobs, (select count(*)::int from import_chunk) as chunks`,
      ),
    )

  it('over the limit is refused while it streams and leaves nothing', async () => {
    const uploader = new ImportHarness(market, 't_upload')
    let sent = 0
    const endless = new ReadableStream({
      pull(controller) {
        if (sent > tooLarge) return controller.close()
        controller.enqueue(new TextEncoder().encode('a,b,c\n'.repeat(20_000)))
        sent += 120_000
      },
    })
    const answer = await uploader.send(endless)
    expect([answer.status, await codeOf(answer)]).toEqual([413, 'FILE_TOO_LARGE'])
    expect(await orphans()).toEqual({ jobs: 0, chunks: 0 })
  })

  it('that breaks off leaves nothing', async () => {
    const uploader = new ImportHarness(market, 't_upload')
    const broken = new ReadableStream({
      start: controller => controller.enqueue(new TextEncoder().encode('a,b\n'.repeat(200_000))),
      pull: async controller => {
        await expect.poll(orphans, { timeout: 20_000 }).toMatchObject({ jobs: 1 })
        controller.error(new Error('broken off'))
      },
    })
    await expect(uploader.send(broken)).rejects.toThrow()
    await expect.poll(orphans, { timeout: 20_000 }).toEqual({ jobs: 0, chunks: 0 })
  })

  it('of nothing, or of no CSV type, is refused with a code', async () => {
    const uploader = new ImportHarness(market, 't_upload')
    expect(await codeOf(await uploader.send('\n\n'))).toBe('FILE_EMPTY')
    expect(await codeOf(await uploader.send(''))).toBe('FILE_EMPTY')
    expect(await codeOf(await uploader.send(`${HEADER}\r\n`))).toBe('FILE_EMPTY')
    // JSON would be read whole before its length is looked at.
    for (const type of ['text/html', 'application/json'])
      expect((await uploader.send('{}', { 'content-type': type })).status, type).toBe(415)
    expect((await uploader.send('a', { 'x-time-zone': 'Mars/Base' })).status).toBe(400)
    expect(await orphans()).toEqual({ jobs: 0, chunks: 0 })
  })
})

describe('a mapping', () => {
  it('must fill what a document needs, with columns the file has', async () => {
    const { id, mapping } = await harness.upload('a,b,c,d,e\n1,2,3,4,5\n')
    expect(mapping).toBe(null)
    const base = { dateFormat: 'DMY' as const, timeZone: 'UTC', decimalMark: '.' as const }
    const missing = await harness.start(id, { ...base, columns: [{ field: 'DATE', column: 0 }] })
    expect(missing.json()).toMatchObject({
      code: 'MAPPING_INVALID',
      missing: ['DOCUMENT_NUMBER', 'PRODUCT_CODE', 'QUANTITY', 'UNIT_PRICE'],
    })
    const fields = ['DOCUMENT_NUMBER', 'PRODUCT_CODE', 'QUANTITY', 'UNIT_PRICE', 'DATE'] as const
    const columns = fields.map((field, index) => ({ field, column: index + 1 }))
    expect((await harness.start(id, { ...base, columns })).json().code).toBe('MAPPING_INVALID')
    const zone = await harness.start(id, { ...base, timeZone: 'Nowhere', columns })
    expect(zone.json().code).toBe('INVALID_REQUEST')
  })
})

describe('an import', () => {
  it('may be started twice, and not previewed or cancelled when it is over', async () => {
    const { id, mapping } = await harness.upload(messy)
    const answers = await Promise.all([harness.start(id, mapping), harness.start(id, mapping)])
    expect(answers.map(answer => answer.statusCode)).toEqual([200, 200])
    await harness.until(id, isOver)
    expect((await harness.start(id, mapping)).json().status).toBe('DONE')
    expect((await harness.call('POST', `/imports/${id}/preview`, { mapping })).json().code).toBe(
      'IMPORT_STATE',
    )
    expect((await harness.call('POST', `/imports/${id}/cancel`)).json().code).toBe('IMPORT_STATE')
  })

  it('stops when it is cancelled on its way', async () => {
    const { id, mapping } = await harness.upload(messy)
    market.productChaos.afterNext = async () => {
      await harness.call('POST', `/imports/${id}/cancel`)
    }
    await harness.start(id, mapping)
    const job = await harness.until(id, isOver)
    expect(job).toMatchObject({ status: 'CANCELLED', failure: null, progress: { documentsCreated: 0 } })
    await new Promise(resolve => setImmediate(resolve))
    expect(await harness.read(id)).toEqual(job)
  })

  it('does not begin while a quote swallows the rest of the file, and says in which line it opens', async () => {
    const good = `${HEADER}\n${'Q1;X1;a;1;25/12/2023;1,00;;\n'.repeat(10_000)}`
    const { id, mapping } = await harness.upload(`${good}Q2;X1;"never closed;1;25/12/2023;1,00;;\n`)
    const preview = (await harness.call('POST', `/imports/${id}/preview`, { mapping })).json<ImportJob>()
    expect(preview).toMatchObject({ rowCount: null, doubts: [{ id: 'QUOTE_OPEN', chosen: null }] })
    expect(preview.doubts[0]?.message).toContain('line 10002')
    expect((await harness.start(id, mapping)).json()).toMatchObject({
      code: 'IMPORT_DOUBTS_OPEN',
      doubts: ['QUOTE_OPEN'],
    })
    const decisions = [{ doubt: 'QUOTE_OPEN', choice: 'TEXT' }]
    const settled = (
      await harness.call('POST', `/imports/${id}/preview`, { mapping, decisions })
    ).json<ImportJob>()
    expect(settled).toMatchObject({ rowCount: 10_001, doubts: [], reading: { quotes: 'TEXT' } })
    expect(settled.assumptions.map(({ code }) => code)).toContain('QUOTES_ARE_TEXT')
  })

  it('goes on when another service comes back, and counts what it made although the answer was lost', async () => {
    const fresh = new ImportHarness(market, 't_outage')
    const { id, mapping } = await fresh.upload(messy)
    market.productChaos.mode = 'lose'
    market.productChaos.afterNext = async () => {
      setImmediate(() => {
        market.productChaos.mode = 'pass'
      })
    }
    await fresh.start(id, mapping)
    const job = await fresh.until(id, isOver)
    expect(job).toMatchObject({ status: 'DONE', progress: { documentsCreated: 3, productsCreated: 3 } })
  })

  it('is listed newest first, and none of another tenant', async () => {
    const first = await harness.upload(messy)
    const second = await harness.upload(messy)
    const page = (await harness.call('GET', '/imports?first=2')).json()
    expect(page.items.map((job: ImportJob) => job.id)).toEqual([second.id, first.id])
    const next = (await harness.call('GET', `/imports?first=1&after=${page.items[0].cursor}`)).json()
    expect(next.items[0].id).toBe(first.id)

    const stranger = new ImportHarness(market, 't_stranger')
    expect((await stranger.call('GET', '/imports')).json()).toMatchObject({ items: [], totalCount: 0 })
    for (const answer of [
      await stranger.call('GET', `/imports/${first.id}`),
      await stranger.call('GET', `/imports/${first.id}/rejected.csv`),
      await stranger.call('POST', `/imports/${first.id}/preview`, { mapping: first.mapping }),
      await stranger.start(first.id, first.mapping),
      await stranger.call('POST', `/imports/${first.id}/cancel`),
    ]) {
      expect(answer.statusCode).toBe(404)
    }
  })
})

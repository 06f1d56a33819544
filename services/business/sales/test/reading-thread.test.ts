import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import type { FileSource } from '../src/imports/file/file-record.ts'
import { ReadingThread } from '../src/imports/reading/reading-thread.ts'
import type { FileToAnalyse } from '../src/imports/reading/tasks.ts'

const thread = new ReadingThread()
afterAll(() => thread.stop())

const HEADER = 'Order No,Date,SKU,Qty,Unit price\n'
const file: FileToAnalyse = {
  fileId: 'i1',
  kind: 'TEXT',
  encodings: [],
  timeZone: 'UTC',
  asked: {},
  given: null,
}
const row = (number: string | number) => `${number},2024-03-05,E-1,1,2.00\n`

/** Counts how often it is read, and how far. */
class Source implements FileSource {
  readonly #parts: (string | Error)[]
  begun = 0
  given = 0
  isClosed = false

  constructor(...parts: (string | Error)[]) {
    this.#parts = parts
  }

  async *chunks() {
    this.begun++
    try {
      for (const part of this.#parts) {
        if (part instanceof Error) throw part
        this.given++
        yield Buffer.from(part)
      }
    } finally {
      this.isClosed = true
    }
  }
}

let files = 0

async function examine(source: FileSource) {
  const fileId = `examined ${++files}`
  const run = thread.run('EXAMINE', { file: { ...file, fileId }, currency: 'GBP' }, source)
  const documents: string[] = []
  for (;;) {
    const { done, value } = await run.next()
    if (done) return { ...value, documents }
    documents.push(...value.documents.map(({ facts }) => facts.number))
  }
}

describe('the thread that reads files', () => {
  it('gives out documents and what the rows hold, while this thread goes on', async () => {
    let turns = 0
    let isOver = false
    const count = async () => {
      while (!isOver) {
        await nextTurn()
        turns++
      }
    }
    const counting = count()
    const rows = Array.from({ length: 2500 }, (_, n) => row(n)).join('')
    const { documents, rows: found } = await examine(new Source(HEADER, rows))
    isOver = true
    await counting
    expect(documents).toHaveLength(2500)
    expect(found).toMatchObject({ rowCount: 2500, problemCount: 0 })
    expect(turns).toBeGreaterThan(10)
  })

  it('knows what the columns hold when only an answer has changed, and reads anew what is cut in another way', async () => {
    const source = new Source(HEADER, row('A1'), row('A2'))
    const input = { ...file, fileId: 'known' }
    const analyse = (asked: object) => thread.run('ANALYSE', { ...input, asked }, source).next()
    await analyse({})
    const first = source.begun
    await analyse({ decisions: [{ doubt: 'NUMBER_CONFLICT', choice: 'SKIP' }] })
    const second = source.begun - first
    await analyse({ reading: { headerLine: 0 } })
    // The beginning of the file is looked at each time: its text and its first rows.
    expect([first, second, source.begun - first - second]).toEqual([4, 2, 3])
  })

  it('reports a problem of the file with its code and facts, and takes the next file', async () => {
    await expect(examine(new Source(HEADER))).rejects.toMatchObject({
      code: 'FILE_EMPTY',
      status: 422,
      facts: { reason: 'HEADER_ONLY' },
    })
    expect((await examine(new Source(HEADER, row('A1')))).documents).toEqual(['A1'])
  })

  it('passes on what kept the bytes from coming', async () => {
    await expect(examine(new Source(HEADER, new Error('the database is away')))).rejects.toThrow(
      'the database is away',
    )
  })

  it('asks for no more of a file that is given up, and closes it', async () => {
    const parts = Array.from({ length: 200 }, (_, at) =>
      Array.from({ length: 500 }, (_, n) => row(at * 500 + n)).join(''),
    )
    const source = new Source(HEADER, ...parts)
    const columns = (['DOCUMENT_NUMBER', 'DATE', 'PRODUCT_CODE', 'QUANTITY', 'UNIT_PRICE'] as const).map(
      (field, column) => ({ field, column }),
    )
    const run = thread.run(
      'STAGE',
      {
        dialect: {
          kind: 'TEXT',
          sheet: null,
          encoding: 'utf-8',
          delimiter: ',',
          quotes: 'WRAP',
          headerLine: 1,
          trailingRows: 0,
        },
        mapping: { columns, dateFormat: 'DMY', timeZone: 'UTC', decimalMark: '.' },
        columns: [],
        asked: {},
        currency: 'GBP',
        passed: 0,
      },
      source,
    )
    expect((await run.next()).value).toMatchObject({ count: 2000 })
    await run.return([])
    expect(source.given).toBeLessThan(parts.length)
    await expect.poll(() => source.isClosed).toBe(true)
  })

  it('is started anew after it was lost in the middle of a file', async () => {
    const lost = new ReadingThread()
    const source: FileSource = {
      async *chunks() {
        yield Buffer.from(HEADER)
        await lost.stop()
        yield Buffer.from(row('A1'))
      },
    }
    await expect(lost.run('ANALYSE', file, source).next()).rejects.toThrow('has ended')
    const again = await lost.run('ANALYSE', file, new Source(HEADER, row('A1'))).next()
    expect(again.value).toMatchObject({ reading: { headerLine: 1 } })
    await lost.stop()
  })
})

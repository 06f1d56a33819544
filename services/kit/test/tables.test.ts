import Fastify, { type FastifyInstance } from 'fastify'
import { readXlsx } from 'hucre/xlsx'
import { afterEach, expect, it } from 'vitest'
import { inBatches, streamTable, type TableColumn, type TableLanguage } from '../src/index.ts'

interface Item {
  id: string
  name: string
  count: string
  at: string
}

const COLUMNS: readonly TableColumn<Item>[] = [
  { header: { en: 'Name', 'zh-CN': '名称' }, kind: 'TEXT', value: item => item.name },
  { header: { en: 'Count', 'zh-CN': '数量' }, kind: 'NUMBER', value: item => item.count },
  { header: { en: 'At', 'zh-CN': '时间' }, kind: 'TIME', value: item => item.at },
]
const AT = '2010-12-01 08:26:00'

let app: FastifyInstance | undefined
afterEach(async () => {
  await app?.close()
  app = undefined
})

interface Ask {
  format?: 'csv' | 'xlsx'
  language?: TableLanguage
}

async function serve(batches: AsyncIterable<Item[]>, ask: Ask = {}): Promise<string> {
  app = Fastify()
  app.get('/', (_request, reply) =>
    streamTable(reply, { ...ask, timeZone: 'Asia/Shanghai' }, { name: 'items', columns: COLUMNS, batches }),
  )
  return app.listen({ host: '127.0.0.1', port: 0 })
}

async function* once(...items: Partial<Item>[]): AsyncGenerator<Item[]> {
  yield items.map(item => ({ id: '1', name: '', count: '0', at: AT, ...item }))
}

/** A list without an end that counts how often it was read. */
function endless(failAfter = Number.POSITIVE_INFINITY) {
  const reads: number[] = []
  const rows = async (limit: number, after: readonly string[] | null) => {
    reads.push(limit)
    if (reads.length > failAfter) throw new Error('The database went away')
    const from = Number(after?.[0] ?? 0)
    return Array.from({ length: limit }, (_, index) => ({
      id: String(from + index + 1),
      name: 'x'.repeat(200),
      count: '1',
      at: AT,
    }))
  }
  return { reads, batches: inBatches<Item>({ rows, keyOf: ({ id }) => [id] }) }
}

it('writes CSV with a byte order mark, plain decimals and headers of the language', async () => {
  const answer = await fetch(await serve(once({ name: '茶, 绿', count: '-1.5' }), { language: 'zh-CN' }))
  expect(Buffer.from(await answer.arrayBuffer()).toString('utf8')).toBe(
    `\uFEFF名称,数量,时间\r\n"茶, 绿",-1.5,${AT}\r\n`,
  )
})

it('says in its name what it is and when it was made, by the tenant’s clock', async () => {
  const answer = await fetch(await serve(once()))
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(answer.headers.get('content-disposition')).toMatch(
    /^attachment; filename="items-\d{4}-\d\d-\d\d-\d{4}\.csv"$/,
  )
})

const HOSTILE = [
  '=1+1',
  '+1',
  '-2+3',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  '＝1',
  '＋1',
  '－1',
  '＠x',
  "'=1",
  "'tis",
]

it.each(HOSTILE)('never begins a text cell with what a spreadsheet runs: %j', async name => {
  const text = await (await fetch(await serve(once({ name })))).text()
  const cell = text.slice(text.indexOf('\r\n') + 2).replace(/^"/, '')
  expect(cell.startsWith(`'${name}`)).toBe(true)
})

it('writes a workbook whose numbers are numbers, times are times and text is harmless', async () => {
  const items = once({ name: '=1+1', count: '-1.5' }, { name: 'b', count: '12345678901234.5678' })
  const answer = await fetch(await serve(items, { format: 'xlsx' }))
  const { sheets } = await readXlsx(await answer.arrayBuffer())
  expect(sheets[0]?.name).toBe('items')
  expect(sheets[0]?.rows).toEqual([
    ['Name', 'Count', 'At'],
    ["'=1+1", -1.5, new Date('2010-12-01T08:26:00Z')],
    ['b', '12345678901234.5678', new Date('2010-12-01T08:26:00Z')],
  ])
})

it('reads a list batch by batch, each after the last row of the one before, to its end', async () => {
  const all = ['a', 'b', 'c', 'd', 'e']
  const asked: (string | undefined)[] = []
  const rows = async (limit: number, after: readonly string[] | null) => {
    asked.push(after?.[0])
    return all.filter(id => id > (after?.[0] ?? '')).slice(0, limit)
  }
  const batches: string[][] = []
  for await (const batch of inBatches({ rows, keyOf: (id: string) => [id] }, 2)) batches.push(batch)
  expect(batches).toEqual([['a', 'b'], ['c', 'd'], ['e']])
  expect(asked).toEqual([undefined, 'b', 'd'])
})

it.each(['csv', 'xlsx'] as const)('reads no further than a %s client takes', async format => {
  const { reads, batches } = endless()
  const answer = await fetch(await serve(batches, { format }))
  const reader = answer.body?.getReader()
  await reader?.read()
  const seen: number[] = []
  // What the sockets hold is filled in some turns of the loop; after that the count stands still.
  while (seen.length < 20 || seen.at(-1) !== seen.at(-20)) {
    await new Promise(resolve => setImmediate(resolve))
    seen.push(reads.length)
  }
  await reader?.cancel()
  expect(reads.length).toBeLessThan(200)
})

it.each(['csv', 'xlsx'] as const)('ends the reading when the client of a %s goes away', async format => {
  const { batches } = endless()
  const ended = Promise.withResolvers<void>()
  const watched = (async function* () {
    try {
      yield* batches
    } finally {
      ended.resolve()
    }
  })()
  const answer = await fetch(await serve(watched, { format }))
  await answer.body?.cancel()
  await ended.promise
})

it.each(['csv', 'xlsx'] as const)('breaks a %s off when reading fails in the middle', async format => {
  const answer = await fetch(await serve(endless(3).batches, { format }))
  expect(answer.status).toBe(200)
  await expect(answer.arrayBuffer()).rejects.toThrow()
})

it('answers with the error when the first read fails', async () => {
  const answer = await fetch(await serve(endless(0).batches))
  expect(answer.status).toBe(500)
  expect(answer.headers.get('content-disposition')).toBeNull()
})

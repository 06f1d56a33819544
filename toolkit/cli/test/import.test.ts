import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FakeGateway } from './fake-gateway.ts'
import { operator } from './fake-state.ts'
import { runJson } from './run-cli.ts'

let fake: FakeGateway
let dir: string
beforeEach(async () => {
  fake = await new FakeGateway().start()
  dir = await mkdtemp(join(tmpdir(), 'portico-import-'))
})
afterEach(async () => {
  await fake.stop()
  await rm(dir, { recursive: true })
})

const progress = {
  rowsTotal: 1,
  rowsDone: 1,
  documentsCreated: 1,
  documentsRecognised: 0,
  documentsSkipped: 0,
  documentsReplaced: 0,
  rowsRejected: 0,
  productsCreated: 0,
  customersCreated: 0,
}
const FIELDS = ['DOCUMENT_NUMBER', 'PRODUCT_CODE', 'QUANTITY', 'UNIT_PRICE', 'DATE']
const mapping = {
  columns: FIELDS.map((field, column) => ({ field, column })),
  dateFormat: 'YMD',
  timeZone: 'UTC',
  decimalMark: '.',
}
const job = {
  id: 'j1',
  status: 'DONE',
  columns: FIELDS.map((field, index) => ({ index, header: `Column of ${field}`, suggested: field })),
  reading: { encoding: 'utf-8', encodingConfidence: 1, delimiter: ',', headerLine: 1, sheet: null },
  mapping,
  doubts: [] as object[],
  conflicts: [] as object[],
  sums: [],
  assumptions: [{ code: 'TIME_ZONE', message: 'Times without an offset are local to UTC.' }],
  normalisations: [],
  problems: [],
  rowCount: 1,
  problemCount: 0,
  progress,
  failure: null,
}
const doubt = {
  id: 'DECIMAL_MARK_AMBIGUOUS:UNIT_PRICE',
  code: 'DECIMAL_MARK_AMBIGUOUS',
  field: 'UNIT_PRICE',
  message: 'The numbers can be read in two ways, such as 12.990.',
  choices: [
    { id: '.', message: 'A dot.', examples: [{ raw: '12.990', read: '12.99' }] },
    { id: ',', message: 'A comma.', examples: [{ raw: '12.990', read: '12990' }] },
  ],
  proposed: null as string | null,
  chosen: null as string | null,
  chosenBy: null,
}

function answerGraph(data: unknown): void {
  fake.answer('POST', /graphql$/, { status: 200, body: { data } })
}

const line = ['--tenant', operator.tenant, '--user', operator.username]

test('a CSV is uploaded, previewed and imported in the name of the user', async () => {
  await writeFile(join(dir, 'orders.csv'), 'order,product\n1,2\n')
  fake.answer('POST', /imports$/, { status: 202, body: { id: 'j1' } })
  answerGraph({ importJob: { ...job, status: 'UPLOADED' } })
  answerGraph({ previewImport: job })
  answerGraph({ startImport: job })
  answerGraph({ importJob: job })
  const { exitCode, json } = await runJson(fake.url, ['import', 'csv', join(dir, 'orders.csv'), ...line])
  expect({ exitCode, json }).toEqual({ exitCode: 0, json: { ...progress, sums: [] } })
  expect(fake.callsTo('POST', /imports$/)[0]?.body.toString()).toBe('order,product\n1,2\n')
  expect(fake.callsTo('DELETE', /session$/)).toHaveLength(1)
})

test('a refusal of the graph is reported by its code', async () => {
  await writeFile(join(dir, 'orders.csv'), 'x')
  fake.answer('POST', /imports$/, { status: 202, body: { id: 'j1' } })
  fake.answer('POST', /graphql$/, {
    status: 200,
    body: { errors: [{ message: 'Not yours.', extensions: { code: 'FORBIDDEN' } }] },
  })
  const { exitCode, error } = await runJson(fake.url, ['import', 'csv', join(dir, 'orders.csv'), ...line])
  expect(exitCode).toBe(3)
  expect(error).toContain('FORBIDDEN: Not yours.')
})

async function upload(): Promise<string> {
  const path = join(dir, 'orders.csv')
  await writeFile(path, 'x')
  fake.answer('POST', /imports$/, { status: 202, body: { id: 'j1' } })
  // Asked for as it is, or read again where something is said about its rows.
  answerGraph({ importJob: { ...job, status: 'UPLOADED' }, previewImport: job })
  return path
}

const asked = () =>
  fake
    .callsTo('POST', /graphql$/)
    .map(({ body }) => JSON.parse(body.toString()) as { query: string; variables: Record<string, unknown> })

test('an open doubt stops the import with its code, its choices and the flag that settles it', async () => {
  const path = await upload()
  answerGraph({ previewImport: { ...job, doubts: [doubt] } })
  const { exitCode, error } = await runJson(fake.url, ['import', 'csv', path, ...line])
  expect(exitCode).toBe(4)
  expect(error).toContain('IMPORT_DOUBTS_OPEN')
  expect(error).toContain('12.990 -> 12990')
  expect(error).toContain('--decimal UNIT_PRICE=CHOICE')
  expect(asked().some(({ query }) => query.includes('startImport'))).toBe(false)
})

test('what is said by flags goes into the reading, the mapping and the decisions', async () => {
  const path = await upload()
  answerGraph({ previewImport: job })
  answerGraph({ startImport: job })
  answerGraph({ importJob: job })
  const flags = [
    '--delimiter',
    'tab',
    '--header-row',
    '3',
    '--decimal',
    'UNIT_PRICE=,',
    '--map',
    'QUANTITY=#3',
    '--on-conflict',
    'other-series',
    '--on-conflict',
    'R=1=skip',
  ]
  await runJson(fake.url, ['import', 'csv', path, ...line, ...flags])
  const sent = asked().find(({ variables }) => variables.mapping)
  expect(sent?.variables).toMatchObject({
    reading: { delimiter: '\t', headerLine: 3 },
    mapping: { columns: expect.arrayContaining([{ field: 'UNIT_PRICE', column: 3, decimalMark: ',' }]) },
    decisions: expect.arrayContaining([
      { doubt: 'COLUMN_GUESSED:QUANTITY', choice: '2' },
      { doubt: 'NUMBER_CONFLICT', choice: 'OTHER_SERIES' },
      { doubt: 'NUMBER_CONFLICT:R=1', choice: 'SKIP' },
    ]),
  })
})

test('--yes accepts what is proposed for the doubts it names, and for no others', async () => {
  const path = await upload()
  const proposed = {
    ...doubt,
    id: 'DATE_ORDER_AMBIGUOUS:DATE',
    code: 'DATE_ORDER_AMBIGUOUS',
    proposed: 'DMY',
  }
  answerGraph({ previewImport: { ...job, doubts: [doubt, proposed] } })
  answerGraph({ previewImport: { ...job, doubts: [doubt, { ...proposed, chosen: 'DMY' }] } })
  const yes = ['--yes', 'DATE_ORDER_AMBIGUOUS']
  const { error } = await runJson(fake.url, ['import', 'csv', path, ...line, ...yes])
  expect(error).toContain('IMPORT_DOUBTS_OPEN')
  expect(error).not.toContain('DATE_ORDER_AMBIGUOUS')
  expect(asked().at(-1)?.variables.decisions).toEqual([{ doubt: 'DATE_ORDER_AMBIGUOUS:DATE', choice: 'DMY' }])
})

test('--yes for a doubt that has no proposal asks for its own flag', async () => {
  const path = await upload()
  answerGraph({ previewImport: { ...job, doubts: [doubt] } })
  const yes = ['--yes', 'DECIMAL_MARK_AMBIGUOUS']
  const { exitCode, error } = await runJson(fake.url, ['import', 'csv', path, ...line, ...yes])
  expect([exitCode, error]).toEqual([2, expect.stringContaining('DOUBT_NEEDS_CHOICE')])
})

import type { FakeShell } from '@portico/testing'
import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import type { ImportDetailFragment } from '../graph/graph.generated.ts'
import { buildDoubt, buildImport, buildProgress } from './build.ts'
import { openSales } from './open-sales.ts'

const column = { dateFormat: null, timeZone: null, decimalMark: null, discountUnit: null }
const mapping: ImportDetailFragment['mapping'] = {
  columns: [
    { ...column, field: 'DOCUMENT_NUMBER', column: 0 },
    { ...column, field: 'PRODUCT_CODE', column: 1 },
    { ...column, field: 'QUANTITY', column: 2 },
    { ...column, field: 'DATE', column: 3 },
    { ...column, field: 'UNIT_PRICE', column: 4 },
  ],
  dateFormat: 'DMY',
  timeZone: 'Europe/London',
  decimalMark: '.',
}

function previewed(changes: Partial<ImportDetailFragment>): ImportDetailFragment {
  return buildImport({ status: 'PREVIEWED', mapping, rowCount: 2, problemCount: 0, ...changes })
}

/** The page of one import; the service answers a preview with `next`. */
function open(job: ImportDetailFragment, next: ImportDetailFragment = job) {
  return openSales('/import/i1', {
    answers: { SalesImport: { importJob: job }, SalesPreviewImport: { previewImport: next } },
  })
}

test('an open doubt is a question with what each choice makes of the file, none chosen; nothing can be started', async () => {
  await open(previewed({ doubts: [buildDoubt({ proposed: ',' })] }))
  const question = within(await screen.findByRole('group', { name: /Unit price: what is 12.990/ }))
  expect(question.getByRole('radio', { name: /The point is the decimal mark.*12.990.*12.99/ })).toBeDefined()
  expect(question.getByRole('radio', { name: /The comma.*likeliest.*12.990.*12990/ })).toBeDefined()
  expect(question.getAllByRole<HTMLInputElement>('radio').some(({ checked }) => checked)).toBe(false)
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Import 2 rows' }).disabled).toBe(true)
  expect(screen.getByText('One question is open: answer it to start.')).toBeDefined()
})

test('an answer reads the file anew with it, by keyboard too, and then it can be started', async () => {
  const answered = buildDoubt({ chosen: ',', chosenBy: 'PERSON' })
  const shell = await open(
    previewed({ doubts: [buildDoubt()] }),
    previewed({ doubts: [answered], rowCount: 3 }),
  )
  const choice = await screen.findByRole('radio', { name: /The comma/ })
  choice.focus()
  await userEvent.keyboard(' ')
  const start = await screen.findByRole<HTMLButtonElement>('button', { name: /Import 3 rows/ })
  expect(start.disabled).toBe(false)
  expect(screen.getByText('1 of 1 answered')).toBeDefined()
  const [asked] = shell.graph.calls.filter(({ name }) => name === 'SalesPreviewImport')
  expect(asked?.variables).toMatchObject({
    reading: null,
    decisions: [{ doubt: 'DECIMAL_MARK_AMBIGUOUS:UNIT_PRICE', choice: ',' }],
    mapping: { columns: [{ field: 'DOCUMENT_NUMBER', column: 0 }, {}, {}, {}, {}] },
  })
})

test('what the shop chose the last time is said to be that, and is no open question', async () => {
  await open(previewed({ doubts: [buildDoubt({ chosen: '.', chosenBy: 'REMEMBERED' })] }))
  const question = within(await screen.findByRole('group', { name: /Unit price/ }))
  expect(question.getByText('As the last time')).toBeDefined()
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Import 2 rows' }).disabled).toBe(false)
})

function columnsSentBy(shell: FakeShell): unknown {
  const [sent] = shell.graph.calls.filter(({ name }) => name === 'SalesPreviewImport')
  const { mapping } = (sent?.variables ?? {}) as { mapping?: { columns: unknown } }
  return mapping?.columns
}

const version = { line: null, orderId: null, customer: null, orderedAt: '2026-02-01', lineCount: 1 }

test('documents of one number stand side by side below the question what to do with them', async () => {
  const doubt = buildDoubt({
    id: 'NUMBER_CONFLICT',
    code: 'NUMBER_CONFLICT',
    field: null,
    facts: [
      { name: 'documents', value: '2' },
      { name: 'example', value: '1001' },
    ],
    choices: ['OTHER_SERIES', 'REPLACE', 'SKIP'].map(id => ({ id, message: id, examples: [] })),
  })
  const conflicts = [
    {
      id: 'NUMBER_CONFLICT:1001',
      choice: null,
      number: '1001',
      isInFile: false,
      existing: { ...version, orderId: 'o9', orderedAt: '2026-01-05', customer: 'Ada', total: '10.00' },
      incoming: { ...version, line: 7, customer: 'Grace', total: '25.50' },
    },
  ]
  const shell = await open(previewed({ doubts: [doubt], conflicts, conflictCount: 2 }))
  const question = within(await screen.findByRole('group', { name: /2 numbers belong to other documents/ }))
  const row = question.getByRole('row', { name: /1001/ })
  expect(row.textContent).toContain('Ada1 line · 10.00')
  expect(row.textContent).toContain('Grace1 line · 25.50 · Row 7')
  expect(within(row).getByRole('link').getAttribute('href')).toContain('/orders/o9')
  expect(
    question.getByText('1 of 2 are shown. The answer holds for all of them that have none of their own.'),
  ).toBeDefined()
  expect(question.getByRole('radio', { name: /Keep both/ })).toBeDefined()

  await userEvent.click(within(row).getByRole('combobox', { name: 'What becomes of 1001' }))
  await userEvent.click(await screen.findByTitle('Keep those here; leave those of the file out'))
  const asked = () => shell.graph.variablesOf('SalesPreviewImport').at(-1)
  await waitFor(() =>
    expect(asked()).toMatchObject({ decisions: [{ doubt: 'NUMBER_CONFLICT:1001', choice: 'SKIP' }] }),
  )
})

test('real rows are shown as they will be understood and as they are written, with what was decided and evened out', async () => {
  await open(
    previewed({
      preview: [
        {
          line: 2,
          cells: ['536365', '71053', '６', '13/12/2010 08:26', '3,39'],
          values: [
            { field: 'DOCUMENT_NUMBER', value: '536365' },
            { field: 'QUANTITY', value: '6' },
            { field: 'UNIT_PRICE', value: '3.39' },
            { field: 'DATE', value: null },
          ],
          problem: null,
        },
      ],
      assumptions: [
        { code: 'TOTALS_LEFT_OUT', field: null, message: 'x', facts: [{ name: 'text', value: 'Total 99' }] },
      ],
      normalisations: [
        { code: 'FULL_WIDTH', field: 'QUANTITY', count: 3, example: { raw: '６', read: '6' } },
      ],
    }),
  )
  const preview = within(await screen.findByRole('region', { name: /first rows, as they will be/ }))
  expect(preview.getByRole('row', { name: /536365/ }).textContent).toBe(
    '25363656As written: ６3.39As written: 3,39cannot be readAs written: 13/12/2010 08:26',
  )
  expect(screen.getByText(/Left out at the end as totals: Total 99/)).toBeDefined()
  expect(screen.getByText(/Full-width characters.*: 3 values/)).toBeDefined()
})

const guess = buildDoubt({
  id: 'COLUMN_GUESSED:UNIT_PRICE',
  code: 'COLUMN_GUESSED',
  facts: [{ name: 'header', value: 'UnitPrice' }],
  choices: [
    { id: '4', message: 'UnitPrice', examples: [{ raw: '3.39', read: null }] },
    { id: '2', message: 'Quantity', examples: [] },
    { id: 'NONE', message: 'No column.', examples: [] },
  ],
})

test('a column found by its values alone is marked as a guess until a person confirms it', async () => {
  const shell = await open(buildImport({ doubts: [guess] }), previewed({ doubts: [guess] }))
  const row = within(
    (await screen.findByText('UnitPrice', { selector: 'strong' })).closest('tr') ?? document.body,
  )
  expect(row.getByText('Guess')).toBeDefined()
  await userEvent.click(row.getByRole('button', { name: 'It is right: UnitPrice' }))
  expect(row.getByText('Confirmed')).toBeDefined()
  await userEvent.click(screen.getByRole('button', { name: 'Check the file' }))
  await waitFor(() =>
    expect(shell.graph.calls.at(-1)?.variables).toMatchObject({
      decisions: [{ doubt: 'COLUMN_GUESSED:UNIT_PRICE', choice: '4' }],
    }),
  )
})

test('another choice moves the field to that column', async () => {
  const shell = await open(previewed({ doubts: [guess] }))
  await userEvent.click(await screen.findByRole('radio', { name: 'Quantity' }))
  await waitFor(() => {
    expect(columnsSentBy(shell)).toContainEqual({ field: 'UNIT_PRICE', column: 2 })
  })
})

test('how the file is read can be changed: it is read anew, its columns proposed anew, and the person stays there', async () => {
  const other = previewed({
    columns: [{ index: 0, header: '单据号', suggested: 'DOCUMENT_NUMBER' }],
    mapping: null,
  })
  const shell = await open(buildImport(), other)
  await userEvent.click(await screen.findByLabelText('Encoding'))
  await userEvent.click(await screen.findByTitle('gb18030'))
  expect(await screen.findByText('单据号', { selector: 'strong' })).toBeDefined()
  expect(screen.getByText('What do the columns mean?')).toBeDefined()
  expect(shell.graph.calls.at(-1)).toMatchObject({
    name: 'SalesPreviewImport',
    variables: { id: 'i1', mapping: null, reading: { encoding: 'gb18030' }, decisions: [] },
  })
})

test('how one column writes its values can be said, and is sent with that column', async () => {
  const shell = await open(buildImport(), previewed({}))
  await userEvent.click(await screen.findByLabelText('Decimal mark: UnitPrice'))
  await userEvent.click(await screen.findByTitle('Comma (1,50)'))
  await userEvent.click(screen.getByRole('button', { name: 'Check the file' }))
  await waitFor(() => {
    expect(columnsSentBy(shell)).toContainEqual({ field: 'UNIT_PRICE', column: 4, decimalMark: ',' })
  })
})

test('speaks Chinese when the shell does', async () => {
  const shell = await open(previewed({ doubts: [buildDoubt()] }))
  await screen.findByRole('group', { name: /Unit price/ })
  shell.i18n.set('zh-CN')
  expect(await screen.findByRole('group', { name: /单价：12.990 是多少/ })).toBeDefined()
  expect(screen.getByRole('radio', { name: /逗号是小数点/ })).toBeDefined()
})

test('choices of the last such file are said, and can be forgotten', async () => {
  const remembered = { code: 'REMEMBERED', field: null, message: 'x', facts: [] }
  const shell = await open(previewed({ assumptions: [remembered] }))
  shell.graph.answer('SalesForgetImportChoices', { forgetImportChoices: previewed({}) })
  await userEvent.click(await screen.findByRole('button', { name: 'Forget them' }))
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Forget them' })).toBe(null))
  expect(shell.graph.calls.some(({ name }) => name === 'SalesForgetImportChoices')).toBe(true)
})

test('what was set for a column follows the answer to its question', async () => {
  const [number, product, quantity, date] = mapping?.columns ?? []
  const price = { ...column, field: 'UNIT_PRICE' as const, column: 4, decimalMark: '.' }
  const columns = [number, product, quantity, date, price].flatMap(one => one ?? [])
  const doubt = buildDoubt({ column: 4, chosen: '.', chosenBy: 'PERSON' })
  const shell = await open(previewed({ doubts: [doubt], mapping: { ...mapping, columns } }))
  await userEvent.click(await screen.findByRole('radio', { name: /The comma/ }))
  const asked = () => shell.graph.variablesOf('SalesPreviewImport')[0]
  await waitFor(() =>
    expect(asked()).toMatchObject({
      mapping: { columns: expect.arrayContaining([{ field: 'UNIT_PRICE', column: 4, decimalMark: ',' }]) },
    }),
  )
})

test('the result says what the file comes to and what became of it, by currency, and leads to the opening stock', async () => {
  const sum = { currency: 'GBP', documents: 2, rows: 3, unreadRows: 1 }
  const done = previewed({
    status: 'DONE',
    startedAt: '2026-11-20T10:00:00Z',
    progress: buildProgress({ productsCreated: 1 }),
    sums: [
      { ...sum, outcome: 'HELD_BACK', amount: '-4.50' },
      { ...sum, outcome: 'FILE', amount: '1234.50' },
    ],
  })
  await open(done)
  const table = within(await screen.findByRole('table', { name: 'Sums by currency' }))
  const rows = table.getAllByRole('row').map(({ textContent }) => textContent)
  expect(rows.slice(1)).toEqual(['In the fileGBP23£1,234.50', 'Held backGBP23-£4.50'])
  expect(screen.getByText('The amount of one row cannot be read; it adds nothing.')).toBeDefined()
  expect(screen.getByRole('link', { name: /opening stock/ }).getAttribute('href')).toContain(
    '/inventory/stock?none=1',
  )
})

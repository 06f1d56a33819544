import { GraphError } from '@portico/micro-app'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { buildImport, buildProgress } from './build.ts'
import { openSales } from './open-sales.ts'

const noHistory = {
  importJobs: { totalCount: 0, nodes: [], pageInfo: { hasNextPage: false, endCursor: null } },
}
const file = new File(['InvoiceNo,StockCode\n1,2\n'], '十二月 sales.csv', { type: 'text/csv' })

test('a chosen file is streamed with its name and zone, and the wizard goes on at the columns', async () => {
  const shell = await openSales('/import', {
    answers: { SalesImports: noHistory, SalesImport: { importJob: buildImport() } },
    fetch: () => Response.json({ id: 'i1' }, { status: 201 }),
  })
  await userEvent.upload(screen.getByLabelText('Choose file', { selector: 'input' }), file)
  expect(await screen.findByText('What do the columns mean?')).toBeDefined()
  expect(shell.navigation.location().pathname).toBe('/sales/import/i1')
  const [sent] = shell.graph.fetches
  expect(sent?.path).toBe('/api/imports')
  expect(sent?.init?.body).toBe(file)
  expect(sent?.init?.headers).toEqual({
    'content-type': 'text/csv',
    'x-file-name': encodeURIComponent('十二月 sales.csv'),
    'x-time-zone': 'Europe/London',
  })
})

test('is not there for who may not import', async () => {
  const shell = await openSales('/import', { session: { permissions: ['sales.order.read'] } })
  expect(await screen.findByRole('link', { name: /orders/i })).toBeDefined()
  expect(screen.queryByLabelText('Choose file', { selector: 'input' })).toBeNull()
  expect(shell.graph.calls).toEqual([])
})

test('a refused upload is said by its code', async () => {
  await openSales('/import', {
    answers: { SalesImports: noHistory },
    fetch: () => Response.json({ error: { code: 'FILE_UNREADABLE', message: 'x' } }, { status: 422 }),
  })
  await userEvent.upload(screen.getByLabelText('Choose file', { selector: 'input' }), file)
  expect(await screen.findByText(/save it as .xlsx or CSV/)).toBeDefined()
})

test('a file over 50 MB is refused before a byte is sent', async () => {
  const shell = await openSales('/import', { answers: { SalesImports: noHistory } })
  const huge = new File(['x'], 'huge.csv')
  Object.defineProperty(huge, 'size', { value: 50 * 1024 * 1024 + 1 })
  await userEvent.upload(screen.getByLabelText('Choose file', { selector: 'input' }), huge)
  expect(await screen.findByText(/larger than 50 MB/)).toBeDefined()
  expect(shell.graph.fetches).toEqual([])
})

test('columns, check, start: each step sends the mapping and shows the next; a double press starts once', async () => {
  const mapping = {
    columns: [
      { field: 'DOCUMENT_NUMBER', column: 0 },
      { field: 'PRODUCT_CODE', column: 1 },
      { field: 'QUANTITY', column: 2 },
      { field: 'DATE', column: 3 },
      { field: 'UNIT_PRICE', column: 4 },
    ],
    dateFormat: 'DMY',
    timeZone: 'Europe/London',
    decimalMark: '.',
  }
  const previewed = {
    ...buildImport({ status: 'PREVIEWED', rowCount: 10, problemCount: 1 }),
    mapping,
    problems: [{ row: 7, field: 'UNIT_PRICE', code: 'BAD_PRICE', message: 'not a number', value: '3,x' }],
  }
  const running = { ...previewed, status: 'RUNNING' }
  const answered = Promise.withResolvers()
  const shell = await openSales('/import/i1', {
    answers: {
      SalesImport: { importJob: buildImport() },
      SalesImports: noHistory,
      SalesPreviewImport: { previewImport: previewed },
      SalesStartImport: answered.promise,
      SalesImportProgress: {
        importJob: { ...running, progress: buildProgress({ rowsTotal: 10, rowsDone: 4 }) },
      },
    },
  })
  await userEvent.click(await screen.findByRole('button', { name: 'Check the file' }))
  expect(await screen.findByRole('cell', { name: '3,x' })).toBeDefined()
  expect(screen.getByRole('cell', { name: 'The price is not a number' })).toBeDefined()
  const start = screen.getByRole('button', { name: 'Import the rest' })
  fireEvent.click(start)
  fireEvent.click(start)
  answered.resolve({ startImport: running })
  expect(await screen.findByText('4 of 10 rows')).toBeDefined()
  const starts = shell.graph.calls.filter(({ name }) => name === 'SalesStartImport')
  expect(starts).toEqual([{ name: 'SalesStartImport', variables: { id: 'i1', mapping } }])
})

test('an uploaded file that was never started can be discarded, which leads back to the list', async () => {
  const uploaded = buildImport()
  const discarded = buildImport({ status: 'CANCELLED' })
  const shell = await openSales('/import/i1', {
    answers: {
      SalesImport: { importJob: uploaded },
      SalesImports: noHistory,
      SalesCancelImport: { cancelImport: discarded },
    },
  })
  await userEvent.click(await screen.findByRole('button', { name: 'Discard this file' }))
  const dialog = within(await screen.findByRole('dialog'))
  await userEvent.click(dialog.getByRole('button', { name: 'Discard this file' }))
  expect(await screen.findByText('Nothing was imported yet')).toBeDefined()
  expect(shell.navigation.location().pathname).toBe('/sales/import')
  expect(shell.graph.calls).toContainEqual({ name: 'SalesCancelImport', variables: { id: 'i1' } })
})

test('a discarded file says so, without figures', async () => {
  await openSales('/import/i1', {
    answers: { SalesImport: { importJob: buildImport({ status: 'CANCELLED' }) } },
  })
  expect(await screen.findByText('The file was discarded')).toBeDefined()
  expect(screen.queryByText('Documents created')).toBeNull()
})

test('the history goes on behind its first page', async () => {
  const page = (fileName: string, endCursor: string | null) => ({
    importJobs: {
      totalCount: 1,
      nodes: [buildImport({ id: fileName, fileName, status: 'DONE' })],
      pageInfo: { hasNextPage: endCursor !== null, endCursor },
    },
  })
  await openSales('/import', {
    answers: {
      SalesImports: ({ after }: { after: string | null }) =>
        after === 'c1' ? page('older.csv', null) : page('newer.csv', 'c1'),
    },
  })
  await userEvent.click(await screen.findByRole('button', { name: 'Show more' }))
  expect(await screen.findByText('older.csv')).toBeDefined()
  expect(screen.getByText('newer.csv')).toBeDefined()
  expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull()
})

test('a job that ends while watched shows its counts and notifies the other apps', async () => {
  const done = buildImport({
    status: 'DONE',
    rejectedUrl: '/api/imports/i1/rejected.csv',
    progress: buildProgress({ rowsTotal: 10, rowsDone: 10, documentsCreated: 512, rowsRejected: 3 }),
  })
  const shell = await openSales('/import/i1', {
    answers: {
      SalesImport: { importJob: buildImport({ status: 'RUNNING' }) },
      SalesImportProgress: { importJob: buildImport({ status: 'RUNNING' }) },
    },
  })
  await screen.findByRole('progressbar')
  shell.graph.answer('SalesImport', { importJob: done })
  shell.graph.answer('SalesImportProgress', { importJob: done })
  expect(await screen.findByText('Import finished', {}, { timeout: 3_000 })).toBeDefined()
  expect(screen.getByText('512')).toBeDefined()
  expect(screen.getByRole('link', { name: /Download rejected rows/ }).getAttribute('href')).toBe(
    '/api/imports/i1/rejected.csv',
  )
  await waitFor(() =>
    expect(shell.events.emitted).toEqual([{ type: 'sales.import.finished', event: { importId: 'i1' } }]),
  )
})

test('a progress that cannot be read for a while is said, and the job goes on', async () => {
  await openSales('/import/i1', {
    answers: {
      SalesImport: { importJob: buildImport({ status: 'RUNNING' }) },
      SalesImportProgress: new GraphError('FORBIDDEN', 'x'),
    },
  })
  expect(await screen.findByText(/The import goes on; trying again/)).toBeDefined()
})

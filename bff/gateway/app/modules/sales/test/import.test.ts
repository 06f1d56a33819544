import { ImportField } from '@portico/sales-contract'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { anImportJob, aPage } from '../../../../testing/builders.ts'
import { FakeAnswer } from '../../../../testing/fake-service.ts'
import { openTestShop, type TestShop } from '../../../../testing/test-shop.ts'

const mapping = {
  columns: [{ field: 'DOCUMENT_NUMBER', column: 0 }],
  dateFormat: 'MDY',
  timeZone: 'Europe/London',
  decimalMark: '.',
}

let shop: TestShop

beforeEach(async () => {
  await shop?.close()
  shop = await openTestShop()
})
afterAll(() => shop.close())

it('answers a job with the path of its rejected rows once there are some', async () => {
  shop.services.sales.on('GET /imports/:id', ({ params }) =>
    anImportJob(params.id ?? '', { rejectedRows: params.id === 'j2' ? 4 : 0, mapping }),
  )
  const ask = (id: string) =>
    shop.ask(`{ importJob(id: "${id}") { fileSize sample mapping { columns { field } } rejectedUrl } }`)
  expect((await ask('j1')).data.importJob).toEqual({
    fileSize: 1024,
    sample: [['536365']],
    mapping: { columns: [{ field: 'DOCUMENT_NUMBER' }] },
    rejectedUrl: null,
  })
  expect((await ask('j2')).data.importJob.rejectedUrl).toBe('/api/imports/j2/rejected.csv')
})

it('shows each field that the contract knows', async () => {
  const columns = ImportField.enum.map((field, column) => ({ field, column }))
  shop.services.sales.on('GET /imports/:id', () => anImportJob('j1', { mapping: { ...mapping, columns } }))
  const { data, errors } = await shop.ask('{ importJob(id: "j1") { mapping { columns { field column } } } }')
  expect(errors).toEqual([])
  expect(data.importJob.mapping.columns).toEqual(columns)
})

it('leaves out of a job what is about a field that only a newer service knows', async () => {
  const field = 'COLOUR'
  const problem = { row: 2, field, code: 'BAD', message: 'No colour', value: 'x' }
  const job = anImportJob('j1', {
    columns: [{ index: 0, header: 'Colour', suggested: field }],
    mapping: { ...mapping, columns: [...mapping.columns, { field, column: 1 }] },
    problems: [problem],
    preview: [{ line: 2, cells: ['x'], values: [{ field, value: null }], problem }],
    assumptions: [{ code: 'A', field, message: 'Assumed', facts: [] }],
    normalisations: [{ code: 'LETTER_CASE', field, count: 1, example: null }],
  })
  shop.services.sales.on('GET /imports/:id', () => job)
  shop.services.sales.on('GET /imports', () => aPage([job]))
  const fields = `columns { suggested } mapping { columns { field } } problems { field code }
    preview { values { field } problem { field } } assumptions { field } normalisations { field count }`
  const { data, errors } = await shop.ask(
    `{ importJob(id: "j1") { ${fields} } importJobs { nodes { ${fields} } } }`,
  )
  expect(errors).toEqual([])
  expect(data.importJob).toEqual({
    columns: [{ suggested: null }],
    mapping: { columns: [{ field: 'DOCUMENT_NUMBER' }] },
    problems: [{ field: null, code: 'BAD' }],
    preview: [{ values: [], problem: { field: null } }],
    assumptions: [{ field: null }],
    normalisations: [{ field: null, count: 1 }],
  })
  expect(data.importJobs.nodes).toEqual([data.importJob])
})

it('answers null for a job that is not there', async () => {
  shop.services.sales.on('GET /imports/:id', () => FakeAnswer.problem(404, 'NOT_FOUND'))
  const { data, errors } = await shop.ask('{ importJob(id: "j9") { id } }')
  expect({ data, errors }).toEqual({ data: { importJob: null }, errors: [] })
})

it('lists jobs', async () => {
  shop.services.sales.on('GET /imports', () => aPage([anImportJob('j1')]))
  const { data } = await shop.ask('{ importJobs { nodes { id status progress { rowsDone } } } }')
  expect(data.importJobs.nodes).toEqual([{ id: 'j1', status: 'UPLOADED', progress: { rowsDone: 0 } }])
})

it.each(['preview', 'start'])('hands the mapping on to %s', async step => {
  shop.services.sales.on(`POST /imports/:id/${step}`, () => anImportJob('j1', { status: 'QUEUED' }))
  const { data } = await shop.ask(
    `mutation ($mapping: ImportMappingInput!) { job: ${step}Import(id: "j1", mapping: $mapping) { status } }`,
    { mapping },
  )
  expect(data).toEqual({ job: { status: 'QUEUED' } })
  expect(shop.services.sales.calls[0]?.body).toEqual({ mapping })
})

it('cancels a job', async () => {
  shop.services.sales.on('POST /imports/:id/cancel', () => anImportJob('j1', { status: 'CANCELLED' }))
  const { data } = await shop.ask('mutation { cancelImport(id: "j1") { status } }')
  expect(data).toEqual({ cancelImport: { status: 'CANCELLED' } })
})

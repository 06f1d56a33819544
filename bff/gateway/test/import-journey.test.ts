import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openRealShop, type RealShop } from '../testing/real-shop.ts'
import { type Stack, startStack, type Visitor } from '../testing/test-stack.ts'

const CSV = [
  'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country',
  '536365,85123A,WHITE HANGING HEART,6,12/1/2010 8:26,2.55,17850,United Kingdom',
  '536365,71053,WHITE METAL LANTERN,6,12/1/2010 8:26,3.39,17850,United Kingdom',
  '536366,22633,HAND WARMER,six,12/1/2010 8:28,1.85,17850,United Kingdom',
  'C536379,71053,WHITE METAL LANTERN,-1,12/1/2010 9:41,3.39,,United Kingdom',
].join('\n')

let shop: RealShop
let stack: Stack
let owner: Visitor

beforeAll(async () => {
  shop = await openRealShop()
  await shop.call('t_shop', 'identity', 'PUT', '/tenants/t_shop', {
    slug: 'shop',
    name: 'Shop',
    currency: 'GBP',
    timeZone: 'Europe/London',
    users: [
      { username: 'owner', displayName: 'Owner', password: 'portico', role: 'owner' },
      { username: 'clerk', displayName: 'Clerk', password: 'portico', role: 'clerk' },
    ],
  })
  stack = await startStack(shop.urls)
  owner = await stack.logIn('shop', 'owner')
})
afterAll(async () => {
  await stack?.close()
  await shop?.close()
})

async function ask(query: string, variables = {}) {
  const { data, errors } = await owner.ask(query, variables)
  expect(errors).toBeUndefined()
  return data
}

async function importFile(): Promise<ReturnType<typeof JSON.parse>> {
  const response = await owner.fetch('/api/imports', {
    method: 'POST',
    headers: { 'content-type': 'text/csv', 'x-file-name': 'orders.csv' },
    body: CSV,
  })
  expect(response.status).toBe(201)
  const { id, columns }: ReturnType<typeof JSON.parse> = await response.json()
  const mapped = columns.filter((column: { suggested: string | null }) => column.suggested !== null)
  const mapping = {
    columns: mapped.map(({ suggested: field, index: column }: { suggested: string; index: number }) => ({
      field,
      column,
      // The file's days and months could be either: what is said of the column settles it.
      ...(field === 'DATE' && { dateFormat: 'MDY' }),
    })),
    dateFormat: 'MDY',
    timeZone: 'Europe/London',
    decimalMark: '.',
  }
  const { previewImport } = await ask(
    'mutation ($id: ID!, $mapping: ImportMappingInput!) { previewImport(id: $id, mapping: $mapping) { status rowCount problemCount problems { row field value } } }',
    { id, mapping },
  )
  expect(previewImport).toMatchObject({ status: 'PREVIEWED', rowCount: 4, problemCount: 1 })
  expect(previewImport.problems).toEqual([{ row: 4, field: 'QUANTITY', value: 'six' }])
  await ask(
    'mutation ($id: ID!, $mapping: ImportMappingInput!) { startImport(id: $id, mapping: $mapping) { status } }',
    { id, mapping },
  )
  return vi.waitUntil(() => findDone(id), { timeout: 15_000, interval: 100 })
}

async function findDone(id: string) {
  const { importJob } = await ask(
    `query ($id: ID!) { importJob(id: $id) { status rejectedUrl failure { code message }
      progress { documentsCreated documentsRecognised rowsRejected productsCreated customersCreated } } }`,
    { id },
  )
  return importJob.status === 'DONE' || importJob.status === 'FAILED' ? importJob : null
}

it('takes a file from the browser to orders, and creates nothing the second time', async () => {
  const first = await importFile()
  expect(first).toMatchObject({
    status: 'DONE',
    failure: null,
    progress: { documentsCreated: 2, documentsRecognised: 0, rowsRejected: 1, customersCreated: 1 },
  })
  const rejected = await owner.fetch(first.rejectedUrl)
  expect(rejected.headers.get('content-disposition')).toContain('attachment')
  expect(await rejected.text()).toContain('six')
  const second = await importFile()
  expect(second.progress).toMatchObject({ documentsCreated: 0, documentsRecognised: 2 })
  const { orders, workbench } = await ask(`{
    orders(sort: NUMBER_ASC) {
      totalCount totalAmount { amount currency }
      nodes { number kind orderedAt isImported total { amount } customer { code } lines { product { code } } }
    }
    workbench(month: "2010-12") { thisMonth { total { amount } } lastOrders { number } }
  }`)
  expect(orders.totalCount).toBe(2)
  expect(orders.totalAmount).toEqual({ amount: '32.25', currency: 'GBP' })
  expect(orders.nodes).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        kind: 'ORDER',
        orderedAt: '2010-12-01T08:26:00.000Z',
        total: { amount: '35.64' },
        customer: { code: '17850' },
        lines: [{ product: { code: '85123A' } }, { product: { code: '71053' } }],
      }),
      expect.objectContaining({ kind: 'CREDIT_NOTE', isImported: true, customer: null }),
    ]),
  )
  expect(workbench.thisMonth.total.amount).toBe('32.25')
})

it('keeps the import from a clerk', async () => {
  const clerk = await stack.logIn('shop', 'clerk')
  const response = await clerk.fetch('/api/imports', { method: 'POST', body: CSV })
  expect(await response.json()).toMatchObject({ error: { code: 'FORBIDDEN' } })
  const { errors } = await clerk.ask('{ importJobs { nodes { id } } }')
  expect(errors[0].extensions.code).toBe('FORBIDDEN')
})

describe('a file one byte too long', () => {
  const limit = 50 * 1024 * 1024
  const upload = (body: NonNullable<RequestInit['body']>) =>
    owner.fetch('/api/imports', {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body,
      ...(body instanceof ReadableStream && { duplex: 'half' }),
    })

  it('is refused with a code when its length is announced', async () => {
    const response = await upload(new Uint8Array(limit + 1))
    expect(await response.json()).toMatchObject({ error: { code: 'FILE_TOO_LARGE' } })
  })

  it.each([1, 12 * 1024 * 1024])(
    'is refused with a code when it turns out to be, by %i bytes',
    async more => {
      const megabytes = Array.from({ length: 50 }, () => new Uint8Array(1024 * 1024))
      const parts = [...megabytes, new Uint8Array(more)]
      const response = await upload(ReadableStream.from(parts))
      expect(await response.json()).toMatchObject({ error: { code: 'FILE_TOO_LARGE' } })
    },
  )
})

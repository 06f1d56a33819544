import type {
  ImportDetailFragment,
  OrderDetailFragment,
  OrderRowFragment,
  SalesOrdersQuery,
} from '../graph/graph.generated.ts'

export function buildRow(changes: Partial<OrderRowFragment> = {}): OrderRowFragment {
  return {
    id: 'o1',
    kind: 'ORDER',
    number: 'SO-1',
    status: 'DRAFT',
    customer: { id: 'c1', name: 'Evergreen Gifts' },
    orderedAt: '2026-11-20T23:30:00Z',
    lineCount: 3,
    waitingDays: null,
    total: { amount: '1234.50', currency: 'GBP' },
    ...changes,
  }
}

interface PageChanges {
  totalCount?: number
  isCapped?: boolean
  hasNextPage?: boolean
  sums?: Partial<SalesOrdersQuery['orders']['sums']>
}

const none = { count: 0, amount: { amount: '0.00', currency: 'GBP' } }
const NO_SUMS = { orders: { count: 1 }, creditNotes: { count: 0 }, drafts: none, cancelled: none }

export function buildOrderPage(nodes: OrderRowFragment[], changes: PageChanges = {}) {
  const { totalCount = nodes.length, isCapped = false, hasNextPage = false, sums } = changes
  return {
    orders: {
      nodes,
      pageInfo: { hasNextPage, endCursor: hasNextPage ? 'cursor-1' : null },
      totalCount,
      isCapped,
      totalAmount: { amount: '99.50', currency: 'GBP' },
      sums: { ...NO_SUMS, sales: { amount: '99.50', currency: 'GBP' }, ...sums },
    },
  }
}

const reach = { phone: null, email: null, address: null }

export function buildOrder(changes: Partial<OrderDetailFragment> = {}): OrderDetailFragment {
  const lantern = { id: 'p1', code: '71053', name: 'Lantern', unit: 'pcs', kind: 'GOODS' as const }
  return {
    ...buildRow(),
    customer: { id: 'c1', code: 'C1', name: 'Evergreen Gifts', country: 'France', ...reach },
    note: null,
    deliveryNote: null,
    lines: [
      {
        id: 'l1',
        description: 'White metal lantern',
        quantity: '6',
        left: '6',
        unitPrice: '3.39',
        discount: '0',
        amount: { amount: '20.34', currency: 'GBP' },
        product: lantern,
      },
    ],
    creditOf: null,
    creditNotes: [],
    allowedActions: ['EDIT', 'CONFIRM', 'CANCEL'],
    isImported: false,
    version: 4,
    ...changes,
  }
}

export function buildImport(changes: Partial<ImportDetailFragment> = {}): ImportDetailFragment {
  return {
    id: 'i1',
    fileName: 'retail.csv',
    fileSize: 2048,
    status: 'UPLOADED',
    createdAt: '2026-11-20T10:00:00Z',
    startedAt: null,
    finishedAt: null,
    columns: [
      { index: 0, header: 'InvoiceNo', suggested: 'DOCUMENT_NUMBER' },
      { index: 1, header: 'StockCode', suggested: 'PRODUCT_CODE' },
      { index: 2, header: 'Quantity', suggested: 'QUANTITY' },
      { index: 3, header: 'InvoiceDate', suggested: 'DATE' },
      { index: 4, header: 'UnitPrice', suggested: 'UNIT_PRICE' },
    ],
    sample: [['536365', '71053', '6', '13/12/2010 08:26', '3.39']],
    mapping: null,
    reading: buildReading(),
    preview: [],
    doubts: [],
    assumptions: [],
    normalisations: [],
    conflicts: [],
    conflictCount: 0,
    sums: [],
    rowCount: null,
    problemCount: null,
    problems: [],
    failure: null,
    rejectedUrl: null,
    progress: buildProgress(),
    ...changes,
  }
}

export function buildProgress(changes: Partial<ImportDetailFragment['progress']> = {}) {
  return {
    rowsTotal: 0,
    rowsDone: 0,
    documentsCreated: 0,
    documentsRecognised: 0,
    documentsSkipped: 0,
    documentsReplaced: 0,
    rowsRejected: 0,
    productsCreated: 0,
    customersCreated: 0,
    ...changes,
  }
}

function buildReading(): ImportDetailFragment['reading'] {
  return {
    kind: 'TEXT',
    sheets: [],
    sheet: null,
    encoding: 'utf-8',
    encodingConfidence: 1,
    encodings: [{ encoding: 'utf-8', confidence: 1, examples: [] }],
    delimiter: ',',
    quotes: 'WRAP',
    headerLine: 1,
    trailingRows: 0,
    head: [
      { line: 1, cells: ['InvoiceNo', 'StockCode', 'Quantity', 'InvoiceDate', 'UnitPrice'] },
      { line: 2, cells: ['536365', '71053', '6', '13/12/2010 08:26', '3.39'] },
    ],
    tail: [],
  }
}

export function buildDoubt(
  changes: Partial<ImportDetailFragment['doubts'][number]> = {},
): ImportDetailFragment['doubts'][number] {
  return {
    id: 'DECIMAL_MARK_AMBIGUOUS:UNIT_PRICE',
    code: 'DECIMAL_MARK_AMBIGUOUS',
    field: 'UNIT_PRICE',
    column: 4,
    message: 'in two ways',
    facts: [{ name: 'example', value: '12.990' }],
    choices: [
      { id: '.', message: 'dot', examples: [{ raw: '12.990', read: '12.99' }] },
      { id: ',', message: 'comma', examples: [{ raw: '12.990', read: '12990' }] },
    ],
    proposed: null,
    chosen: null,
    chosenBy: null,
    ...changes,
  }
}

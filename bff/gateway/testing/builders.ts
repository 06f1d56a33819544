/** One object of each kind as the services answer it; a test says only what matters to it. */

export function aCustomer(id: string, over: object = {}) {
  const name = `Customer ${id}`
  return {
    id,
    code: id.toUpperCase(),
    name,
    country: null,
    phone: null,
    email: null,
    address: null,
    version: 1,
    ...over,
  }
}

export function aUser(id: string) {
  return { id, username: id, displayName: `User ${id}` }
}

export function aProduct(id: string, over: object = {}) {
  const code = id.toUpperCase()
  return {
    id,
    code,
    barcode: null,
    name: `Product ${id}`,
    category: null,
    unit: 'pc',
    kind: 'GOODS',
    isActive: true,
    version: 1,
    ...over,
  }
}

export function aPrice(productId: string, listPrice = '9.90') {
  return { productId, currency: 'CNY', listPrice, version: 1 }
}

export function aStockItem(id: string, productId: string, over: object = {}) {
  const quantities = { onHand: '10', reserved: '2', available: '8', lowStockLevel: '3', isLow: false }
  const state = { isTracked: true, version: 1 }
  return { id, productId, warehouseId: 'w1', ...quantities, ...state, ...over }
}

export function aMovement(id: string, productId: string, over: object = {}) {
  const change = { kind: 'ADJUSTMENT', onHandDelta: '-1', reservedDelta: '0', reason: 'LOSS', note: null }
  return {
    id,
    at: '2010-12-01T08:26:00.000Z',
    productId,
    warehouseId: 'w1',
    ...change,
    reference: null,
    ...over,
  }
}

/** The sums are all zero; the gateway only passes them on. */
export function anOrderPage(orders: { id: string }[], totalAmount: string) {
  const tally = { count: 0, amount: '0.00' }
  const sums = { orders: tally, creditNotes: tally, drafts: tally, cancelled: tally }
  return aPage(orders, { totalAmount, sums })
}

export function anOrder(id: string, over: object = {}) {
  return {
    id,
    kind: 'ORDER',
    number: `SO-${id}`,
    status: 'DRAFT',
    customerId: null,
    orderedAt: '2010-12-01T08:26:00.000Z',
    note: null,
    currency: 'CNY',
    total: '19.80',
    lineCount: 1,
    creditOfId: null,
    isImported: false,
    allowedActions: ['EDIT', 'CONFIRM', 'CANCEL'],
    version: 1,
    ...over,
  }
}

export function aLine(id: string, orderId: string, over: object = {}) {
  const amounts = { quantity: '2', unitPrice: '9.90', discount: '0', amount: '19.80', left: '2' }
  return { id, orderId, position: 1, productId: null, description: `Line ${id}`, ...amounts, ...over }
}

export function anImportJob(id: string, over: object = {}) {
  return {
    id,
    fileName: 'orders.csv',
    fileSize: 1024,
    status: 'UPLOADED',
    createdAt: '2010-12-01T08:26:00.000Z',
    startedAt: null,
    finishedAt: null,
    columns: [{ index: 0, header: 'InvoiceNo', suggested: 'DOCUMENT_NUMBER' }],
    sample: [['536365']],
    reading: {
      kind: 'TEXT',
      sheets: [],
      sheet: null,
      encoding: 'utf-8',
      encodingConfidence: 1,
      encodings: [],
      delimiter: ',',
      quotes: 'WRAP',
      headerLine: 1,
      trailingRows: 0,
      head: [{ line: 1, cells: ['InvoiceNo'] }],
      tail: [],
    },
    mapping: null,
    preview: [],
    doubts: [],
    assumptions: [],
    normalisations: [],
    conflicts: [],
    conflictCount: 0,
    rowCount: null,
    problemCount: null,
    problems: [],
    progress: {
      rowsTotal: 0,
      rowsDone: 0,
      documentsCreated: 0,
      documentsRecognised: 0,
      documentsSkipped: 0,
      documentsReplaced: 0,
      rowsRejected: 0,
      productsCreated: 0,
      customersCreated: 0,
    },
    failure: null,
    rejectedRows: 0,
    ...over,
  }
}

/** A list page as the services answer it. */
export function aPage<Item extends { id: string }>(items: Item[], over: object = {}) {
  return {
    items: items.map(item => ({ ...item, cursor: `c-${item.id}` })),
    pageInfo: { endCursor: items.length > 0 ? `c-${items.at(-1)?.id}` : null, hasNextPage: false },
    totalCount: items.length,
    ...over,
  }
}

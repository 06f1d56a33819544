import { createHash } from 'node:crypto'
import type { DecimalMark, Receiving, Upload } from '@portico/inventory-contract'
import { type CallContext, type Database, newId, type Transaction } from '@portico/service-kit'
import { keyOf, listOpened } from '../stock/opening.ts'
import { listWarehouses } from '../stock/warehouses.ts'
import { type CheckContext, checkRows, labelOf } from './check.ts'
import { findColumns } from './columns.ts'
import type { LabelledProduct, Products } from './products.ts'
import { getUpload, insertUpload } from './store.ts'
import { readBytes, readTable } from './table.ts'

export interface NewUpload {
  fileName: string
  mode: Receiving
  /** Null: whatever a quantity can only mean; others are problems. */
  decimalMark: DecimalMark | null
  stream: AsyncIterable<Buffer>
}

/** A label longer than any code or barcode is not worth asking for. */
const MAX_LABEL_LENGTH = 64

/**
 * Checks a file of quantities and keeps its good rows; nothing is booked. Throws FILE_TOO_LARGE, FILE_UNREADABLE,
 * FILE_EMPTY, FILE_COLUMNS_UNKNOWN, UPSTREAM_UNAVAILABLE.
 */
export async function checkUpload(
  { database, products }: { database: Database; products: Products },
  context: CallContext,
  upload: NewUpload,
): Promise<Upload> {
  const { tenantId } = context
  const bytes = await readBytes(upload.stream)
  const table = await readTable(bytes)
  const columns = findColumns(table.header)
  const labels = [...new Set(table.rows.map(row => labelOf(row, columns)))]
  const named = await products.byLabels(context, labels.filter(isAskable))
  const id = newId()
  return database.tenant(tenantId, async tx => {
    const around = await look(tx, tenantId, { ...upload, columns, products: named })
    const checked = checkRows(table, around)
    const { fileName, mode } = upload
    const head = { id, fileName, mode, digest: digestOf(bytes), ignoredColumns: columns.ignored }
    await insertUpload(tx, tenantId, { ...head, rowCount: table.rows.length, ...checked })
    return getUpload(tx, tenantId, id)
  })
}

function isAskable(label: string): boolean {
  return label !== '' && label.length <= MAX_LABEL_LENGTH
}

type Known = Pick<CheckContext, 'mode' | 'decimalMark' | 'columns' | 'products'>

async function look(
  tx: Transaction,
  tenantId: string,
  { mode, decimalMark, columns, products }: Known,
): Promise<CheckContext> {
  const warehouses = await listWarehouses(tx, tenantId)
  const byName = new Map(
    warehouses.flatMap(({ id, code, name }) => [[name, id] as const, [code, id] as const]),
  )
  const [first] = warehouses
  if (first) byName.set('', first.id)
  const opened = mode === 'OPENING' ? await listOpened(tx, tenantId, idsOf(products)) : new Set<string>()
  const isOpened = (row: { productId: string; warehouseId: string }) => opened.has(keyOf(row))
  return { mode, decimalMark, columns, products, warehouses: byName, isOpened }
}

function idsOf(products: ReadonlyMap<string, LabelledProduct[]>): string[] {
  return [...new Set([...products.values()].flat().map(({ id }) => id))]
}

function digestOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

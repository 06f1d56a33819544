import type { DecimalMark, Receiving } from '@portico/inventory-contract'
import type { Columns } from './columns.ts'
import type { LabelledProduct } from './products.ts'
import { type QuantityProblem, readQuantity } from './quantity.ts'
import type { StockTable, TableRow } from './table.ts'

type RowProblem =
  | QuantityProblem
  | 'PRODUCT_MISSING'
  | 'PRODUCT_UNKNOWN'
  | 'PRODUCT_AMBIGUOUS'
  | 'PRODUCT_IS_SERVICE'
  | 'WAREHOUSE_UNKNOWN'
  | 'REPEATED'
  | 'ALREADY_OPENED'

/** Why a row cannot be booked; `value` is what stands in it. */
export interface UploadProblem {
  row: number
  code: RowProblem
  value: string
}

export interface UploadRow {
  row: number
  productId: string
  warehouseId: string
  quantity: string
}

export interface CheckContext {
  mode: Receiving
  decimalMark: DecimalMark | null
  columns: Columns
  /** By code and barcode. */
  products: ReadonlyMap<string, LabelledProduct[]>
  /** Ids by code and by name; the first is where rows without one go. */
  warehouses: ReadonlyMap<string, string>
  /** Whether stock of a product in a warehouse is known already. */
  isOpened(row: UploadRow): boolean
}

/** Of what stands in a cell. */
const MAX_SHOWN = 100

/** Every row is either good or a problem; none is both, none is dropped. */
export function checkRows(
  table: StockTable,
  around: CheckContext,
): { rows: UploadRow[]; problems: UploadProblem[] } {
  const rows: UploadRow[] = []
  const problems: UploadProblem[] = []
  const seen = new Set<string>()
  for (const row of table.rows) {
    const checked = checkRow(row, around, seen)
    if ('code' in checked) problems.push(checked)
    else rows.push(checked)
  }
  return { rows, problems }
}

function checkRow(row: TableRow, around: CheckContext, seen: Set<string>): UploadRow | UploadProblem {
  const { columns, mode, decimalMark } = around
  const problem = (code: RowProblem, value: string): UploadProblem => ({
    row: row.line,
    code,
    value: value.slice(0, MAX_SHOWN),
  })
  const label = labelOf(row, columns)
  const product = findProduct(label, around.products)
  if (typeof product === 'string') return problem(product, label)
  const warehouse = cell(row, columns.warehouse)
  const warehouseId = around.warehouses.get(warehouse)
  if (!warehouseId) return problem('WAREHOUSE_UNKNOWN', warehouse)
  const typed = cell(row, columns.quantity)
  const { quantity, problem: unread } = readQuantity(typed, decimalMark)
  if (unread) return problem(unread, typed)
  if (mode === 'RECEIPT' && Number(quantity) === 0) return problem('QUANTITY_MISSING', typed)
  const good = { row: row.line, productId: product.id, warehouseId, quantity }
  const key = `${warehouseId} ${product.id}`
  if (seen.has(key)) return problem('REPEATED', label)
  seen.add(key)
  return mode === 'OPENING' && around.isOpened(good) ? problem('ALREADY_OPENED', label) : good
}

export function labelOf(row: TableRow, { product }: Columns): string {
  return cell(row, product)
}

function findProduct(
  label: string,
  products: ReadonlyMap<string, LabelledProduct[]>,
): LabelledProduct | RowProblem {
  if (label === '') return 'PRODUCT_MISSING'
  const [product, other] = products.get(label) ?? []
  if (!product) return 'PRODUCT_UNKNOWN'
  if (other) return 'PRODUCT_AMBIGUOUS'
  return product.kind === 'SERVICE' ? 'PRODUCT_IS_SERVICE' : product
}

function cell({ cells }: TableRow, column: number | null): string {
  return column === null ? '' : (cells[column] ?? '').trim()
}

import { Big } from 'big.js'
import { parse } from 'csv-parse/browser/esm/sync'

/** The four files as text; a byte order mark is allowed. Nothing here needs Node, so a browser joins them too. */
export interface NorthwindTexts {
  orders: string
  orderDetails: string
  products: string
  customers: string
}

/** A file is not the one it should be: `code` NORTHWIND_COLUMNS_MISSING, the message names file and columns. */
export class NorthwindError extends Error {
  readonly code = 'NORTHWIND_COLUMNS_MISSING'

  constructor(message: string) {
    super(message)
    this.name = 'NorthwindError'
  }
}

type Row = Record<string, string>

const COLUMNS: Record<keyof NorthwindTexts, string[]> = {
  orders: ['order_id', 'customer_id', 'order_date'],
  orderDetails: ['order_id', 'product_id', 'unit_price', 'quantity', 'discount'],
  products: ['product_id', 'product_name'],
  customers: ['customer_id', 'company_name', 'country'],
}

/** Names the order import recognises by itself; dates are YYYY-MM-DD, the decimal mark is a dot. */
const HEADER = [
  'Document number',
  'Product code',
  'Product name',
  'Quantity',
  'Unit price',
  'Discount',
  'Date',
  'Customer code',
  'Customer name',
  'Country',
]

/** The source went through single-precision floats (9.80000019): four digits are what was meant. */
const DECIMALS = 4

/**
 * One CSV of the shape the order import reads, a line for each order detail. A detail whose order is missing stays, with
 * an empty date, so that the import names it instead of losing it. Throws NorthwindError.
 */
export function joinNorthwind(texts: NorthwindTexts): string {
  const orders = indexBy(read(texts, 'orders'), 'order_id')
  const products = indexBy(read(texts, 'products'), 'product_id')
  const customers = indexBy(read(texts, 'customers'), 'customer_id')
  const lines = read(texts, 'orderDetails').map(detail => {
    const order = orders.get(detail.order_id ?? '')
    const customer = customers.get(order?.customer_id ?? '')
    return [
      detail.order_id,
      detail.product_id,
      products.get(detail.product_id ?? '')?.product_name,
      detail.quantity,
      withoutNoise(detail.unit_price),
      withoutNoise(detail.discount),
      order?.order_date,
      order?.customer_id,
      customer?.company_name,
      customer?.country,
    ]
  })
  return [HEADER, ...lines].map(fields => `${fields.map(quote).join(',')}\r\n`).join('')
}

function read(texts: NorthwindTexts, file: keyof NorthwindTexts): Row[] {
  const rows: Row[] = parse(texts[file], { bom: true, columns: true, skip_empty_lines: true, trim: true })
  const missing = COLUMNS[file].filter(column => rows[0] && !(column in rows[0]))
  if (rows.length > 0 && missing.length === 0) return rows
  const what = rows.length > 0 ? `has no column ${missing.join(', ')}` : 'has no rows'
  throw new NorthwindError(`The file of ${file} ${what}.`)
}

function indexBy(rows: Row[], column: string): Map<string, Row> {
  return new Map(rows.map(row => [row[column] ?? '', row]))
}

/** What is no number is left for the import to name. */
function withoutNoise(text = ''): string {
  return /^-?\d+(\.\d+)?$/.test(text) ? Big(text).round(DECIMALS).toFixed() : text
}

function quote(field = ''): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field
}

import { inventoryProblems } from '../stock/problems.ts'

type Field = 'PRODUCT' | 'QUANTITY' | 'WAREHOUSE'

/** What headings are called, without case, spaces and punctuation. */
const NAMES: Record<Field, readonly string[]> = {
  PRODUCT: [
    'code',
    'productcode',
    'product',
    'sku',
    'item',
    'itemcode',
    'stockcode',
    'barcode',
    'ean',
    'gtin',
    'upc',
    '商品编码',
    '编码',
    '货号',
    '条码',
    '商品条码',
    '商品',
    '产品编码',
  ],
  QUANTITY: [
    'quantity',
    'qty',
    'onhand',
    'stock',
    'amount',
    'count',
    'received',
    'openingstock',
    '数量',
    '库存',
    '现存量',
    '期初',
    '期初库存',
    '入库数量',
    '盘点数量',
  ],
  WAREHOUSE: ['warehouse', 'warehousecode', 'location', '仓库', '仓库编码', '仓库代码'],
}

export interface Columns {
  product: number
  quantity: number
  warehouse: number | null
  /** Headings of the columns that are not read, so that none is left out unseen. */
  ignored: string[]
}

/** Throws FILE_COLUMNS_UNKNOWN where product or quantity has no column, or two. */
export function findColumns(header: string[]): Columns {
  const fields = header.map(fieldOf)
  return {
    product: only(header, fields, 'PRODUCT'),
    quantity: only(header, fields, 'QUANTITY'),
    warehouse: fields.includes('WAREHOUSE') ? only(header, fields, 'WAREHOUSE') : null,
    ignored: header.filter((name, index) => fields[index] === null && name.trim() !== ''),
  }
}

function fieldOf(heading: string): Field | null {
  const name = heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{P}\p{S}\s]/gu, '')
  const fields: Field[] = ['PRODUCT', 'QUANTITY', 'WAREHOUSE']
  return fields.find(field => NAMES[field].includes(name)) ?? null
}

function only(header: string[], fields: (Field | null)[], field: Field): number {
  const found = fields.flatMap((each, index) => (each === field ? [index] : []))
  const [index] = found
  if (index !== undefined && found.length === 1) return index
  const names = found.map(at => header[at]).join(', ')
  const detail =
    found.length === 0
      ? `No heading of the file names the ${WORDS[field]}. Name one column ${EXAMPLES[field]}.`
      : `Several headings of the file name the ${WORDS[field]}: ${names}. Keep one of them.`
  throw inventoryProblems.FILE_COLUMNS_UNKNOWN(detail, { field, found: found.map(at => header[at]), header })
}

const WORDS: Record<Field, string> = { PRODUCT: 'product', QUANTITY: 'quantity', WAREHOUSE: 'warehouse' }
const EXAMPLES: Record<Field, string> = {
  PRODUCT: 'Code or Barcode',
  QUANTITY: 'Quantity',
  WAREHOUSE: 'Warehouse',
}

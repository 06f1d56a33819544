import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Big } from 'big.js'
import { parse } from 'csv-parse/sync'

const FILE = new URL('../../../../../shared/data/online-retail.csv', import.meta.url)

export const hasRealOrders = existsSync(FILE)
export const WITHOUT_REAL_ORDERS = `skipped without ${fileURLToPath(FILE).split('/').slice(-3).join('/')}`

export function readRealOrders(): Buffer<ArrayBuffer> {
  return readFileSync(FILE)
}

/** What a correct import of the file must add up to, computed from the file in decimal arithmetic. */
export function sumRealOrders(): {
  rows: number
  documents: number
  credits: number
  amount: string
  customers: number
} {
  const rows: Record<string, string>[] = parse(readRealOrders(), { columns: true, bom: true })
  const numbers = new Set(rows.map(row => row.InvoiceNo ?? ''))
  const amount = rows.reduce(
    (sum, row) => sum.plus(Big(row.Quantity ?? '').times(row.UnitPrice ?? '')),
    Big(0),
  )
  return {
    rows: rows.length,
    documents: numbers.size,
    credits: [...numbers].filter(number => number.startsWith('C')).length,
    amount: amount.toFixed(2),
    customers: new Set(rows.flatMap(row => row.CustomerID || [])).size,
  }
}

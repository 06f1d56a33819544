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

/** One document in five, of all days: those of one day do not show which part of a date is the month. */
export function readEveryFifthOrder(): Buffer<ArrayBuffer> {
  // No cell has a line break.
  const [head = '', ...rows] = readRealOrders().toString().trimEnd().split('\n')
  const numberOf = (row: string) => row.split(',', 1)[0] ?? ''
  const numbers = [...new Set(rows.map(numberOf))].filter((_, index) => index % 5 === 0)
  const kept = new Set(numbers)
  return Buffer.from([head, ...rows.filter(row => kept.has(numberOf(row)))].join('\n'))
}

/** What a correct import of `file` must add up to, computed from it in decimal arithmetic. */
export function sumRealOrders(file = readRealOrders()): {
  rows: number
  documents: number
  credits: number
  amount: string
  customers: number
} {
  const rows: Record<string, string>[] = parse(file, { columns: true, bom: true })
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

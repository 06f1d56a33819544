import { centsText } from '../values/cents.ts'
import type { ImportedRow } from './row.ts'
import { lineCents } from './sums.ts'

export interface FileSum {
  currency: string
  documents: number
  rows: number
  unreadRows: number
  amount: string
}

/** What the rows of a file come to, by currency, whatever becomes of them. */
export class FileSums {
  readonly #sums = new Map<string, Omit<FileSum, 'amount'> & { cents: bigint }>()

  add(row: ImportedRow, isFirstOfDocument: boolean) {
    const { currency } = row
    const sum = this.#sums.get(currency) ?? { currency, documents: 0, rows: 0, unreadRows: 0, cents: 0n }
    this.#sums.set(currency, sum)
    const cents = lineCents(row)
    sum.rows++
    if (isFirstOfDocument) sum.documents++
    if (cents === null) sum.unreadRows++
    else sum.cents += cents
  }

  list(): FileSum[] {
    return [...this.#sums.values()].map(({ cents, ...sum }) => ({ ...sum, amount: centsText(cents) }))
  }
}

import type { DocumentKind, DocumentStatus, Mapping } from '@portico/sales-contract'
import type { OrderTexts } from '../../documents/order-texts.ts'
import type { RowProblem } from './problems.ts'

/** A row as it will be written. Empty texts are null; decimals are plain text; `at` is a local time, or an instant ending in Z. */
export interface ImportedRow {
  /** 1-based line of the file where the row begins. */
  row: number
  raw: string[]
  documentNumber: string | null
  /** Rows with the same key and part are one document. */
  documentKey: string | null
  part: number
  productCode: string | null
  description: string | null
  quantity: string | null
  unitPrice: string | null
  discount: string | null
  at: string | null
  customerCode: string | null
  customerName: string | null
  country: string | null
  texts: OrderTexts
  /** Of the amount: a code, or the sign where that may be several. */
  currency: string
  kind: DocumentKind | null
  state: DocumentStatus | null
  /** The first one; null for a good row. */
  problem: RowProblem | null
}

/** What was decided about the rows of a file. */
export interface RowRules {
  mapping: Mapping
  columnCount: number
  /** Of the shop. */
  currency: string
  /** The sign or code of a currency that the name of the price column has: `Price (USD)`. */
  priceMark: string | null
  takesOtherMoney: boolean
  takesNoSales: boolean
  takesFileZone: boolean
  isOneOrder: (number: string) => boolean
  /** The file was exported here. */
  isOwnExport: boolean
}

/** What the rows say that a person must decide about. */
export interface Remarkable {
  otherMoney: Map<string, number>
  noSales: Map<string, Set<string>>
  /** Names of time zones that are not known, and in how many rows. */
  zones: Map<string, number>
}

import type { DocumentKind } from '@portico/sales-contract'
import type { OrderTexts } from '../../documents/order-texts.ts'

/** What the cells of a row say, before it is known which document it belongs to. */
export interface RowValues {
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
  /** The currency named beside the amount or in a column of its own. */
  money: string | null
  status: string | null
  kind: DocumentKind | null
  /** By its own clock, where `at` is an instant that its zone gave. */
  day: string | null
  /** A name of a time zone that is not known. */
  unknownZone: string | null
}

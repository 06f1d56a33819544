import type { DocumentFacts } from './documents.ts'
import type { RowValues } from './values.ts'

type Amounts = Pick<RowValues, 'quantity' | 'unitPrice' | 'discount'>

const TEN_THOUSANDTHS = 4
const CENTS = 10n ** 10n

/** What a good row adds to its document. */
export function addLine(facts: DocumentFacts, { quantity, unitPrice, discount }: RowValues) {
  facts.lineCount++
  facts.quantities += scaled(quantity)
  facts.prices += scaled(unitPrice)
  facts.total += lineCents({ quantity, unitPrice, discount }) ?? 0n
}

/** And to what it would be by itself. */
export function addJoined(joined: DocumentFacts, values: RowValues) {
  joined.customerName ??= values.customerName
  addLine(joined, values)
}

/** Null where a part of it cannot be read. */
export function lineCents({ quantity, unitPrice, discount }: Amounts): bigint | null {
  if (quantity === null || unitPrice === null || discount === null) return null
  return rounded(scaled(quantity) * scaled(unitPrice) * (10_000n - scaled(discount)))
}

/** Decimal text of at most four digits behind the dot, in ten-thousandths. */
function scaled(text: string | null): bigint {
  const [whole = '0', fraction = ''] = (text ?? '0').split('.')
  const digits = BigInt(`${whole.replace('-', '') || '0'}${fraction.padEnd(TEN_THOUSANDTHS, '0')}`)
  return whole.startsWith('-') ? -digits : digits
}

/** To cents, half away from zero, as the database does. */
function rounded(value: bigint): bigint {
  const sign = value < 0n ? -1n : 1n
  return sign * ((value * sign + CENTS / 2n) / CENTS)
}

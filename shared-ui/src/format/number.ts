import type { Locale } from '@portico/micro-app'
import { isDecimalText } from './decimal.ts'
import { memoise } from './memoise.ts'

const moneyFormat = memoise(
  (locale: string, currency: string) =>
    new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }),
)
const quantityFormat = memoise(
  (locale: string) => new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }),
)
const percentFormat = memoise(
  (locale: string) => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }),
)

/**
 * All of these take decimals as text: Intl formats the digits themselves, so nothing passes through a float.
 * Text that is no decimal comes back as it is.
 */
export function formatMoney(locale: Locale, amount: string, currency: string): string {
  return isDecimalText(amount) ? moneyFormat(locale, currency).format(amount) : amount
}

export function formatQuantity(locale: Locale, quantity: string): string {
  return isDecimalText(quantity) ? quantityFormat(locale).format(quantity) : quantity
}

/** "0.15" -> "15%". */
export function formatPercent(locale: Locale, fraction: string): string {
  return isDecimalText(fraction) ? percentFormat(locale).format(fraction) : fraction
}

export function formatInteger(locale: Locale, count: number): string {
  return quantityFormat(locale).format(count)
}

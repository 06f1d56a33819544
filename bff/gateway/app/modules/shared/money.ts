import Big from 'big.js'

/** An amount with its currency, as the graph shows it. `amount` is a decimal as text. */
export interface Money {
  amount: string
  currency: string
}

export function money(amount: string, currency: string): Money {
  return { amount, currency }
}

/** Exact, with two places: what services answer sums with. */
export function sumAmounts(amounts: readonly string[]): string {
  return amounts.reduce((sum, amount) => sum.plus(amount), new Big(0)).toFixed(2)
}

import type { ReactNode } from 'react'
import { useFormats } from './language.ts'

interface MoneyTextProps {
  /** Decimal text. */
  amount: string
  /** ISO 4217. */
  currency: string
}

/** An amount with tabular figures; negative ones stand out. */
export function MoneyText({ amount, currency }: MoneyTextProps): ReactNode {
  const { money } = useFormats()
  const isNegative = amount.startsWith('-')
  return <span className={isNegative ? 'p-number p-negative' : 'p-number'}>{money(amount, currency)}</span>
}

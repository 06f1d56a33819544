import { parseTypedDecimal } from '@portico/shared-ui'
import { useFormats, useMessages } from '@portico/shared-ui/react'
import Big from 'big.js'
import type { ReactNode } from 'react'
import { useProductStock } from '../product/use-product-choices.ts'
import type { DraftLine } from './order-draft.ts'
import { orderFormMessages } from './order-form.messages.ts'

/** What is free to sell of a line's product; nothing for services, without permission, or while inventory is silent. */
export function LineStock({ product, quantity }: Pick<DraftLine, 'product' | 'quantity'>): ReactNode {
  const t = useMessages(orderFormMessages)
  const formats = useFormats()
  const available = useProductStock(product?.kind === 'GOODS' ? product.id : null)
  if (product === null || available === null) return null
  const wanted = parseTypedDecimal(quantity)
  const isShort = wanted !== null && new Big(wanted).gt(available)
  const word = isShort ? t.notEnough : t.available
  return (
    <span className={isShort ? 'sales-stock sales-stock-short' : 'sales-stock'} aria-live="polite">
      {word(formats.quantity(available), formats.unit(product.unit, available))}
    </span>
  )
}

import { MoneyText, StatusTag, useFormats, useMessages } from '@portico/shared-ui/react'
import Big from 'big.js'
import type { ReactNode } from 'react'
import { orderMessages } from '../order/order.messages.ts'
import { isStockOfInterest, type OrderDetail, type OrderDetailLine } from '../order/use-order.ts'

interface OrderLinesProps {
  order: OrderDetail
  stock: ReadonlyMap<string, string>
}

export function OrderLines({ order, stock }: OrderLinesProps): ReactNode {
  const t = useMessages(orderMessages)
  const hasStock = isStockOfInterest(order) && stock.size > 0
  const hasLeft = order.creditNotes.length > 0
  const columns = 4 + Number(hasStock) + Number(hasLeft)
  return (
    <section className="p-card" aria-label={t.lines}>
      <table className="p-table sales-lines" data-stock={hasStock}>
        <thead>
          <tr>
            <th scope="col">{t.product}</th>
            {hasStock && (
              <th scope="col" className="p-cell-number">
                {t.stock}
              </th>
            )}
            {[t.quantity, ...(hasLeft ? [t.left] : []), t.unitPrice, t.discount, t.amount].map(label => (
              <th key={label} scope="col" className="p-cell-number">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {order.lines.map(line => (
            <OrderLineRow
              key={line.id}
              line={line}
              hasStock={hasStock}
              hasLeft={hasLeft}
              available={stock.get(line.product?.id ?? '')}
              isShortShown={order.status === 'DRAFT'}
            />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={columns}>
              {t.total}
            </th>
            <td className="p-cell-number">
              <MoneyText {...order.total} />
            </td>
          </tr>
        </tfoot>
      </table>
    </section>
  )
}

interface OrderLineRowProps {
  line: OrderDetailLine
  hasStock: boolean
  hasLeft: boolean
  /** Decimal text; undefined while unknown, and for services. */
  available: string | undefined
  isShortShown: boolean
}

function OrderLineRow({ line, hasStock, hasLeft, available, isShortShown }: OrderLineRowProps): ReactNode {
  const t = useMessages(orderMessages)
  const { money, percent, quantity, unit } = useFormats()
  const isShort = isShortShown && available !== undefined && new Big(available).lt(line.quantity)
  return (
    <tr>
      <td className="sales-line-product">
        <span className="sales-line-name">{line.description || line.product?.name}</span>
        <span className="sales-code">{line.product?.code}</span>
      </td>
      {hasStock && (
        <td className="p-cell-number" data-label={t.stock}>
          {isShort && <StatusTag tone="warning">{t.short}</StatusTag>}{' '}
          {available === undefined ? '–' : quantity(available)}
        </td>
      )}
      <td className="p-cell-number" data-label={t.quantity}>
        {quantity(line.quantity)}{' '}
        <span className="sales-faint">{line.product && unit(line.product.unit, line.quantity)}</span>
      </td>
      {hasLeft && (
        <td className="p-cell-number" data-label={t.left}>
          {quantity(line.left)}
        </td>
      )}
      <td className="p-cell-number" data-label={t.unitPrice}>
        {money(line.unitPrice, line.amount.currency)}
      </td>
      <td className="p-cell-number" data-label={t.discount}>
        {new Big(line.discount).eq(0) ? '–' : percent(line.discount)}
      </td>
      <td className="p-cell-number" data-label={t.amount}>
        <MoneyText {...line.amount} />
      </td>
    </tr>
  )
}

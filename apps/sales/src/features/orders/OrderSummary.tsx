import { MoneyText, useFormats, useMessages } from '@portico/shared-ui/react'
import { Tooltip } from 'antd'
import type { ReactNode } from 'react'
import { ordersMessages } from './orders.messages.ts'
import { useDocumentCount } from './use-document-count.ts'
import type { OrderPageData } from './use-orders.ts'

/**
 * How many documents the filter holds and what they come to, counted apart by whether they are sales, as the figures of the
 * workbench count them; read out when it changes.
 */
export function OrderSummary({ page }: { page: OrderPageData | undefined }): ReactNode {
  const t = useMessages(ordersMessages)
  const countOf = useDocumentCount()
  return (
    <span aria-live="polite" className="sales-summary">
      {page && (
        <>
          {countOf(page)} · {page.isCapped ? t.sumsLeftOut : <Sums sums={page.sums} />}
        </>
      )}
      {'\u00a0'}
    </span>
  )
}

function Sums({ sums }: { sums: OrderPageData['sums'] }): ReactNode {
  const t = useMessages(ordersMessages)
  const { integer } = useFormats()
  const { sales, orders, creditNotes, drafts, cancelled } = sums
  const asides = [
    { ...drafts, text: t.drafts(integer(drafts.count), drafts.count === 1) },
    { ...cancelled, text: t.cancelledCount(integer(cancelled.count)) },
  ].filter(({ count }) => count > 0)
  return (
    <>
      <Tooltip title={t.salesMeaning}>
        <span>
          {t.sales}{' '}
          <strong>
            <MoneyText {...sales} />
          </strong>
          <span className="sales-hidden">
            {' '}
            {t.salesOf(integer(orders.count), integer(creditNotes.count))}
          </span>
        </span>
      </Tooltip>
      {asides.map(({ text, amount }) => (
        <span key={text}>
          {' · '}
          {text} <MoneyText {...amount} />
        </span>
      ))}
    </>
  )
}

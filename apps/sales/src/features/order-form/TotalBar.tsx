import { useShell } from '@portico/micro-app/react'
import { MoneyText, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { orderFormMessages } from './order-form.messages.ts'

/** Stays at the bottom of the window: the running total and what to do with it. */
export function TotalBar({ total, children }: { total: string; children: ReactNode }): ReactNode {
  const t = useMessages(orderFormMessages)
  const { currency } = useShell().session.info.tenant
  return (
    <div className="p-card sales-total-bar">
      <span className="sales-total" aria-live="polite">
        {t.total} <MoneyText amount={total} currency={currency} />
      </span>
      <span className="sales-total-actions">{children}</span>
    </div>
  )
}

import { ShellLink, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { topBarMessages } from './top-bar.messages.ts'
import './top-bar.css'

/** A contribution to `topbar.action`: an order can be begun from every page. On a phone its words are for screen readers. */
export function WriteOrder(): ReactNode {
  const t = useMessages(topBarMessages)
  return (
    <ShellLink to="/sales/orders/new" className="sales-write">
      <span aria-hidden>＋</span>
      <span className="sales-write-text">{t.write}</span>
    </ShellLink>
  )
}

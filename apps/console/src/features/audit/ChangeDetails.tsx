import { useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { auditMessages } from './audit.messages.ts'

/** What something was and became, for who wants to know exactly. */
export function ChangeDetails({ change }: { change: Record<string, unknown> }): ReactNode {
  const t = useMessages(auditMessages)
  if (Object.keys(change).length === 0) return null
  return (
    <details className="con-details">
      <summary>{t.details}</summary>
      <pre className="con-json">{JSON.stringify(change, null, 2)}</pre>
    </details>
  )
}

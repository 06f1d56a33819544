import { useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { TenantName } from '../directory/TenantName.tsx'
import { auditMessages } from './audit.messages.ts'

/** What something was and became, for who wants to know exactly. */
export function ChangeDetails({ change }: { change: Record<string, unknown> }): ReactNode {
  const t = useMessages(auditMessages)
  if (Object.keys(change).length === 0) return null
  const { tenantId } = change
  return (
    <>
      {typeof tenantId === 'string' && (
        <p className="con-bare">
          {t.tenant} <TenantName tenantId={tenantId} />
        </p>
      )}
      <details className="con-details">
        <summary>{t.details}</summary>
        <pre className="con-json">{JSON.stringify(change, null, 2)}</pre>
      </details>
    </>
  )
}

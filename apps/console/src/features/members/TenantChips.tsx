import { CloseOutlined } from '@ant-design/icons'
import { useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { membersMessages } from './members.messages.ts'

interface TenantChipsProps {
  label: string
  tenantIds: string[]
  /** Left out: they can only be read. */
  onRemove?: (tenantId: string) => void
}

export function TenantChips({ label, tenantIds, onRemove }: TenantChipsProps): ReactNode {
  const t = useMessages(membersMessages)
  return (
    <ul className="con-chips" aria-label={label}>
      {tenantIds.map(tenantId => (
        <li key={tenantId} className="con-chip">
          {tenantId}
          {onRemove && (
            <button type="button" aria-label={t.removeOne(tenantId)} onClick={() => onRemove(tenantId)}>
              <CloseOutlined aria-hidden />
            </button>
          )}
        </li>
      ))}
    </ul>
  )
}

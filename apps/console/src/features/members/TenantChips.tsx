import { CloseOutlined } from '@ant-design/icons'
import { useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { TenantName } from '../directory/TenantName.tsx'
import { useTenantName } from '../directory/tenant-names.ts'
import { membersMessages } from './members.messages.ts'

interface TenantChipsProps {
  label: string
  tenantIds: string[]
  /** Left out: they can only be read. */
  onRemove?: (tenantId: string) => void
}

export function TenantChips({ label, tenantIds, onRemove }: TenantChipsProps): ReactNode {
  return (
    <ul className="con-chips" aria-label={label}>
      {tenantIds.map(tenantId => (
        <li key={tenantId} className="con-chip">
          <TenantName tenantId={tenantId} />
          {onRemove && <RemoveButton tenantId={tenantId} onRemove={onRemove} />}
        </li>
      ))}
    </ul>
  )
}

interface RemoveButtonProps {
  tenantId: string
  onRemove: (tenantId: string) => void
}

function RemoveButton({ tenantId, onRemove }: RemoveButtonProps): ReactNode {
  const t = useMessages(membersMessages)
  const name = useTenantName(tenantId)?.name ?? tenantId
  return (
    <button type="button" aria-label={t.removeOne(name)} onClick={() => onRemove(tenantId)}>
      <CloseOutlined aria-hidden />
    </button>
  )
}

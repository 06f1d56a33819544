import { useMessages } from '@portico/shared-ui/react'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { actionMessages, auditMessages } from './audit.messages.ts'
import type { AuditView } from './audit-filter.ts'

interface AuditFiltersProps {
  view: AuditView
  onChange: (view: AuditView) => void
}

export function AuditFilters({ view, onChange }: AuditFiltersProps): ReactNode {
  const t = useMessages(auditMessages)
  const actions = useMessages(actionMessages)
  const isFiltered = Object.values(view).some(value => value !== '')
  return (
    <div className="team-filters">
      <label>
        {t.action}
        <select value={view.action} onChange={event => onChange({ ...view, action: event.target.value })}>
          <option value="">{t.all}</option>
          {Object.entries(actions).map(([action, words]) => (
            <option key={action} value={action}>
              {words}
            </option>
          ))}
        </select>
      </label>
      {(['from', 'until'] as const).map(end => (
        <label key={end}>
          {t[end]}
          <input
            type="date"
            value={view[end]}
            onChange={event => onChange({ ...view, [end]: event.target.value })}
          />
        </label>
      ))}
      {isFiltered && (
        <Button size="small" onClick={() => onChange({ user: '', action: '', from: '', until: '' })}>
          {t.clear}
        </Button>
      )}
    </div>
  )
}

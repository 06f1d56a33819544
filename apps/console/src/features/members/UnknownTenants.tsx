import { errorCodeOf, useFormats, useMessages } from '@portico/shared-ui/react'
import { Checkbox } from 'antd'
import type { ReactNode } from 'react'
import { problemFacts } from '../../release-client/release-error.ts'
import { membersMessages } from './members.messages.ts'

interface UnknownTenantsProps {
  /** Of the last try. */
  error: unknown
  isForced: boolean
  onChange: (isForced: boolean) => void
}

/** Names what the directory does not know, and offers to keep it: a tenant may be yet to come. Nothing for any other error. */
export function UnknownTenants({ error, isForced, onChange }: UnknownTenantsProps): ReactNode {
  const t = useMessages(membersMessages)
  const { integer } = useFormats()
  if (errorCodeOf(error) !== 'TENANT_UNKNOWN') return null
  const { tenants, count } = problemFacts(error)
  const named = Array.isArray(tenants) ? tenants : []
  const moreCount = typeof count === 'number' ? count - named.length : 0
  return (
    <div>
      <p className="con-break">
        {t.unknown} {named.join(', ')}
        {moreCount > 0 && ` ${t.moreUnknown(integer(moreCount))}`}
      </p>
      <Checkbox checked={isForced} onChange={event => onChange(event.target.checked)}>
        {t.keepUnknown}
      </Checkbox>
      <p className="con-hint">{t.keepUnknownHint}</p>
    </div>
  )
}

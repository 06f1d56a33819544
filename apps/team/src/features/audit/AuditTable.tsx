import { DateText, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { ScrollTable } from '../../common/ScrollTable.tsx'
import type { TeamAuditQuery } from '../../graph/graph.generated.ts'
import { builtInRoleMessages } from '../roles/roles.messages.ts'
import { usePermissionName } from '../roles/use-permission-name.ts'
import { actionMessages, auditMessages, fieldMessages } from './audit.messages.ts'

type Entry = TeamAuditQuery['auditEntries']['nodes'][number]
type Change = Entry['changes'][number]

export function AuditTable({ rows }: { rows: Entry[] }): ReactNode {
  const t = useMessages(auditMessages)
  const actions: Record<string, string> = useMessages(actionMessages)
  return (
    <ScrollTable label={t.title} columns={[t.when, t.who, t.what, t.subject, t.change, t.address]}>
      {rows.map(({ id, at, actorName, action, subjectName, changes, address }) => (
        <tr key={id}>
          <td>
            <DateText instant={at} hasTime />
          </td>
          <td>{actorName}</td>
          <td>{actions[action] ?? action}</td>
          <td>{subjectName}</td>
          <td>
            {changes.map(change => (
              <ChangeLine key={change.field} change={change} />
            ))}
          </td>
          <td>{address ?? t.noValue}</td>
        </tr>
      ))}
    </ScrollTable>
  )
}

function ChangeLine({ change }: { change: Change }): ReactNode {
  const fields: Record<string, string> = useMessages(fieldMessages)
  const textOf = useValueText(change.field)
  return (
    <div>
      {fields[change.field] ?? change.field}:{' '}
      {change.old !== null && (
        <>
          <del>{textOf(change.old)}</del> →{' '}
        </>
      )}
      {textOf(change.new)}
    </div>
  )
}

/** Ids of built-in roles, permissions and instants in words; all else as it is. */
function useValueText(field: string): (value: string | null | undefined) => ReactNode {
  const t = useMessages(auditMessages)
  const roles: Record<string, string> = useMessages(builtInRoleMessages)
  const permissionName = usePermissionName()
  return value => {
    if (value === null || value === undefined) return t.noValue
    if (field === 'role') return roles[value] ?? value
    if (field === 'permissions')
      return value.split(', ').filter(Boolean).map(permissionName).join(', ') || t.noValue
    return field === 'expires' ? <DateText instant={value} hasTime /> : value
  }
}

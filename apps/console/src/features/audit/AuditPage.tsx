import type { AuditEntry } from '@portico/release'
import { EmptyState, PageHeader, useCleanSearch, useMessages, useTabTitle } from '@portico/shared-ui/react'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { PagedList } from '../../ui/PagedList.tsx'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import { TableHead } from '../../ui/TableHead.tsx'
import { ZonedTime } from '../../ui/ZonedTime.tsx'
import { useActorText } from '../actor/use-actor-text.ts'
import { useReasonText } from '../reason/use-reason-text.ts'
import { auditMessages } from './audit.messages.ts'
import { ChangeDetails } from './ChangeDetails.tsx'
import { SubjectFilter } from './SubjectFilter.tsx'
import { SubjectLink } from './SubjectLink.tsx'
import { useActionText } from './use-action-text.ts'
import { useAudit } from './use-audit.ts'

export function AuditPage(): ReactNode {
  const t = useMessages(auditMessages)
  const [search, setSearch] = useSearchParams()
  const subject = search.get('subject') ?? ''
  const entries = useAudit(subject)
  const show = (next: string) => setSearch(next === '' ? {} : { subject: next }, { replace: true })
  useTabTitle(t.title)
  useCleanSearch(new URLSearchParams(subject === '' ? {} : { subject }))
  return (
    <div className="p-page con-page">
      <PageHeader title={t.title} subtitle={t.subtitle} />
      <div className="p-card">
        <SubjectFilter value={subject} onSettled={show} />
        <PagedList
          pages={entries}
          label={t.loading}
          empty={<NoEntries subject={subject} onClear={() => show('')} />}
        >
          {items => <AuditTable items={items} onSubject={show} />}
        </PagedList>
      </div>
    </div>
  )
}

function NoEntries({ subject, onClear }: { subject: string; onClear: () => void }): ReactNode {
  const t = useMessages(auditMessages)
  if (subject === '') return <EmptyState title={t.none} text={t.noneText} />
  return (
    <EmptyState title={t.nothing} text={t.nothingText}>
      <Button onClick={onClear}>{t.clear}</Button>
    </EmptyState>
  )
}

interface AuditTableProps {
  items: AuditEntry[]
  onSubject: (subject: string) => void
}

function AuditTable({ items, onSubject }: AuditTableProps): ReactNode {
  const t = useMessages(auditMessages)
  const actionText = useActionText()
  const actorText = useActorText()
  const reasonText = useReasonText()
  return (
    <ScrollTable label={t.title} isStacked>
      <TableHead labels={[t.when, t.who, t.action, t.subject, t.reason]} />
      <tbody>
        {items.map(entry => (
          <tr key={entry.id}>
            <td data-label={t.when}>
              <ZonedTime instant={entry.at} />
            </td>
            <td data-label={t.who}>
              <span className="con-actor">{actorText(entry.actor)}</span>
            </td>
            <td data-label={t.action}>{actionText(entry.action)}</td>
            <td data-label={t.subject}>
              <SubjectLink entry={entry} onFilter={onSubject} />
            </td>
            <td data-label={t.reason} className="con-audit-reason">
              <div>
                {entry.reason ? reasonText(entry.reason) : <span className="con-faint">{t.noReason}</span>}
                <ChangeDetails change={entry.change} />
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  )
}

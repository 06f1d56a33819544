import type { Incident } from '@portico/release'
import { StatusTag, useFormats, useMessages } from '@portico/shared-ui/react'
import { type ReactNode, useState } from 'react'
import type { Pages } from '../../release-client/use-pages.ts'
import { PagedList } from '../../ui/PagedList.tsx'
import { ZonedTime } from '../../ui/ZonedTime.tsx'
import { TenantName } from '../directory/TenantName.tsx'
import { ReleaseNames } from '../service-report/ReleaseNames.tsx'
import { groupIncidents, type IncidentGroup } from './group-incidents.ts'
import { incidentsMessages } from './incidents.messages.ts'
import { StackView } from './StackView.tsx'

const MAX_TENANTS = 5

/** Incidents of the same fault are one row that says which tenants have it. */
export function IncidentList({ incidents }: { incidents: Pages<Incident> }): ReactNode {
  const t = useMessages(incidentsMessages)
  return (
    <PagedList
      pages={incidents}
      label={t.loading}
      rows={2}
      empty={<p className="con-faint con-pad">{t.none}</p>}
    >
      {items => (
        <ul className="con-plain con-incidents">
          {groupIncidents(items).map(group => (
            <IncidentRow key={group.shown.fingerprint ?? group.shown.id} group={group} />
          ))}
        </ul>
      )}
    </PagedList>
  )
}

function IncidentRow({ group }: { group: IncidentGroup }): ReactNode {
  const t = useMessages(incidentsMessages)
  const { integer } = useFormats()
  const { app, version, code, message, fallback, origin, isUnattributed, place, snapshotId, began } =
    group.shown
  return (
    <li className="con-incident">
      <div className="con-incident-head">
        <StatusTag tone={fallback ? 'warning' : 'danger'}>{code}</StatusTag>
        <strong>
          {app} <span className="con-version">{version}</span>
        </strong>
        <span>{t.seen(integer(group.count), group.count === 1)}</span>
        <span className="con-faint">
          {group.tenantIds.length === 1 ? t.tenant : t.tenants} <Tenants ids={group.tenantIds} /> ·{' '}
          {fallback ? t.fellBack(fallback) : t.noFallback}
          {origin && ` · ${t[origin]}`}
        </span>
      </div>
      <p className="con-incident-message">{message}</p>
      {isUnattributed && <p className="con-faint">{t.unattributed}</p>}
      {place && (
        <p>
          <code className="con-break">
            {place.source}:{place.line}:{place.column}
          </code>{' '}
          {place.function}
        </p>
      )}
      <p className="con-faint">
        {t.first} <ZonedTime instant={group.firstAt} /> · {t.last} <ZonedTime instant={group.lastAt} />
        {snapshotId !== null && (
          <>
            {' '}
            · {t.snapshot} <code className="con-break">{snapshotId}</code>
          </>
        )}
      </p>
      {began && (
        <p className="con-faint">
          {t.began(began.version)} {began.releaseId !== null && <ReleaseNames releases={began.releaseId} />}
        </p>
      )}
      <StackDetails id={group.shown.id} />
    </li>
  )
}

function Tenants({ ids }: { ids: string[] }): ReactNode {
  const { integer } = useFormats()
  const rest = ids.length - MAX_TENANTS
  return (
    <>
      {ids.slice(0, MAX_TENANTS).map((id, index) => (
        <span key={id}>
          {index > 0 && ', '}
          <TenantName tenantId={id} />
        </span>
      ))}
      {rest > 0 && ` + ${integer(rest)}`}
    </>
  )
}

/** Asked for when it is opened: a stack has the lines of many sources. */
function StackDetails({ id }: { id: string }): ReactNode {
  const t = useMessages(incidentsMessages)
  const [isOpen, setIsOpen] = useState(false)
  return (
    <details onToggle={event => setIsOpen(event.currentTarget.open)}>
      <summary>{t.stack}</summary>
      {isOpen && <StackView id={id} />}
    </details>
  )
}

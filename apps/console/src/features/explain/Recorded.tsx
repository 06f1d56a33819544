import type { DecisionRecord, Explanation, ReleaseDecision } from '@portico/release'
import { StatusTag, useFormats, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Card } from '../../ui/Card.tsx'
import { Facts, ShownFact } from '../../ui/Facts.tsx'
import { useLocalText } from '../../ui/use-local-text.ts'
import { ZonedTime } from '../../ui/ZonedTime.tsx'
import { decisionMessages } from '../decision/decision.messages.ts'
import { TenantName } from '../directory/TenantName.tsx'
import { explainMessages } from './explain.messages.ts'

interface RecordedProps {
  recorded: DecisionRecord
  /** Where titles of releases may be found; those that ended have only their id. */
  titles: Explanation['decisions']
}

/** What was decided at an earlier request, and the rule that won then. */
export function Recorded({ recorded, titles }: RecordedProps): ReactNode {
  const t = useMessages(explainMessages)
  const { integer } = useFormats()
  const { at, kind, tenantId, route, decisions, snapshotId, rulesRevision, isStale } = recorded
  return (
    <Card
      title={t.recorded}
      extra={
        <>
          <code className="con-code">{snapshotId}</code>
          <StatusTag tone="neutral">{t.rules(integer(rulesRevision))}</StatusTag>
          {isStale && <StatusTag tone="warning">STALE</StatusTag>}
        </>
      }
      isPadded
    >
      <Facts>
        <ShownFact label={t.at}>
          <ZonedTime instant={at} />
        </ShownFact>
        <ShownFact label={t.kind}>{t[kind]}</ShownFact>
        <ShownFact label={t.tenant}>{tenantId ? <TenantName tenantId={tenantId} /> : t.noTenant}</ShownFact>
        {route && (
          <ShownFact label={t.route}>
            <code className="con-code con-break">{route}</code>
          </ShownFact>
        )}
      </Facts>
      {decisions.length === 0 && <p className="con-faint con-bare">{t.noReleases}</p>}
      <ul className="con-plain">
        {decisions.map(decision => (
          <Then key={decision.releaseId} decision={decision} titles={titles} />
        ))}
      </ul>
    </Card>
  )
}

function Then({
  decision,
  titles,
}: {
  decision: ReleaseDecision
  titles: RecordedProps['titles']
}): ReactNode {
  const d = useMessages(decisionMessages)
  const localText = useLocalText()
  const { releaseId, isGray, reason } = decision
  const known = titles.find(each => each.releaseId === releaseId)
  return (
    <li>
      <StatusTag tone={isGray ? 'accent' : 'neutral'}>{isGray ? d.gray : d.stable}</StatusTag>{' '}
      <Link to={`/releases/${releaseId}`}>{(known && localText(known.title)) || releaseId}</Link> {d[reason]}{' '}
      <span className="con-code">{reason}</span>
    </li>
  )
}

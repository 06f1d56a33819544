import type { Explanation } from '@portico/release'
import { StatusTag, useFormats, useMessages } from '@portico/shared-ui/react'
import { Alert } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Card } from '../../ui/Card.tsx'
import { TenantName } from '../directory/TenantName.tsx'
import { SetContent } from '../snapshots/SetContent.tsx'
import { DecisionCard } from './DecisionCard.tsx'
import { explainMessages } from './explain.messages.ts'
import { Recorded } from './Recorded.tsx'

export function ExplanationView({ explanation }: { explanation: Explanation }): ReactNode {
  const t = useMessages(explainMessages)
  const { integer } = useFormats()
  const { tenantId, snapshotId, rulesRevision, isStale, content, decisions, recorded } = explanation
  return (
    <>
      {isStale && <Alert type="warning" showIcon title={t.stale} />}
      <AppAnswer explanation={explanation} />
      {explanation.leftOut.map(({ releaseId, kind, name, version, code }) => (
        <Alert
          key={`${releaseId} ${kind} ${name}`}
          type="warning"
          showIcon
          title={t.leftOut(name, version)}
          description={<code className="con-code">{code}</code>}
        />
      ))}
      {recorded && <Recorded recorded={recorded} titles={decisions} />}
      {recorded && <h2 className="con-part">{t.today}</h2>}
      <section className="con-decisions" aria-label={t.decisions}>
        {decisions.length === 0 && <p className="p-card con-pad con-faint">{t.noReleases}</p>}
        {decisions.map(decision => (
          <DecisionCard key={decision.releaseId} decision={decision} />
        ))}
      </section>
      <Card
        title={t.snapshot}
        extra={
          <>
            <code className="con-code">{snapshotId}</code>
            <StatusTag tone="neutral">{t.rules(integer(rulesRevision))}</StatusTag>
            <span className="con-faint">{tenantId ? <TenantName tenantId={tenantId} /> : t.noTenant}</span>
          </>
        }
        isPadded
      >
        <SetContent content={content} />
      </Card>
    </>
  )
}

/** The one thing that was asked for, before all the rest. */
function AppAnswer({ explanation: { app } }: { explanation: Explanation }): ReactNode {
  const t = useMessages(explainMessages)
  if (app === null) return null
  return (
    <p className="p-card con-pad con-answer">
      <strong>{t.appFrom(app.name, app.version)}</strong>{' '}
      {app.releaseId ? (
        <Link to={`/releases/${app.releaseId}`}>{t.fromRelease}</Link>
      ) : (
        <span className="con-faint">{t.fromBaseline}</span>
      )}
    </p>
  )
}

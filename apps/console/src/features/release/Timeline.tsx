import type { AuditEntry, Release } from '@portico/release'
import { useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Card } from '../../ui/Card.tsx'
import { PagedList } from '../../ui/PagedList.tsx'
import { ZonedTime } from '../../ui/ZonedTime.tsx'
import { useActorText } from '../actor/use-actor-text.ts'
import { auditMessages } from '../audit/audit.messages.ts'
import { ChangeDetails } from '../audit/ChangeDetails.tsx'
import { useActionText } from '../audit/use-action-text.ts'
import { useAudit } from '../audit/use-audit.ts'
import { releaseMessages } from './release.messages.ts'

/** Who did what with a release, when and why; newest first. */
export function Timeline({ release }: { release: Release }): ReactNode {
  const t = useMessages(releaseMessages)
  const entries = useAudit(`release:${release.id}`, release.state === 'gray')
  return (
    <Card title={t.timeline}>
      <PagedList
        pages={entries}
        label={t.loading}
        empty={<p className="con-faint con-pad">{t.noTimeline}</p>}
      >
        {items => (
          <ol className="con-plain con-timeline">
            {items.map(entry => (
              <TimelineEntry key={entry.id} entry={entry} />
            ))}
          </ol>
        )}
      </PagedList>
    </Card>
  )
}

function TimelineEntry({ entry: { action, actor, at, reason, change } }: { entry: AuditEntry }): ReactNode {
  const t = useMessages(auditMessages)
  const actionText = useActionText()
  const actorText = useActorText()
  return (
    <li className="con-timeline-entry" data-action={action}>
      <div className="con-timeline-head">
        <strong>{actionText(action)}</strong>
        <span className="con-actor">{actorText(actor)}</span>
        <ZonedTime instant={at} />
      </div>
      <p className={reason ? 'con-reason' : 'con-reason con-faint'}>{reason ?? t.noReason}</p>
      <ChangeDetails change={change} />
    </li>
  )
}

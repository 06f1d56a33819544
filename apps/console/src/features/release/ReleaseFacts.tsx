import type { Release } from '@portico/release'
import { StatusTag, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Card } from '../../ui/Card.tsx'
import { Facts, ShownFact } from '../../ui/Facts.tsx'
import { useLocalText } from '../../ui/use-local-text.ts'
import { ZonedTime } from '../../ui/ZonedTime.tsx'
import { useActorText } from '../actor/use-actor-text.ts'
import { OverlayChips } from './OverlayChips.tsx'
import { releaseMessages } from './release.messages.ts'

export function ReleaseFacts({ release }: { release: Release }): ReactNode {
  const t = useMessages(releaseMessages)
  const localText = useLocalText()
  const actorText = useActorText()
  const notes = localText(release.notes)
  return (
    <Card
      title={t.facts}
      extra={release.breaking && <StatusTag tone="warning">{t.breaking}</StatusTag>}
      isPadded
    >
      <OverlayChips overlay={release.overlay} />
      <p className={notes ? 'con-notes' : 'con-notes con-faint'}>{notes || t.noNotes}</p>
      <Facts>
        <ShownFact label={t.created}>
          <ZonedTime instant={release.createdAt} />{' '}
          <span className="con-faint">{t.by(actorText(release.createdBy))}</span>
        </ShownFact>
        {release.startedAt && (
          <ShownFact label={t.started}>
            <ZonedTime instant={release.startedAt} />
          </ShownFact>
        )}
        {release.endedAt && (
          <ShownFact label={t.ended}>
            <ZonedTime instant={release.endedAt} />
          </ShownFact>
        )}
        {release.endReason && <ShownFact label={t.endReason}>{release.endReason}</ShownFact>}
      </Facts>
    </Card>
  )
}

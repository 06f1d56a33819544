import type { Release } from '@portico/release'
import { DateText, StatusTag, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Card } from '../../ui/Card.tsx'
import { Fact, Facts } from '../../ui/Facts.tsx'
import { useLocalText } from '../../ui/use-local-text.ts'
import { OverlayChips } from './OverlayChips.tsx'
import { releaseMessages } from './release.messages.ts'

export function ReleaseFacts({ release }: { release: Release }): ReactNode {
  const t = useMessages(releaseMessages)
  const localText = useLocalText()
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
        <Fact label={t.created}>
          <DateText instant={release.createdAt} hasTime />{' '}
          <span className="con-faint">{t.by(release.createdBy)}</span>
        </Fact>
        {release.startedAt && (
          <Fact label={t.started}>
            <DateText instant={release.startedAt} hasTime />
          </Fact>
        )}
        {release.endedAt && (
          <Fact label={t.ended}>
            <DateText instant={release.endedAt} hasTime />
          </Fact>
        )}
        {release.endReason && <Fact label={t.endReason}>{release.endReason}</Fact>}
      </Facts>
    </Card>
  )
}

import type { ArtifactDetails } from '@portico/release'
import { useFormats, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Facts, ShownFact } from '../../ui/Facts.tsx'
import { ZonedTime } from '../../ui/ZonedTime.tsx'
import { useActorText } from '../actor/use-actor-text.ts'
import { artifactsMessages } from './artifacts.messages.ts'

export function ArtifactFacts({ details }: { details: ArtifactDetails }): ReactNode {
  const t = useMessages(artifactsMessages)
  const { fileSize, integer } = useFormats()
  const actorText = useActorText()
  const requires = Object.entries(details.requires).map(([name, range]) => `${name} ${range}`)
  return (
    <div className="con-card-body">
      <Facts>
        <ShownFact label={t.published}>
          <ZonedTime instant={details.publishedAt} />
        </ShownFact>
        <ShownFact label={t.by}>{actorText(details.publishedBy)}</ShownFact>
        <ShownFact label={t.size}>{fileSize(details.sizeBytes)}</ShownFact>
        <ShownFact label={t.files}>{integer(details.fileCount)}</ShownFact>
        {details.base && (
          <ShownFact label={t.base}>
            <code>{details.base}</code>
          </ShownFact>
        )}
        <ShownFact label={t.operations}>{integer(details.operationCount)}</ShownFact>
        <ShownFact label={t.requires}>{requires.join(', ') || t.nothingRequired}</ShownFact>
        <ShownFact label={t.digest}>
          <code className="con-code con-break">{details.digest}</code>
        </ShownFact>
      </Facts>
    </div>
  )
}

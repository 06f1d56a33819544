import type { ArtifactDetails } from '@portico/release'
import { useFormats, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Fact, Facts } from '../../ui/Facts.tsx'
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
        <Fact label={t.published}>
          <ZonedTime instant={details.publishedAt} />
        </Fact>
        <Fact label={t.by}>{actorText(details.publishedBy)}</Fact>
        <Fact label={t.size}>{fileSize(details.sizeBytes)}</Fact>
        <Fact label={t.files}>{integer(details.fileCount)}</Fact>
        {details.base && (
          <Fact label={t.base}>
            <code>{details.base}</code>
          </Fact>
        )}
        <Fact label={t.operations}>{integer(details.operationCount)}</Fact>
        <Fact label={t.requires}>{requires.join(', ') || t.nothingRequired}</Fact>
        <Fact label={t.digest}>
          <code className="con-code con-break">{details.digest}</code>
        </Fact>
      </Facts>
    </div>
  )
}

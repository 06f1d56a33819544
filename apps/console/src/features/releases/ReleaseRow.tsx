import type { Release } from '@portico/release'
import { useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useLocalText } from '../../ui/use-local-text.ts'
import { ZonedTime } from '../../ui/ZonedTime.tsx'
import { ShareBar } from '../audience/ShareBar.tsx'
import { summaryOf, useAudienceSentence } from '../audience/use-audience-sentence.ts'
import { ShortFigures } from '../figures/ShortFigures.tsx'
import { OverlayChips } from '../release/OverlayChips.tsx'
import { ReleaseStateTag } from '../release/ReleaseStateTag.tsx'
import { StepsPicture } from '../release/StepsPicture.tsx'
import { releasesMessages } from './releases.messages.ts'

/** A release at a glance: where it stands, what is in it, who gets it, how it does. */
export function ReleaseRow({ release }: { release: Release }): ReactNode {
  const t = useMessages(releasesMessages)
  const localText = useLocalText()
  const sentenceOf = useAudienceSentence()
  const isOpen = release.state === 'draft' || release.state === 'gray'
  const since = release.endedAt ?? release.startedAt ?? release.createdAt
  return (
    <li className="con-release">
      <div className="con-release-main">
        <div className="con-release-head">
          <Link className="con-release-title" to={`/releases/${release.id}`}>
            {localText(release.title) || t.untitled}
          </Link>
          <ReleaseStateTag state={release.state} />
          <span className="con-faint">
            {t.since} <ZonedTime instant={since} />
          </span>
        </div>
        <OverlayChips overlay={release.overlay} />
        {isOpen && (
          <div className="con-release-audience">
            <p>{sentenceOf(summaryOf(release))}</p>
            <ShareBar percentBp={release.percentBp} keptBp={release.keptBp} />
          </div>
        )}
        {release.endReason && <p className="con-faint con-release-end">{release.endReason}</p>}
      </div>
      <div className="con-release-side">
        <StepsPicture release={release} isSmall />
        {release.state === 'gray' && <ShortFigures release={release} />}
      </div>
    </li>
  )
}

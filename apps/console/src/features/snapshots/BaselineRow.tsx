import type { BaselineEntry } from '@portico/release'
import { StatusTag, useFormats, useMessages } from '@portico/shared-ui/react'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useMayReleaseAll } from '../../ui/use-may-write.ts'
import { ZonedTime } from '../../ui/ZonedTime.tsx'
import { useActorText } from '../actor/use-actor-text.ts'
import { useReasonText } from '../reason/use-reason-text.ts'
import { SetChanges } from './SetChanges.tsx'
import { SetContent } from './SetContent.tsx'
import { changesBetween } from './set-changes.ts'
import { snapshotsMessages } from './snapshots.messages.ts'

interface BaselineRowProps {
  entry: BaselineEntry
  /** The set it took the place of; null where it is not known (yet). */
  before: BaselineEntry | null
  isFirst: boolean
  isInForce: boolean
  onReturn: () => void
}

export function BaselineRow({ entry, before, isFirst, isInForce, onReturn }: BaselineRowProps): ReactNode {
  const t = useMessages(snapshotsMessages)
  const { integer } = useFormats()
  const actorText = useActorText()
  const reasonText = useReasonText()
  const mayWrite = useMayReleaseAll()
  return (
    <li className="con-set" data-in-force={isInForce}>
      <div className="con-set-head">
        <strong>{t.revision(integer(entry.revision))}</strong>
        {isInForce && <StatusTag tone="success">{t.now}</StatusTag>}
        <ZonedTime instant={entry.at} />
        <span className="con-faint">{t.by(actorText(entry.actor))}</span>
        {entry.releaseId && <Link to={`/releases/${entry.releaseId}`}>{t.fromRelease}</Link>}
        {mayWrite && !isInForce && (
          <Button size="small" danger className="con-set-return" onClick={onReturn}>
            {t.returnTo}
          </Button>
        )}
      </div>
      <p className={entry.reason ? 'con-reason' : 'con-reason con-faint'}>
        {entry.reason ? reasonText(entry.reason) : t.noReason}
      </p>
      {before ? (
        <SetChanges
          changes={changesBetween(before.baseline, entry.baseline)}
          empty={t.nothingChanged}
          label={t.changedSince}
        />
      ) : (
        <p className="con-faint">{isFirst ? t.first : t.olderNotLoaded}</p>
      )}
      <details className="con-details">
        <summary>{t.showSet}</summary>
        <SetContent content={entry.baseline} />
      </details>
    </li>
  )
}

import type { ServedSnapshot } from '@portico/release'
import { EmptyState, useFormats, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { PagedList } from '../../ui/PagedList.tsx'
import { ZonedTime } from '../../ui/ZonedTime.tsx'
import { SetContent } from './SetContent.tsx'
import { snapshotsMessages } from './snapshots.messages.ts'
import { useServedSnapshots } from './use-snapshots.ts'

/** What tabs live on, as it was served. */
export function ServedSnapshots(): ReactNode {
  const t = useMessages(snapshotsMessages)
  const snapshots = useServedSnapshots()
  return (
    <PagedList
      pages={snapshots}
      label={t.loadingServed}
      empty={<EmptyState title={t.noServed} text={t.noServedText} />}
    >
      {items => (
        <ul className="con-plain con-history">
          {items.map(snapshot => (
            <SnapshotRow key={snapshot.id} snapshot={snapshot} />
          ))}
        </ul>
      )}
    </PagedList>
  )
}

function SnapshotRow({ snapshot }: { snapshot: ServedSnapshot }): ReactNode {
  const t = useMessages(snapshotsMessages)
  const { integer } = useFormats()
  const { id, content, firstServedAt, lastServedAt, pageCount } = snapshot
  return (
    <li className="con-set">
      <div className="con-set-head">
        <code className="con-code">{id}</code>
        <span>
          {t.pages}: {integer(pageCount)}
        </span>
        <span className="con-faint">
          {t.firstServed} <ZonedTime instant={firstServedAt} /> · {t.lastServed}{' '}
          <ZonedTime instant={lastServedAt} />
        </span>
      </div>
      {content.releases.length > 0 && (
        <p className="con-reason">
          {t.releases}:{' '}
          {content.releases.map(releaseId => (
            <Link key={releaseId} to={`/releases/${releaseId}`} className="con-code con-gap">
              {releaseId}
            </Link>
          ))}
        </p>
      )}
      <details className="con-details">
        <summary>{t.showSet}</summary>
        <SetContent content={content} />
      </details>
    </li>
  )
}

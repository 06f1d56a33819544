import type { BaselineEntry } from '@portico/release'
import { EmptyState, useMessages } from '@portico/shared-ui/react'
import { type ReactNode, useState } from 'react'
import { PagedList } from '../../ui/PagedList.tsx'
import { BaselineRow } from './BaselineRow.tsx'
import { ReturnDialog } from './ReturnDialog.tsx'
import { ReturnNotice } from './ReturnNotice.tsx'
import { snapshotsMessages } from './snapshots.messages.ts'
import { useBaselineHistory } from './use-snapshots.ts'

export function BaselineHistory(): ReactNode {
  const t = useMessages(snapshotsMessages)
  const history = useBaselineHistory()
  const [wanted, setWanted] = useState<BaselineEntry | null>(null)
  const current = history.data?.[0]
  return (
    <>
      <ReturnNotice />
      <PagedList pages={history} label={t.loadingHistory} empty={<EmptyState title={t.noHistory} />}>
        {items => (
          <ol className="con-plain con-history">
            {items.map((entry, index) => (
              <BaselineRow
                key={entry.revision}
                entry={entry}
                before={items[index + 1] ?? null}
                isFirst={index === items.length - 1 && !history.hasNextPage}
                isInForce={index === 0}
                onReturn={() => setWanted(entry)}
              />
            ))}
          </ol>
        )}
      </PagedList>
      {wanted && current && (
        <ReturnDialog wanted={wanted} current={current} onClose={() => setWanted(null)} />
      )}
    </>
  )
}

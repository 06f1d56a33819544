import { useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import type { SetChange } from './set-changes.ts'
import { snapshotsMessages } from './snapshots.messages.ts'

interface SetChangesProps {
  changes: SetChange[]
  /** Said when nothing differs. */
  empty: string
  label: string
}

/** What differs between two sets, a line each. */
export function SetChanges({ changes, empty, label }: SetChangesProps): ReactNode {
  const t = useMessages(snapshotsMessages)
  if (changes.length === 0) return <p className="con-faint">{empty}</p>
  return (
    <ul className="con-plain con-set-changes" aria-label={label}>
      {changes.map(({ kind, name, from, to }) => (
        <li key={`${kind}:${name}`}>
          <span className="con-set-kind">{t[`kind_${kind}`]}</span> <strong>{name}</strong>{' '}
          {from === null ? <span className="con-faint">{t.absent}</span> : <del>{from}</del>}{' '}
          <span aria-hidden>→</span>{' '}
          {to === null ? <span className="con-faint">{t.absent}</span> : <ins>{to}</ins>}
        </li>
      ))}
    </ul>
  )
}

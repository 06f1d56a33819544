import type { ArtifactChanges } from '@portico/release'
import { useFormats, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { artifactsMessages } from './artifacts.messages.ts'

/** Files and operations that came, went or changed, with their bytes. */
export function ChangeList({ changes }: { changes: ArtifactChanges }): ReactNode {
  const t = useMessages(artifactsMessages)
  const { fileSize, integer } = useFormats()
  const { added, removed, changed, operationsAdded, operationsRemoved, sizeDeltaBytes } = changes
  const parts = [added, removed, changed, operationsAdded, operationsRemoved]
  if (parts.every(part => part.length === 0)) return <p className="con-pad con-faint">{t.noChanges}</p>
  return (
    <div className="con-card-body con-changes">
      <p className="con-delta" data-grown={sizeDeltaBytes > 0}>
        <DeltaText bytes={sizeDeltaBytes} />
      </p>
      <ChangePart
        title={t.operationsAdded(integer(operationsAdded.length))}
        sign="+"
        rows={operationsAdded.map(name => ({ name, detail: '' }))}
      />
      <ChangePart
        title={t.operationsRemoved(integer(operationsRemoved.length))}
        sign="−"
        rows={operationsRemoved.map(name => ({ name, detail: '' }))}
      />
      <ChangePart
        title={t.changed(integer(changed.length))}
        sign="~"
        rows={changed.map(({ path, fromBytes, toBytes }) => ({
          name: path,
          detail: t.fromTo(fileSize(fromBytes), fileSize(toBytes)),
        }))}
      />
      <ChangePart
        title={t.added(integer(added.length))}
        sign="+"
        rows={added.map(({ path, sizeBytes }) => ({ name: path, detail: fileSize(sizeBytes) }))}
      />
      <ChangePart
        title={t.removed(integer(removed.length))}
        sign="−"
        rows={removed.map(({ path, sizeBytes }) => ({ name: path, detail: fileSize(sizeBytes) }))}
      />
    </div>
  )
}

function DeltaText({ bytes }: { bytes: number }): ReactNode {
  const t = useMessages(artifactsMessages)
  const { fileSize } = useFormats()
  if (bytes === 0) return t.sameSize
  return bytes > 0 ? t.bigger(fileSize(bytes)) : t.smaller(fileSize(-bytes))
}

interface ChangePartProps {
  title: string
  sign: '+' | '−' | '~'
  rows: { name: string; detail: string }[]
}

/** A part of more than a screen is folded. */
function ChangePart({ title, sign, rows }: ChangePartProps): ReactNode {
  if (rows.length === 0) return null
  return (
    <details className="con-change-part" open={rows.length <= 20}>
      <summary>{title}</summary>
      <ul className="con-plain">
        {rows.map(({ name, detail }) => (
          <li key={name} className="con-change-row" data-sign={sign}>
            <span aria-hidden>{sign}</span>
            <span className="con-path">{name}</span>
            <span className="con-faint p-number">{detail}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}

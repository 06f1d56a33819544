import type { Baseline } from '@portico/release'
import { useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Facts, ShownFact } from '../../ui/Facts.tsx'
import { snapshotsMessages } from './snapshots.messages.ts'

/** Everything in a set; `content` may be a baseline or a served snapshot. */
export function SetContent({ content }: { content: Baseline }): ReactNode {
  const t = useMessages(snapshotsMessages)
  const services = Object.entries(content.services)
  return (
    <Facts>
      <ShownFact label={t.shell}>{content.shell || t.none}</ShownFact>
      <ShownFact label={t.apps}>
        <Versions versions={content.apps} />
      </ShownFact>
      <ShownFact label={t.services}>
        {services.length === 0 ? t.allStable : services.map(([name, tag]) => `${name} ${tag}`).join(', ')}
      </ShownFact>
      <ShownFact label={t.shared}>
        <Versions versions={content.shared} />
      </ShownFact>
    </Facts>
  )
}

function Versions({ versions }: { versions: Record<string, string> }): ReactNode {
  const t = useMessages(snapshotsMessages)
  const entries = Object.entries(versions)
  if (entries.length === 0) return t.none
  return (
    <ul className="con-plain">
      {entries.map(([name, version]) => (
        <li key={name}>
          <Link to={`/artifacts/${name}/${encodeURIComponent(version)}`}>
            {name} <span className="con-version">{version}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}

import type { Overlay } from '@portico/release'
import { useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { releaseMessages } from './release.messages.ts'

/** What a release lays over the baseline; versions lead to their artifacts. */
export function OverlayChips({ overlay }: { overlay: Overlay }): ReactNode {
  const t = useMessages(releaseMessages)
  return (
    <ul className="con-overlay">
      {Object.entries({ ...overlay.apps, ...overlay.shared }).map(([name, version]) => (
        <li key={name} title={t.apps}>
          <Link to={`/artifacts/${name}/${encodeURIComponent(version)}`}>
            {name} <span className="con-version">{version}</span>
          </Link>
        </li>
      ))}
      {Object.entries(overlay.services).map(([name, tag]) => (
        <li key={name} title={t.services} className="con-overlay-service">
          {t.toTag(name, tag)}
        </li>
      ))}
    </ul>
  )
}

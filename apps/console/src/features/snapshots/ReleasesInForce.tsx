import { useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Loaded } from '../../ui/Loaded.tsx'
import { useLocalText } from '../../ui/use-local-text.ts'
import { useOverlayText } from '../release/use-overlay-text.ts'
import { useRunningReleases } from '../status/use-status.ts'
import { snapshotsMessages } from './snapshots.messages.ts'

/** Which running releases a return leaves as they are: their tenants do not get exactly the set. */
export function ReleasesInForce(): ReactNode {
  const t = useMessages(snapshotsMessages)
  const localText = useLocalText()
  const overlayText = useOverlayText()
  const running = useRunningReleases()
  return (
    <section aria-label={t.stillOver}>
      <h2 className="con-label">{t.stillOver}</h2>
      <Loaded query={running} label={t.loadingRunning} rows={1}>
        {releases =>
          releases.length === 0 ? (
            <p className="con-bare con-faint">{t.noneOver}</p>
          ) : (
            <ul className="con-plain" aria-label={t.stillOver}>
              {releases.map(({ id, title, overlay }) => (
                <li key={id}>
                  <Link to={`/releases/${id}`}>{localText(title) || id}</Link>{' '}
                  <span className="con-faint">{overlayText(overlay)}</span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  )
}

import { usePageSession } from '../common/page-session-context.ts'
import { LocalBadge } from './LocalBadge.tsx'
import { LocalNotes } from './LocalNotes.tsx'

/** Loaded only on pages that may have apps from elsewhere. */
export default function OverrideParts({ place }: { place: 'bar' | 'notes' }) {
  const { local } = usePageSession()
  if (local === null) return null
  return place === 'bar' ? <LocalBadge local={local} /> : <LocalNotes local={local} />
}

import { lazy, Suspense } from 'react'
import { usePageSession } from '../common/page-session-context.ts'

const OverrideParts = lazy(() => import('./OverrideParts.tsx'))

/** Nothing, on nearly every page. */
export function Overrides({ place }: { place: 'bar' | 'notes' }) {
  if (usePageSession().local === null) return null
  return (
    <Suspense>
      <OverrideParts place={place} />
    </Suspense>
  )
}

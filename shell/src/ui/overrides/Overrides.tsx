import { lazy, Suspense } from 'react'
import { usePageSession } from '../common/page-session-context.ts'
import { useSignal } from '../common/shell-context.ts'

const OverrideParts = lazy(() => import('./OverrideParts.tsx'))

/** Nothing, on nearly every page. */
export function Overrides({ place }: { place: 'bar' | 'notes' }) {
  const overrides = useSignal(usePageSession().overrides)
  if (overrides === null) return null
  return (
    <Suspense>
      <OverrideParts place={place} overrides={overrides} />
    </Suspense>
  )
}

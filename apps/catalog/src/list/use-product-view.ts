import { useCleanSearch } from '@portico/shared-ui/react'
import { useCallback, useMemo } from 'react'
import { useLocation, useNavigate, useSearchParams } from 'react-router'
import { formatView, type ProductView, parseView } from './product-view.ts'

interface ProductViewControl {
  view: ProductView
  /** Changes what is shown and goes back to the first page. `replace` keeps the browser's history short while typing. */
  change(patch: Partial<ProductView>, options?: { replace?: boolean }): void
  openNext(endCursor: string): void
  openPrevious(): void
}

/** The cursors of the pages before this one ride in the history entry; after a deep link there are none, and back means first. */
function trailOf(state: unknown): string[] {
  if (typeof state !== 'object' || state === null || !('trail' in state) || !Array.isArray(state.trail))
    return []
  return state.trail.filter(cursor => typeof cursor === 'string')
}

export function useProductView(): ProductViewControl {
  const [params] = useSearchParams()
  const navigate = useNavigate()
  const location = useLocation()
  const view = useMemo(() => parseView(params), [params])
  const trail = trailOf(location.state)
  useCleanSearch(formatView(view))
  const show = useCallback(
    (next: ProductView, options?: { replace?: boolean; state?: unknown }) => {
      navigate({ search: formatView(next).toString() }, options)
    },
    [navigate],
  )
  return {
    view,
    change: (patch, options) => show({ ...view, after: '', ...patch }, options),
    openNext: endCursor => show({ ...view, after: endCursor }, { state: { trail: [...trail, view.after] } }),
    openPrevious: () =>
      show({ ...view, after: trail.at(-1) ?? '' }, { state: { trail: trail.slice(0, -1) } }),
  }
}

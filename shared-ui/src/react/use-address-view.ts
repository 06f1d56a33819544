import { useCallback, useMemo } from 'react'
import { useLocation, useNavigate, useSearchParams } from 'react-router'
import { useCleanSearch } from './use-clean-search.ts'

interface AddressView<View extends { after: string }> {
  view: View
  /** Changes what is shown and goes back to the first page. `replace` keeps the browser's history short while typing. */
  change(patch: Partial<View>, options?: { replace?: boolean }): void
  openNext(endCursor: string): void
  openPrevious(): void
}

/**
 * What a paged list shows, kept in the query of its address; what of the query `parse` does not understand leaves the
 * address. Both functions must be the same at each call.
 */
export function useAddressView<View extends { after: string }>(
  parse: (query: URLSearchParams) => View,
  format: (view: View) => URLSearchParams,
): AddressView<View> {
  const [params] = useSearchParams()
  const navigate = useNavigate()
  const location = useLocation()
  const view = useMemo(() => parse(params), [parse, params])
  const trail = trailOf(location.state)
  useCleanSearch(format(view))
  const show = useCallback(
    (next: View, options?: { replace?: boolean; state?: unknown }) => {
      navigate({ search: format(next).toString() }, options)
    },
    [navigate, format],
  )
  return {
    view,
    change: (patch, options) => show({ ...view, after: '', ...patch }, options),
    openNext: endCursor => show({ ...view, after: endCursor }, { state: { trail: [...trail, view.after] } }),
    openPrevious: () =>
      show({ ...view, after: trail.at(-1) ?? '' }, { state: { trail: trail.slice(0, -1) } }),
  }
}

/** The cursors of the pages before this one ride in the history entry; after a deep link there are none, and back means first. */
function trailOf(state: unknown): string[] {
  if (typeof state !== 'object' || state === null || !('trail' in state) || !Array.isArray(state.trail))
    return []
  return state.trail.filter(cursor => typeof cursor === 'string')
}

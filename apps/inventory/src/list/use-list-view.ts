import { type ComputedRef, computed, watchEffect } from 'vue'
import { type LocationQuery, type LocationQueryRaw, useRoute, useRouter } from 'vue-router'

/** How a list's filters are written in the URL; `after` is the cursor of the page, empty on the first. */
export interface ViewCodec<V extends { after: string }> {
  parse(query: LocationQuery): V
  format(view: V): LocationQueryRaw
}

export interface ListView<V> {
  view: ComputedRef<V>
  /** Changes what is shown and goes back to the first page. `replace` keeps the history short while typing. */
  change(patch: Partial<V>, options?: { replace?: boolean }): void
  openNext(endCursor: string | null): void
  openPrevious(): void
}

/** The filters of a list, kept in the URL alone, so that Back, a reload and a sent link show the same. */
export function useListView<V extends { after: string }>(codec: ViewCodec<V>): ListView<V> {
  const route = useRoute()
  const router = useRouter()
  const view = computed(() => codec.parse(route.query))
  const show = (next: V, options: { replace?: boolean; state?: { trail: string[] } } = {}) =>
    void router.push({ query: codec.format(next), ...options })
  const trail = () => trailOf(router.options.history.state)
  const { path } = route
  // What of the address was not understood leaves it; the next page's address is none of this list's.
  watchEffect(() => {
    const query = codec.format(view.value)
    if (route.path === path && !isSameQuery(query, route.query))
      void router.replace({ query, state: { trail: trail() } })
  })
  return {
    view,
    change: (patch, options) => show({ ...view.value, after: '', ...patch }, options),
    openNext: endCursor =>
      show({ ...view.value, after: endCursor ?? '' }, { state: { trail: [...trail(), view.value.after] } }),
    openPrevious: () =>
      show({ ...view.value, after: trail().at(-1) ?? '' }, { state: { trail: trail().slice(0, -1) } }),
  }
}

function isSameQuery(one: LocationQueryRaw, other: LocationQuery): boolean {
  const queryText = (query: LocationQueryRaw) => JSON.stringify(Object.entries(query).sort())
  return queryText(one) === queryText(other)
}

/** The cursors before this page ride in the history entry; after a deep link there are none, and back means first. */
function trailOf(state: unknown): string[] {
  if (typeof state !== 'object' || state === null || !('trail' in state)) return []
  return Array.isArray(state.trail) ? state.trail.filter(cursor => typeof cursor === 'string') : []
}

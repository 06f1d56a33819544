import type { ReleaseState } from '@portico/release'

export const RELEASE_STATES = ['gray', 'draft', 'full', 'aborted'] as const satisfies ReleaseState[]

/** What the list shows, all of it in the URL; empty is "any". */
export interface ReleaseFilter {
  state: ReleaseState | ''
  app: string
}

/** What the URL holds that is not understood narrows nothing. */
export function readFilter(search: URLSearchParams): ReleaseFilter {
  const state = RELEASE_STATES.find(each => each === search.get('state')) ?? ''
  return { state, app: search.get('app') ?? '' }
}

export function writeFilter(filter: ReleaseFilter): Record<string, string> {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ''))
}

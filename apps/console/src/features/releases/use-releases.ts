import type { Release } from '@portico/release'
import { every, STATE_MS } from '../../release-client/live.ts'
import { type Pages, usePages } from '../../release-client/use-pages.ts'
import type { ReleaseFilter } from './release-filter.ts'

export function useReleases({ state, app }: ReleaseFilter): Pages<Release> {
  return usePages(['releases'], 'listReleases', {
    query: { state, app },
    refetchInterval: every(STATE_MS),
  })
}

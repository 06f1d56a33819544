import type { MemberChange, MemberList, Release } from '@portico/release'
import type { ReleaseRoutes } from '@portico/release-contract'
import type { ParamsOf } from '@portico/service-contract'
import { type Pages, usePages } from '../../release-client/use-pages.ts'
import { useReleaseChange } from '../../release-client/use-release.ts'

const MEMBERS_PAGE = 100

export function useMembers(
  releaseId: string,
  list: MemberList,
  isEnabled: boolean,
): Pages<{ tenantId: string }> {
  return usePages(['release', releaseId, 'members', list], 'listMembers', {
    params: { id: releaseId, list },
    pageSize: MEMBERS_PAGE,
    isEnabled,
  })
}

interface MemberChanges {
  change(change: MemberChange): Promise<void>
  /** One tenant a line; there may be more than a million. */
  replace(lines: Blob, how: { reason: string; isForced: boolean }): Promise<void>
}

/** The other lists are what merchants chose for themselves. */
export type OwnList = ParamsOf<ReleaseRoutes['changeMembers']>['list']

export function useChangeMembers({ id, revision }: Release, list: OwnList): MemberChanges {
  const send = useReleaseChange(id)
  const params = { id, list }
  return {
    change: body => send('changeMembers', { params, body, revision }),
    replace: (lines, { reason, isForced }) => {
      const query = { reason, force: isForced ? ('true' as const) : null }
      return send('replaceMembers', { params, query, lines, revision })
    },
  }
}

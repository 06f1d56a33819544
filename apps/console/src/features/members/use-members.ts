import type { MemberChange, MemberList, Release } from '@portico/release'
import { type Pages, usePages } from '../../release-client/use-pages.ts'
import { useReleaseChange } from '../../release-client/use-release.ts'

const MEMBERS_PAGE = 100

export function useMembers(
  releaseId: string,
  list: MemberList,
  isEnabled: boolean,
): Pages<{ tenantId: string }> {
  return usePages<{ tenantId: string }>(
    ['release', releaseId, 'members', list],
    `/releases/${encodeURIComponent(releaseId)}/members/${list}`,
    { pageSize: MEMBERS_PAGE, isEnabled },
  )
}

interface MemberChanges {
  change(change: MemberChange): Promise<void>
  /** One tenant a line; there may be more than a million. */
  replace(lines: Blob, how: { reason: string; isForced: boolean }): Promise<void>
}

export function useChangeMembers({ id, revision }: Release, list: MemberList): MemberChanges {
  const send = useReleaseChange(id)
  const path = `/members/${list}`
  return {
    change: body => send({ method: 'POST', path, body, revision }),
    replace: (lines, { reason, isForced }) => {
      const query = new URLSearchParams({ reason, ...(isForced && { force: 'true' }) })
      return send({ method: 'PUT', path: `${path}?${query}`, lines, revision })
    },
  }
}

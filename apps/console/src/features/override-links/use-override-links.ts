import { useShell } from '@portico/micro-app/react'
import { useMessages } from '@portico/shared-ui/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ItemIn } from '../../release-client/release-client.ts'
import { usePages } from '../../release-client/use-pages.ts'
import { useReleaseClient } from '../../release-client/use-release-client.ts'
import { overrideLinksMessages } from './override-links.messages.ts'

const KEY = ['override-links']

export type OpenLink = ItemIn<'listOverrideLinks'>

/** Those whose time has not run out. */
export function useOverrideLinks() {
  return usePages(KEY, 'listOverrideLinks', {})
}

export function useRevokeOverrideLink() {
  const client = useReleaseClient()
  const { notify } = useShell()
  const t = useMessages(overrideLinksMessages)
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => client.call('revokeOverrideLink', { params: { id } }),
    onSuccess: () => {
      // Before the list is asked for: the button that was pressed goes with its row, and what it would say with it.
      notify.success(t.revoked_done)
      return queries.invalidateQueries({ queryKey: KEY })
    },
  })
}

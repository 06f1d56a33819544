import { useShell } from '@portico/micro-app/react'
import type { WantedToken } from '@portico/release'
import { useMessages } from '@portico/shared-ui/react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useReleaseClient } from '../../release-client/use-release-client.ts'
import { tokensMessages } from './tokens.messages.ts'

export function useTokens() {
  const client = useReleaseClient()
  return useQuery({
    queryKey: ['tokens'],
    queryFn: async ({ signal }) => (await client.call('listTokens', { signal })).items,
  })
}

/** The secret is in the answer and nowhere else: it goes into no cache. */
export function useCreateToken() {
  const client = useReleaseClient()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (wanted: WantedToken) => client.call('createToken', { body: wanted }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['tokens'] }),
    gcTime: 0,
  })
}

export function useRevokeToken() {
  const client = useReleaseClient()
  const { notify } = useShell()
  const t = useMessages(tokensMessages)
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => client.call('revokeToken', { params: { id } }),
    onSuccess: () => {
      // Before the list is asked for: the button that was pressed goes with its row, and what it would say with it.
      notify.success(t.revoked_done)
      return queries.invalidateQueries({ queryKey: ['tokens'] })
    },
  })
}

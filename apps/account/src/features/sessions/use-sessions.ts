import { useShell } from '@portico/micro-app/react'
import { useMessages } from '@portico/shared-ui/react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { accountMessages } from '../../common/account.messages.ts'
import { AccountEndOtherSessions, AccountEndSession, AccountSessions } from '../../graph/graph.generated.ts'

const QUERY_KEY = ['sessions']

export function useSessions() {
  const { graph } = useShell()
  return useQuery({
    queryKey: QUERY_KEY,
    queryFn: async ({ signal }) => (await graph.execute(AccountSessions, {}, { signal })).ownSessions,
  })
}

/** Ends one session, or all others when the id is null. */
export function useEndSession() {
  const t = useMessages(accountMessages)
  const { graph, notify } = useShell()
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async (id: string | null) => {
      if (id === null) return (await graph.execute(AccountEndOtherSessions, {})).endOwnOtherSessions
      return (await graph.execute(AccountEndSession, { id })).endOwnSession
    },
    onSuccess: ({ ended }) => {
      notify.success(t.endedCount(ended))
      return queryClient.invalidateQueries({ queryKey: QUERY_KEY })
    },
  })
}

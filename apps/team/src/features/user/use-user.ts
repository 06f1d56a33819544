import { useShell } from '@portico/micro-app/react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  type ChangeUserInput,
  TeamChangeUser,
  TeamCreateLink,
  TeamEndSession,
  TeamEndSessions,
  TeamLockUser,
  TeamRemoveUser,
  TeamRevokeLink,
  TeamUnlockUser,
  TeamUser,
  TeamUserSessions,
} from '../../graph/graph.generated.ts'

export function useUser(id: string) {
  const { graph } = useShell()
  return useQuery({
    queryKey: ['user', id],
    queryFn: async ({ signal }) => (await graph.execute(TeamUser, { id }, { signal })).user ?? null,
  })
}

export function useUserSessions(userId: string) {
  const { graph } = useShell()
  return useQuery({
    queryKey: ['user', userId, 'sessions'],
    queryFn: async ({ signal }) =>
      (await graph.execute(TeamUserSessions, { userId }, { signal })).userSessions,
  })
}

/** A change of one user; whatever comes of it, the pages look again. */
function useChange<Variables, Data>(id: string, change: (variables: Variables) => Promise<Data>) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSettled: async () => {
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: ['user', id] }),
        queryClient.invalidateQueries({ queryKey: ['users'] }),
      ])
    },
  })
}

export function useChangeUser(id: string) {
  const { graph } = useShell()
  return useChange(id, (input: ChangeUserInput) => graph.execute(TeamChangeUser, { id, input }))
}

export function useLock(id: string) {
  const { graph } = useShell()
  return useChange(id, async (isToLock: boolean) => {
    if (isToLock) await graph.execute(TeamLockUser, { id })
    else await graph.execute(TeamUnlockUser, { id })
  })
}

export function useRemoveUser(id: string) {
  const { graph } = useShell()
  return useChange(id, () => graph.execute(TeamRemoveUser, { id }))
}

export function useMakeLink(userId: string) {
  const { graph } = useShell()
  return useChange(userId, async () => (await graph.execute(TeamCreateLink, { userId })).createPasswordLink)
}

export function useRevokeLink(userId: string) {
  const { graph } = useShell()
  return useChange(userId, () => graph.execute(TeamRevokeLink, { userId }))
}

/** One session, or all when the id is null. */
export function useEndSessions(userId: string) {
  const { graph } = useShell()
  return useChange(userId, async (id: string | null) => {
    if (id === null) return (await graph.execute(TeamEndSessions, { userId })).endUserSessions
    return (await graph.execute(TeamEndSession, { userId, id })).endUserSession
  })
}

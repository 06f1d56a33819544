import { useShell } from '@portico/micro-app/react'
import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { type InviteUserInput, TeamInviteUser, TeamUsers } from '../../graph/graph.generated.ts'

const PAGE_SIZE = 50

export function useUsers(search: string) {
  const { graph } = useShell()
  return useInfiniteQuery({
    queryKey: ['users', search],
    queryFn: async ({ signal, pageParam }) => {
      const variables = { first: PAGE_SIZE, after: pageParam, search: search || null }
      return (await graph.execute(TeamUsers, variables, { signal })).users
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ pageInfo }) => (pageInfo.hasNextPage ? pageInfo.endCursor : undefined),
    placeholderData: keepPreviousData,
  })
}

export function useInvite() {
  const { graph } = useShell()
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async (input: InviteUserInput) => (await graph.execute(TeamInviteUser, { input })).inviteUser,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['users'] }),
  })
}

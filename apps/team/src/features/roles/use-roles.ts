import { useShell } from '@portico/micro-app/react'
import { useMessages } from '@portico/shared-ui/react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  type RoleInput,
  TeamChangeRole,
  TeamCreateRole,
  TeamRemoveRole,
  type TeamRoleFragment,
  TeamRoles,
} from '../../graph/graph.generated.ts'
import { builtInRoleMessages } from './roles.messages.ts'

const QUERY_KEY = ['roles']

export function useRoles() {
  const { graph } = useShell()
  return useQuery({
    queryKey: QUERY_KEY,
    queryFn: async ({ signal }) => (await graph.execute(TeamRoles, {}, { signal })).roles,
  })
}

/** The name of a role by its id, in words; the id while names are not here. */
export function useRoleName(): (id: string) => string {
  const builtIn: Record<string, string> = useMessages(builtInRoleMessages)
  const { data } = useRoles()
  return id => builtIn[id] ?? data?.items.find(role => role.id === id)?.name ?? id
}

/** Creates the role, or changes the one that is given. */
export function useSaveRole(role: TeamRoleFragment | null) {
  const { graph } = useShell()
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async (input: RoleInput) => {
      if (role === null) return (await graph.execute(TeamCreateRole, { input })).createRole
      const { id, version } = role
      return (await graph.execute(TeamChangeRole, { id, version, input })).changeRole
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: QUERY_KEY }),
  })
}

export function useRemoveRole() {
  const { graph } = useShell()
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => graph.execute(TeamRemoveRole, { id }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: QUERY_KEY }),
  })
}

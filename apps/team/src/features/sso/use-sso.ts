import { useShell } from '@portico/micro-app/react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  type SingleSignOnInput,
  TeamRemoveSingleSignOn,
  TeamSaveSingleSignOn,
  TeamSingleSignOn,
} from '../../graph/graph.generated.ts'

const QUERY_KEY = ['single-sign-on']

/** Null: the company has no identity provider. */
export function useSso() {
  const { graph } = useShell()
  return useQuery({
    queryKey: QUERY_KEY,
    queryFn: async ({ signal }) =>
      (await graph.execute(TeamSingleSignOn, {}, { signal })).singleSignOn ?? null,
  })
}

export function useSaveSso() {
  const { graph } = useShell()
  const queryClient = useQueryClient()
  return useMutation({
    /** `version` is that of the settings that were changed; null: there were none. */
    mutationFn: async ({ input, version }: { input: SingleSignOnInput; version: number | null }) =>
      (await graph.execute(TeamSaveSingleSignOn, { input, version })).saveSingleSignOn,
    onSuccess: saved => queryClient.setQueryData(QUERY_KEY, saved),
  })
}

export function useRemoveSso() {
  const { graph } = useShell()
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () => graph.execute(TeamRemoveSingleSignOn, {}),
    onSuccess: () => queryClient.setQueryData(QUERY_KEY, null),
  })
}

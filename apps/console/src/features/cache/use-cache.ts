import { useShell } from '@portico/micro-app/react'
import type { CacheFigures } from '@portico/release'
import { useMessages } from '@portico/shared-ui/react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { every, STATE_MS } from '../../release-client/live.ts'
import { useReleaseClient } from '../../release-client/use-release-client.ts'
import { cacheMessages } from './cache.messages.ts'

const KEY = ['cache']

export interface CacheDrop {
  tenant: string
  operation?: string
  entity?: string
  reason: string
}

export function useCacheFigures() {
  const client = useReleaseClient()
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => client.ask<CacheFigures>('/cache', {}, signal),
    refetchInterval: every(STATE_MS),
  })
}

export function useDropCache() {
  const client = useReleaseClient()
  const { notify } = useShell()
  const t = useMessages(cacheMessages)
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (drop: CacheDrop) => client.make('/cache/drops', drop),
    onSuccess: () => {
      notify.success(t.dropped)
      return queries.invalidateQueries({ queryKey: KEY })
    },
  })
}

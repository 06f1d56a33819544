import { useShell } from '@portico/micro-app/react'
import type { WebhookEvent } from '@portico/release'
import { useMessages } from '@portico/shared-ui/react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { every, STATE_MS } from '../../release-client/live.ts'
import { useReleaseClient } from '../../release-client/use-release-client.ts'
import { webhooksMessages } from './webhooks.messages.ts'

/** 50 at most. */
export function useWebhooks() {
  const client = useReleaseClient()
  return useQuery({
    queryKey: ['webhooks'],
    queryFn: async ({ signal }) => (await client.call('listWebhooks', { signal })).items,
  })
}

/** Newest first, 100 at most; tries go on while a user looks. */
export function useDeliveries(id: string) {
  const client = useReleaseClient()
  return useQuery({
    queryKey: ['webhooks', id, 'deliveries'],
    queryFn: async ({ signal }) => (await client.call('listDeliveries', { params: { id }, signal })).items,
    refetchInterval: every(STATE_MS),
  })
}

/** The secret is in the answer and nowhere else: it goes into no cache. */
export function useCreateWebhook() {
  const client = useReleaseClient()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: { url: string; events: WebhookEvent[] }) => client.call('createWebhook', { body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['webhooks'] }),
    gcTime: 0,
  })
}

export function useDeleteWebhook() {
  const client = useReleaseClient()
  const { notify } = useShell()
  const t = useMessages(webhooksMessages)
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => client.call('removeWebhook', { params: { id } }),
    onSuccess: () => {
      // Before the list is asked for: the button that was pressed goes with its row, and what it would say with it.
      notify.success(t.deleted)
      return queries.invalidateQueries({ queryKey: ['webhooks'] })
    },
  })
}

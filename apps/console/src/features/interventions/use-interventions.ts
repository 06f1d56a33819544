import { useShell } from '@portico/micro-app/react'
import type { InterventionEffect } from '@portico/release'
import { useMessages } from '@portico/shared-ui/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { every, STATE_MS } from '../../release-client/live.ts'
import type { ItemIn } from '../../release-client/release-client.ts'
import { usePages } from '../../release-client/use-pages.ts'
import { useReleaseClient } from '../../release-client/use-release-client.ts'
import type { ShownInterventions } from './intervention-filter.ts'
import { interventionsMessages } from './interventions.messages.ts'

const KEY = ['interventions']

export type InterventionItem = ItemIn<'listInterventions'>

/** Asked for again and again: others intervene, and what is in force ends by itself. */
export function useInterventions(filter: ShownInterventions) {
  return usePages(KEY, 'listInterventions', { query: filter, refetchInterval: every(STATE_MS) })
}

export interface NewIntervention {
  effect: InterventionEffect
  owner: string
  reason: string
  minutes: number
}

export function useCreateIntervention() {
  const client = useReleaseClient()
  const { notify } = useShell()
  const t = useMessages(interventionsMessages)
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: NewIntervention) => client.call('createIntervention', { body }),
    onSuccess: () => {
      notify.success(t.created)
      return queries.invalidateQueries({ queryKey: KEY })
    },
  })
}

/** Resolves when the list shows what became of it. */
export function useEndIntervention(): (id: string, reason: string) => Promise<void> {
  const client = useReleaseClient()
  const { notify } = useShell()
  const t = useMessages(interventionsMessages)
  const queries = useQueryClient()
  return async (id, reason) => {
    await client.call('endIntervention', { params: { id }, body: { reason } })
    // Before the list is asked for: the button that was pressed goes with its row.
    notify.success(t.endedDone)
    await queries.invalidateQueries({ queryKey: KEY })
  }
}

import { useShell } from '@portico/micro-app/react'
import { useDebounced } from '@portico/shared-ui/react'
import { useQuery } from '@tanstack/react-query'
import {
  type CustomerChoiceFragment,
  SalesCustomer,
  SalesCustomerChoices,
} from '../../graph/graph.generated.ts'

const CHOICE_COUNT = 20
const TYPING_DELAY_MS = 250

interface CustomerChoices {
  /** Of the text that is typed now; what was found for an older one is not to be chosen. */
  choices: CustomerChoiceFragment[]
  /** Whether they were found; else they are empty so far. */
  isCurrent: boolean
  isLoading: boolean
}

/** The customers that match what is typed, the first ones by name while nothing is. */
export function useCustomerChoices(typed: string, isOpen: boolean): CustomerChoices {
  const { graph } = useShell()
  const search = useDebounced(typed.trim(), TYPING_DELAY_MS)
  const query = useQuery({
    queryKey: ['customer-choices', search],
    queryFn: async ({ signal }) => {
      const variables = { search: search || null, first: CHOICE_COUNT }
      return (await graph.execute(SalesCustomerChoices, variables, { signal })).customers.nodes
    },
    enabled: isOpen,
  })
  const isCurrent = search === typed.trim() && query.data !== undefined
  return { choices: isCurrent ? query.data : [], isCurrent, isLoading: query.isFetching }
}

/** The one customer that a URL names; null when there is none of that id, undefined while that is not known. */
export function useCustomer(id: string): CustomerChoiceFragment | null | undefined {
  const { graph } = useShell()
  const query = useQuery({
    queryKey: ['customer', id],
    queryFn: async ({ signal }) => (await graph.execute(SalesCustomer, { id }, { signal })).customer ?? null,
    enabled: id !== '',
    staleTime: 60_000,
  })
  return query.data
}

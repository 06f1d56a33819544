import type { GraphOperation } from '@portico/micro-app'
import { useShell } from '@portico/micro-app/vue'
import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'

/** One operation as a query; while other variables load, the answer before stays (`isPlaceholderData`). */
export function useGraphQuery<TData, TVariables>(
  operation: GraphOperation<TData, TVariables>,
  variables: MaybeRefOrGetter<TVariables>,
  options: { enabled?: MaybeRefOrGetter<boolean> } = {},
) {
  const { graph } = useShell()
  return useQuery({
    queryKey: computed(() => [operation.name, toValue(variables)] as const),
    // From the key, not from the source: a retry must ask what its key says, whatever was chosen meanwhile.
    queryFn: ({ queryKey, signal }) => graph.execute(operation, queryKey[1] as TVariables, { signal }),
    placeholderData: keepPreviousData,
    enabled: options.enabled,
  })
}

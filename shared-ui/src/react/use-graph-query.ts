import { GraphError, type GraphOperation } from '@portico/micro-app'
import { useShell } from '@portico/micro-app/react'
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query'

/** One operation as a query; while other variables load, the answer before stays (`isPlaceholderData`). */
export function useGraphQuery<TData, TVariables, T = TData>(
  operation: GraphOperation<TData, TVariables>,
  variables: TVariables,
  options: { select?: (data: TData) => T; enabled?: boolean } = {},
): UseQueryResult<T> {
  const { graph } = useShell()
  return useQuery({
    queryKey: [operation.name, variables],
    queryFn: ({ signal }) => graph.execute(operation, variables, { signal }),
    placeholderData: keepPreviousData,
    ...options,
  })
}

/** A field the graph leaves null only together with an error, and errors reject the call. */
export function present<T>(value: T | null): T {
  if (value === null) throw new GraphError('UNEXPECTED', 'A field is missing from the answer')
  return value
}

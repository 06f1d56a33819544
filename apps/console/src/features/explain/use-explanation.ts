import type { Explanation } from '@portico/release'
import { useQuery } from '@tanstack/react-query'
import { useReleaseClient } from '../../release-client/use-release-client.ts'

/** What is asked, all of it in the URL, so that an explanation can be sent to a colleague. */
export type ExplainQuestion = { tenant: string; app: string } | { request: string }

/** Null: nothing is asked yet. */
export function readQuestion(search: URLSearchParams): ExplainQuestion | null {
  const request = search.get('request')
  if (request) return { request }
  const tenant = search.get('tenant')
  return tenant ? { tenant, app: search.get('app') ?? '' } : null
}

export function writeQuestion(question: ExplainQuestion): Record<string, string> {
  return Object.fromEntries(Object.entries(question).filter(([, value]) => value !== ''))
}

/** Asked afresh each time it is shown: rules may have changed since. */
export function useExplanation(question: ExplainQuestion | null) {
  const client = useReleaseClient()
  return useQuery({
    queryKey: ['explain', question],
    queryFn: ({ signal }) => client.ask<Explanation>('/explain', { ...question }, signal),
    enabled: question !== null,
    staleTime: 0,
  })
}

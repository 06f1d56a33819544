import { useQuery } from '@tanstack/react-query'
import type { AnswerTo, ItemIn } from '../../release-client/release-client.ts'
import { type Pages, usePages } from '../../release-client/use-pages.ts'
import { useReleaseClient } from '../../release-client/use-release-client.ts'

export type TraceSummary = ItemIn<'listTraces'>

/** What is looked for, all of it in the URL. */
export interface TraceFilter {
  subject: string
  name: string
  tenant: string
  service: string
  failed: boolean
}

export function readFilter(search: URLSearchParams): TraceFilter {
  const textOf = (name: string) => search.get(name)?.trim() ?? ''
  return {
    subject: textOf('subject'),
    name: textOf('name'),
    tenant: textOf('tenant'),
    service: textOf('service'),
    failed: search.get('failed') === 'true',
  }
}

export function writeFilter({ failed, ...texts }: TraceFilter): Record<string, string> {
  const given = Object.entries(texts).filter(([, text]) => text !== '')
  return { ...Object.fromEntries(given), ...(failed && { failed: 'true' }) }
}

/** Newest first. */
export function useTraces({ failed, ...texts }: TraceFilter): Pages<TraceSummary> {
  return usePages(['traces'], 'listTraces', { query: { ...texts, ...(failed && { failed }) } })
}

/** Parts of a trace come in for some seconds: asked for again each time it is shown. */
export function useTrace(id: string) {
  const client = useReleaseClient()
  return useQuery<AnswerTo<'getTrace'>>({
    queryKey: ['trace', id],
    queryFn: ({ signal }) => client.call('getTrace', { params: { id }, signal }),
    staleTime: 0,
  })
}

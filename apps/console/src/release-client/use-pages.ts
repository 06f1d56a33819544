import type { Page } from '@portico/release'
import type { ReleaseRoutes } from '@portico/release-contract'
import type { ParamsOf, QueryOf } from '@portico/service-contract'
import {
  type InfiniteData,
  keepPreviousData,
  type UseInfiniteQueryResult,
  useInfiniteQuery,
} from '@tanstack/react-query'
import type { ItemIn, PagedName, Question, ReleaseClient } from './release-client.ts'
import { useReleaseClient } from './use-release-client.ts'

const PAGE_SIZE = 30

export type Pages<Item> = UseInfiniteQueryResult<Item[]>

interface PagesOptions {
  pageSize?: number
  refetchInterval?: () => number | false
  isEnabled?: boolean
}

type AskedIn<Name extends PagedName> = QueryOf<ReleaseRoutes[Name]>

/** Of a question, empty asks for nothing. */
type ListOptions<Name extends PagedName> = PagesOptions & {
  query?: { [Field in keyof AskedIn<Name>]?: AskedIn<Name>[Field] | '' | undefined }
} & (ParamsOf<ReleaseRoutes[Name]> extends undefined
    ? { params?: undefined }
    : { params: ParamsOf<ReleaseRoutes[Name]> })

interface Asking<Item> {
  key: readonly unknown[]
  ask: (
    client: ReleaseClient,
    page: { first: number; after: string | null },
    signal: AbortSignal,
  ) => Promise<Page<Item>>
}

/** A list of the release API, page after page; `data` are the items so far. */
export function usePages<Name extends PagedName>(
  key: readonly unknown[],
  name: Name,
  { params, query, ...options }: ListOptions<Name>,
): Pages<ItemIn<Name>> {
  const asking: Asking<ItemIn<Name>> = {
    key: [...key, query ?? {}],
    ask: async (client, page, signal) => {
      // The compiler does not see that every list is asked for with a page, whatever else it asks for.
      const question = { params, query: { ...query, ...page }, signal } as unknown as Question<Name>
      return (await client.call(name, question)) as Page<ItemIn<Name>>
    },
  }
  return usePagesOf(asking, options)
}

/** As `usePages`, of what the gateway lists itself. */
export function usePagesOf<Item>({ key, ask }: Asking<Item>, options: PagesOptions = {}): Pages<Item> {
  const { pageSize = PAGE_SIZE, refetchInterval = () => false, isEnabled = true } = options
  const client = useReleaseClient()
  return useInfiniteQuery({
    queryKey: [...key, { first: pageSize }],
    queryFn: ({ signal, pageParam }) => ask(client, { first: pageSize, after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.nextCursor,
    select: itemsOf<Item>,
    placeholderData: keepPreviousData,
    refetchInterval,
    enabled: isEnabled,
  })
}

function itemsOf<Item>({ pages }: InfiniteData<Page<Item>>): Item[] {
  return pages.flatMap(page => page.items)
}

import type { Page } from '@portico/release'
import {
  type InfiniteData,
  keepPreviousData,
  type UseInfiniteQueryResult,
  useInfiniteQuery,
} from '@tanstack/react-query'
import type { Query } from './release-client.ts'
import { useReleaseClient } from './use-release-client.ts'

const PAGE_SIZE = 30

export type Pages<Item> = UseInfiniteQueryResult<Item[]>

interface PagesOptions {
  query?: Query
  pageSize?: number
  refetchInterval?: () => number | false
  isEnabled?: boolean
}

/** A list of the release API, page after page; `data` are the items so far. */
export function usePages<Item>(
  key: readonly unknown[],
  path: string,
  options: PagesOptions = {},
): Pages<Item> {
  const { query = {}, pageSize = PAGE_SIZE, refetchInterval = () => false, isEnabled = true } = options
  const client = useReleaseClient()
  return useInfiniteQuery({
    queryKey: [...key, { ...query, first: pageSize }],
    queryFn: ({ signal, pageParam }) =>
      client.get<Page<Item>>(path, { ...query, first: pageSize, after: pageParam }, signal),
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

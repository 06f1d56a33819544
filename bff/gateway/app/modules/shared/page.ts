/** A list page as every service answers it. */
export interface UpstreamPage<Item> {
  items: (Item & { cursor: string })[]
  pageInfo: { endCursor: string | null; hasNextPage: boolean }
  totalCount: number
}

/** A Relay connection over nodes of one kind; modules add fields of their own. */
export interface Connection<Node> {
  edges: { cursor: string; node: Node }[]
  nodes: Node[]
  pageInfo: {
    hasNextPage: boolean
    hasPreviousPage: boolean
    startCursor: string | null
    endCursor: string | null
  }
  totalCount: number
}

/** `after` is what the page was asked with: with a cursor there is a page before it. */
export function toConnection<Item>(
  page: UpstreamPage<Item>,
  after: string | null | undefined,
): Connection<Item> {
  return {
    edges: page.items.map(item => ({ cursor: item.cursor, node: item })),
    nodes: page.items,
    pageInfo: {
      hasNextPage: page.pageInfo.hasNextPage,
      hasPreviousPage: Boolean(after),
      startCursor: page.items[0]?.cursor ?? null,
      endCursor: page.pageInfo.endCursor,
    },
    totalCount: page.totalCount,
  }
}

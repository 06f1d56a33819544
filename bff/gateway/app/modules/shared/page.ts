import Type, { type TSchema } from 'typebox'

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

export function nullable<Of extends TSchema>(schema: Of) {
  return Type.Union([schema, Type.Null()])
}

/** The shape of a batch answer: `{items}` in any order. */
export function itemsOf<Item extends TSchema>(item: Item) {
  return Type.Object({ items: Type.Array(item) })
}

/** The shape of a list page; every item carries its own cursor. */
export function pageOf<Item extends TSchema>(item: Item) {
  return Type.Object({
    items: Type.Array(Type.Intersect([item, Type.Object({ cursor: Type.String() })])),
    pageInfo: Type.Object({ endCursor: nullable(Type.String()), hasNextPage: Type.Boolean() }),
    totalCount: Type.Integer(),
  })
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

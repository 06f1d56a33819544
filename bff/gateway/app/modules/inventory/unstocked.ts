import type { GraphContext } from '@portico/bff-framework'
import type { QueryProductsWithoutStockArgs } from '../../schema.generated.ts'
import { listProducts, type Product } from '../catalog/catalog.loader.ts'
import { stockByProduct } from './inventory.loader.ts'

/** As many as the catalog gives in a page. */
const READ_AT_ONCE = 200
/** 5,000 products looked through for one page; the next page goes on from there. */
const MAX_READS = 25
const DEFAULT_FIRST = 50

interface Unstocked {
  nodes: Product[]
  pageInfo: { endCursor: string | null; hasNextPage: boolean; hasPreviousPage: boolean; startCursor: null }
}

/**
 * What there is to sell is the catalog's, what there is in stock is inventory's: the catalog is read in the
 * order of codes, and what inventory has no item of is kept.
 */
export async function listUnstocked(
  context: GraphContext,
  { first, after, search }: QueryProductsWithoutStockArgs,
): Promise<Unstocked> {
  const wanted = first ?? DEFAULT_FIRST
  const nodes: Product[] = []
  let cursor = after ?? null
  let hasNextPage = true
  for (let read = 0; read < MAX_READS && hasNextPage && nodes.length < wanted; read++) {
    const page = await listProducts(context, {
      first: READ_AT_ONCE,
      after: cursor,
      search: search?.trim() || null,
      kind: 'GOODS',
      isActive: true,
    })
    const stocked = await stockByProduct.loadMany(
      context,
      page.items.map(product => product.id),
    )
    const missing = page.items.filter((_, index) => stocked[index] === null).slice(0, wanted - nodes.length)
    nodes.push(...missing)
    const isFull = nodes.length === wanted
    cursor = (isFull ? missing.at(-1)?.cursor : page.pageInfo.endCursor) ?? cursor
    hasNextPage = page.pageInfo.hasNextPage || (isFull && cursor !== page.pageInfo.endCursor)
  }
  const pageInfo = { endCursor: cursor, hasNextPage, hasPreviousPage: Boolean(after), startCursor: null }
  return { nodes, pageInfo }
}

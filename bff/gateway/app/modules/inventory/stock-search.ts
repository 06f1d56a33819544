import { AppError, type GraphContext } from '@portico/bff-framework'
import type { QueryStockItemsArgs } from '../../schema.generated.ts'
import { searchProducts } from '../catalog/catalog.loader.ts'
import { fetchStockPage, type StockItem, type StockPage } from './inventory.client.ts'

/** As many as the services give in a page; a search that matches more is too wide to be read anyway. */
const MAX_PRODUCTS = 200
const MAX_PAGE_SIZE = 200
/** Five warehouses for each product. */
const MAX_PAGES = 5
const DEFAULT_FIRST = 50

type Found = StockPage['items'][number]

/** Names are the catalog's, quantities are inventory's: the first 200 products that match, and all their stock by code. */
export async function searchStock(
  context: GraphContext,
  search: string,
  { first, after, warehouseId, lowOnly }: QueryStockItemsArgs,
): Promise<StockPage> {
  const productIds = await findProductIds(context, search)
  const found = productIds.length > 0 ? await fetchAll(context, { productIds, warehouseId, lowOnly }) : []
  return slice(sortBy(found, productIds), first ?? DEFAULT_FIRST, after)
}

/** In the order of their codes. */
export async function findProductIds(context: GraphContext, search: string): Promise<string[]> {
  const products = await searchProducts(context, search, MAX_PRODUCTS)
  return products.map(product => product.id)
}

async function fetchAll(
  context: GraphContext,
  query: { productIds: string[]; warehouseId?: string | null; lowOnly?: boolean | null },
): Promise<Found[]> {
  const found: Found[] = []
  let after: string | null = null
  for (let read = 0; read < MAX_PAGES; read++) {
    const page: StockPage = await fetchStockPage(context, { ...query, first: MAX_PAGE_SIZE, after })
    found.push(...page.items)
    after = page.pageInfo.endCursor
    if (!page.pageInfo.hasNextPage) break
  }
  return found
}

function sortBy(items: Found[], productIds: string[]): Found[] {
  const rank = new Map(productIds.map((id, index) => [id, index]))
  const rankOf = (item: StockItem) => rank.get(item.productId) ?? productIds.length
  return items.toSorted((a, b) => rankOf(a) - rankOf(b) || (a.id < b.id ? -1 : 1))
}

/** The cursor of a searched page is the item's id: the order is ours, not the service's. */
function slice(items: Found[], first: number, after: string | null | undefined): StockPage {
  const from = after ? indexOf(items, after) + 1 : 0
  const page = items.slice(from, from + first).map(item => ({ ...item, cursor: item.id }))
  return {
    items: page,
    pageInfo: { endCursor: page.at(-1)?.cursor ?? null, hasNextPage: from + first < items.length },
    totalCount: items.length,
  }
}

function indexOf(items: Found[], id: string): number {
  const index = items.findIndex(item => item.id === id)
  if (index < 0) throw new AppError('INVALID_CURSOR')
  return index
}

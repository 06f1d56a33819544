import type {
  InventoryStockItemsQuery,
  InventoryStockItemsQueryVariables,
} from '../../graph/graph.generated.ts'
import { queryOf, queryText } from '../../list/url-query.ts'
import type { ViewCodec } from '../../list/use-list-view.ts'

export type StockItem = InventoryStockItemsQuery['stockItems']['nodes'][number]

const PAGE_SIZE = 50

export interface StockView {
  search: string
  /** Empty text is "any". */
  warehouseId: string
  isLowOnly: boolean
  /** In place of stock: the products that have none. */
  isUnstocked: boolean
  after: string
}

export const stockView: ViewCodec<StockView> = {
  parse: query => ({
    search: queryText(query, 'q'),
    warehouseId: queryText(query, 'warehouse'),
    isLowOnly: queryText(query, 'low') === '1',
    isUnstocked: queryText(query, 'none') === '1',
    after: queryText(query, 'after'),
  }),
  format: ({ search, warehouseId, isLowOnly, isUnstocked, after }) =>
    queryOf({
      q: search,
      warehouse: warehouseId,
      low: isLowOnly ? '1' : '',
      none: isUnstocked ? '1' : '',
      after,
    }),
}

export function isFiltered({ search, warehouseId, isLowOnly }: StockView): boolean {
  return search !== '' || warehouseId !== '' || isLowOnly
}

export function variablesOf(view: Omit<StockView, 'isUnstocked'>): InventoryStockItemsQueryVariables {
  return {
    first: PAGE_SIZE,
    after: view.after || null,
    warehouseId: view.warehouseId || null,
    search: view.search.trim() || null,
    lowOnly: view.isLowOnly,
  }
}

/** The same narrowing as the query of an export. */
export function exportFilterOf(view: StockView): Record<string, string> {
  return {
    search: view.search.trim(),
    warehouseId: view.warehouseId,
    lowOnly: view.isLowOnly ? 'true' : '',
  }
}

import { useShell } from '@portico/micro-app/react'
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query'
import {
  CatalogCategories,
  CatalogProductStocks,
  CatalogProducts,
  type CatalogProductsQuery,
} from '../../graph/graph.generated.ts'
import { type ProductView, variablesOf } from '../../list/product-view.ts'

export type ProductPageData = CatalogProductsQuery['products']
export type ProductRowData = ProductPageData['nodes'][number]

export function useProducts(view: ProductView): UseQueryResult<ProductPageData> {
  const { graph } = useShell()
  const variables = variablesOf(view)
  return useQuery({
    queryKey: ['products', variables],
    queryFn: async ({ signal }) => (await graph.execute(CatalogProducts, variables, { signal })).products,
    placeholderData: keepPreviousData,
  })
}

/** What is available by product id: decimal text, or null where stock is not tracked; left out while it is not known. */
export function useStocks(view: ProductView): ReadonlyMap<string, string | null> {
  const { graph, session } = useShell()
  const variables = variablesOf(view)
  const { data } = useQuery({
    queryKey: ['product-stocks', variables],
    queryFn: async ({ signal }) => {
      const { products } = await graph.execute(CatalogProductStocks, variables, { signal })
      return new Map(
        products.nodes.flatMap(({ id, stock, stockRule }): [string, string | null][] =>
          stockRule ? [[id, stockRule.isTracked ? (stock?.available ?? '0') : null]] : [],
        ),
      )
    },
    enabled: session.can('inventory.stock.read'),
    retry: false,
  })
  return data ?? UNKNOWN
}

const UNKNOWN: ReadonlyMap<string, string | null> = new Map()

export function useCategories(): string[] {
  const { graph } = useShell()
  const { data } = useQuery({
    queryKey: ['categories'],
    queryFn: async ({ signal }) => (await graph.execute(CatalogCategories, {}, { signal })).productCategories,
  })
  return data ?? []
}

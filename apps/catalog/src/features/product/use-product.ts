import { GraphError } from '@portico/micro-app'
import { useShell } from '@portico/micro-app/react'
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import {
  CatalogProduct,
  CatalogProductStock,
  type CatalogProductStockQuery,
  type ProductDetailFragment,
} from '../../graph/graph.generated.ts'

export type ProductDetail = ProductDetailFragment
type StockedProduct = NonNullable<CatalogProductStockQuery['product']>
export type ProductRule = NonNullable<StockedProduct['stockRule']>

export interface ProductStock {
  /** Null for a product never stocked. */
  stock: StockedProduct['stock']
  /** Null for a service, and while inventory does not answer. */
  rule: StockedProduct['stockRule']
  shop: CatalogProductStockQuery['stockSettings']
}

/** One that does not exist, or is another tenant's, rejects with NOT_FOUND. */
export function useProduct(id: string): UseQueryResult<ProductDetail, GraphError> {
  const { graph } = useShell()
  return useQuery<ProductDetail, GraphError>({
    queryKey: ['product', id],
    queryFn: async ({ signal }) => {
      const { product } = await graph.execute(CatalogProduct, { id }, { signal })
      if (!product) throw new GraphError('NOT_FOUND', `No product ${id}`)
      return product
    },
  })
}

export function useProductStock(id: string, isWanted: boolean): UseQueryResult<ProductStock> {
  const { graph } = useShell()
  return useQuery({
    queryKey: ['product-stock', id],
    queryFn: async ({ signal }) => {
      const { product, stockSettings } = await graph.execute(CatalogProductStock, { id }, { signal })
      return { stock: product?.stock ?? null, rule: product?.stockRule ?? null, shop: stockSettings }
    },
    enabled: isWanted,
  })
}

import { useShell } from '@portico/micro-app/react'
import { createAttemptKeys } from '@portico/shared-ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { CatalogCreateProduct, CatalogUpdateProduct, type ProductInput } from '../../graph/graph.generated.ts'
import type { ProductDetail } from '../product/use-product.ts'

interface SavedProduct {
  product: ProductDetail
  /** Code of why the price is not as given. */
  priceProblem: string | null
}

/** The product that was read when the typing began, so that what others did meanwhile is not overwritten unseen. */
export function useSaveProduct(existing: ProductDetail | null) {
  const { graph, events } = useShell()
  const queries = useQueryClient()
  const [attemptKeys] = useState(() => createAttemptKeys())
  return useMutation({
    mutationFn: async (input: ProductInput): Promise<SavedProduct> => {
      if (!existing) {
        const variables = { input, idempotencyKey: attemptKeys.for(input) }
        return (await graph.execute(CatalogCreateProduct, variables)).createProduct
      }
      const { id, version, priceVersion } = existing
      return (await graph.execute(CatalogUpdateProduct, { id, version, priceVersion, input })).updateProduct
    },
    onSuccess: ({ product }) => {
      queries.setQueryData(['product', product.id], product)
      events.emit('catalog.product.changed', { productId: product.id })
    },
  })
}

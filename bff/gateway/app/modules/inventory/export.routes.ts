import type { ApiCall } from '@portico/bff-framework'
import { exportRoute } from '../shared/export-route.ts'
import { findProductIds } from './stock-search.ts'

const STOCK = { permission: 'inventory.stock.read', service: 'inventory' }

export const exportRoutes = [
  exportRoute({
    ...STOCK,
    name: 'stock',
    path: '/stock/export',
    filters: ['warehouseId', 'lowOnly'],
    narrow: searchedProducts,
  }),
  exportRoute({
    ...STOCK,
    name: 'movements',
    path: '/movements/export',
    filters: ['warehouseId', 'productId', 'reference'],
  }),
]

/** Names are the catalog's: the same products as the searched list has. None found leaves none. */
async function searchedProducts({ context, query }: ApiCall): Promise<Record<string, string>> {
  const search = query.get('search')?.trim()
  if (!search) return {}
  return { productIds: (await findProductIds(context, search)).join(',') }
}

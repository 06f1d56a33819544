import type { ApiCall } from '@portico/bff-framework'
import { inventoryContract } from '@portico/inventory-contract'
import { exportRoute } from '../shared/export-route.ts'
import { findProductIds } from './stock-search.ts'

const { routes } = inventoryContract
const STOCK = { permission: 'inventory.stock.read', contract: inventoryContract }

export const exportRoutes = [
  exportRoute({ ...STOCK, name: 'stock', route: routes.exportStock, narrow: searchedProducts }),
  exportRoute({ ...STOCK, name: 'movements', route: routes.exportMovements }),
]

/** Names are the catalog's: the same products as the searched list has. None found leaves none. */
async function searchedProducts({ context, query }: ApiCall): Promise<{ productIds?: string }> {
  const search = query.get('search')?.trim()
  if (!search) return {}
  return { productIds: (await findProductIds(context, search)).join(',') }
}

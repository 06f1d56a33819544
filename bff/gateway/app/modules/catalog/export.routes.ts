import { productContract } from '@portico/product-contract'
import { exportRoute } from '../shared/export-route.ts'

export const routes = [
  exportRoute({
    name: 'products',
    permission: 'catalog.product.read',
    contract: productContract,
    route: productContract.routes.exportProducts,
  }),
]

import { salesContract } from '@portico/sales-contract'
import { exportRoute } from '../shared/export-route.ts'

const { routes } = salesContract

export const exportRoutes = [
  exportRoute({
    name: 'orders',
    permission: 'sales.order.read',
    contract: salesContract,
    route: routes.exportOrders,
  }),
  exportRoute({
    name: 'imports',
    permission: 'sales.order.import',
    contract: salesContract,
    route: routes.exportImports,
  }),
]

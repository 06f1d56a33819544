import { exportRoute } from '../shared/export-route.ts'

export const exportRoutes = [
  exportRoute({
    name: 'orders',
    permission: 'sales.order.read',
    service: 'sales',
    path: '/orders/export',
    filters: ['kind', 'status', 'customerId', 'search', 'from', 'to'],
  }),
  exportRoute({
    name: 'imports',
    permission: 'sales.order.import',
    service: 'sales',
    path: '/imports/export',
    filters: [],
  }),
]

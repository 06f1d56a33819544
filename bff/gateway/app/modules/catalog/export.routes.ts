import { exportRoute } from '../shared/export-route.ts'

export const routes = [
  exportRoute({
    name: 'products',
    permission: 'catalog.product.read',
    service: 'product',
    path: '/products/export',
    filters: ['search', 'category', 'kind', 'isActive'],
  }),
]

import type { CatalogProductStockQuery, ProductDetailFragment } from '../graph/graph.generated.ts'

export const mug: ProductDetailFragment = {
  id: 'p1',
  code: 'MUG',
  barcode: '4006381333931',
  name: 'Blue mug',
  category: 'Kitchen',
  unit: 'pcs',
  kind: 'GOODS',
  isActive: true,
  listPrice: { amount: '9.90', currency: 'GBP' },
  priceVersion: 2,
  version: 3,
}

export function pageOf(nodes: ProductDetailFragment[], endCursor: string | null = null) {
  const pageInfo = { hasNextPage: endCursor !== null, endCursor }
  return { products: { nodes, pageInfo, totalCount: nodes.length } }
}

export const stock: CatalogProductStockQuery = {
  product: {
    id: 'p1',
    stock: { onHand: '12.5', reserved: '14', available: '-1.5' },
    stockRule: { isTracked: true, belowZero: 'ALLOW', ownIsTracked: null, ownBelowZero: 'ALLOW', version: 4 },
  },
  stockSettings: { isTracked: true, belowZero: 'REFUSE' },
}

export const answers = {
  CatalogProducts: pageOf([mug]),
  CatalogProductStocks: {
    products: { nodes: [{ id: 'p1', stock: { available: '-1.5' }, stockRule: { isTracked: true } }] },
  },
  CatalogCategories: { productCategories: ['Kitchen'] },
  CatalogProduct: { product: mug },
  CatalogProductStock: stock,
  CatalogWarehouses: { warehouses: [{ id: 'w1', code: 'MAIN', name: 'Main' }] },
}

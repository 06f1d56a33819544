import type { StockItem } from '../features/stock/stock-view.ts'
import type {
  InventoryMovementsQuery,
  InventoryStockItemsQuery,
  InventoryWarehousesQuery,
} from '../graph/graph.generated.ts'

const heart = { id: 'p1', code: '85123A', name: 'White heart', unit: 'pcs' }
const main = { id: 'w1', code: 'MAIN', name: 'Main' }

export const item: StockItem = {
  id: 's1',
  product: heart,
  warehouse: main,
  onHand: '12.5',
  reserved: '2.5',
  available: '10',
  lowStockLevel: '20',
  isLow: true,
  isTracked: true,
  version: 3,
}

export function stockOf(nodes: StockItem[], endCursor: string | null = null): InventoryStockItemsQuery {
  return {
    stockItems: {
      nodes,
      pageInfo: { hasNextPage: endCursor !== null, endCursor },
      totalCount: nodes.length,
    },
  }
}

const movements: InventoryMovementsQuery = {
  stockMovements: {
    totalCount: 2,
    nodes: [
      {
        id: 'm1',
        at: '2010-12-09T12:00:00.000Z',
        kind: 'ISSUE',
        product: heart,
        warehouse: main,
        onHandDelta: '-3',
        reservedDelta: '-3',
        reason: null,
        note: null,
        reference: 'SO-1',
      },
      {
        id: 'm2',
        at: '2010-12-08T12:00:00.000Z',
        kind: 'ADJUSTMENT',
        product: heart,
        warehouse: main,
        onHandDelta: '5',
        reservedDelta: '0',
        reason: 'COUNT',
        note: 'shelf B',
        reference: null,
      },
    ],
    pageInfo: { hasNextPage: false, endCursor: null },
  },
}

const warehouses: InventoryWarehousesQuery = { warehouses: [main] }

export const answers = {
  InventoryStockItems: stockOf([item]),
  InventoryWarehouses: warehouses,
  InventoryMovements: movements,
  InventoryProducts: { products: { nodes: [heart] } },
  InventoryProduct: { product: heart },
  InventoryStockCount: { stockItems: { totalCount: 1 } },
  InventorySettings: { stockSettings: { isTracked: true, belowZero: 'REFUSE', version: 0 } },
  InventoryUnstocked: {
    productsWithoutStock: {
      nodes: [
        { id: 'n1', code: 'MUG', name: 'Blue mug', unit: 'pcs' },
        { id: 'n2', code: 'TEA', name: 'Green tea', unit: 'kg' },
      ],
      pageInfo: { hasNextPage: false, endCursor: null },
    },
  },
}

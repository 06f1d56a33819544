import {
  aCustomer,
  aLine,
  anOrder,
  anOrderPage,
  aPage,
  aPrice,
  aProduct,
  aStockItem,
  aUser,
} from './builders.ts'
import { type FakeCall, FakeService } from './fake-service.ts'

type Row = Record<string, unknown> & { id: string }

/** What one tenant owns. */
export interface ShopData {
  customers: Row[]
  products: Row[]
  prices: { productId: string }[]
  stock: Row[]
  orders: Row[]
  lines: (Row & { orderId: string })[]
}

/** `orderCount` orders of three lines each over forty products and twelve customers. */
export function aShop(orderCount: number): ShopData {
  const range = (count: number) => Array.from({ length: count }, (_, index) => index)
  const orders = range(orderCount).map(n => anOrder(`o${n}`, { customerId: `c${n % 12}`, lineCount: 3 }))
  return {
    customers: range(12).map(n => aCustomer(`c${n}`)),
    products: range(40).map(n => aProduct(`p${n}`)),
    prices: range(40).map(n => aPrice(`p${n}`)),
    stock: range(40).map(n => aStockItem(`s${n}`, `p${n}`)),
    orders,
    lines: orders.flatMap((order, n) =>
      range(3).map(k =>
        aLine(`${order.id}-${k}`, order.id, { position: k + 1, productId: `p${(n + k * 7) % 40}` }),
      ),
    ),
  }
}

export type ShopServices = Record<
  'identity' | 'party' | 'product' | 'pricing' | 'inventory' | 'sales',
  FakeService
>

/** The services of a shop in memory: a call sees the data of the tenant its baggage names, and nothing without one. */
export function shopServices(dataByTenant: Record<string, ShopData>): ShopServices {
  const owned = ({ tenantId }: FakeCall): ShopData => dataByTenant[tenantId ?? ''] ?? nothing
  return {
    identity: new FakeService({
      'POST /users/batch': ({ body }) => ({ items: (body as { ids: string[] }).ids.map(aUser) }),
    }),
    party: new FakeService({
      'GET /customers': call => aPage(owned(call).customers),
      'POST /customers/batch': call => ({ items: byIds(owned(call).customers, call) }),
    }),
    product: new FakeService({
      'GET /products': call => aPage(owned(call).products),
      'POST /products/batch': call => ({ items: byIds(owned(call).products, call) }),
    }),
    pricing: new FakeService({
      'POST /prices/batch': call => ({ items: byProducts(owned(call).prices, call) }),
    }),
    inventory: new FakeService({
      'GET /warehouses': () => ({ items: [mainWarehouse] }),
      'POST /warehouses/batch': () => ({ items: [mainWarehouse] }),
      'GET /stock': call => aPage(owned(call).stock),
      'GET /movements': () => aPage([]),
      'POST /stock/by-products': call => ({ items: byProducts(owned(call).stock, call) }),
    }),
    sales: new FakeService({
      'GET /orders': call => anOrderPage(owned(call).orders, '990.00'),
      'POST /orders/batch': call => ({ items: byIds(owned(call).orders, call) }),
      'POST /orders/lines/batch': call => {
        const { orderIds } = call.body as { orderIds: string[] }
        return { items: owned(call).lines.filter(line => orderIds.includes(line.orderId)) }
      },
    }),
  }
}

const mainWarehouse = { id: 'w1', code: 'MAIN', name: 'Main' }
const nothing: ShopData = { customers: [], products: [], prices: [], stock: [], orders: [], lines: [] }

/** Backwards, for no service promises an order. */
function byIds(rows: Row[], { body }: FakeCall): Row[] {
  const { ids } = body as { ids: string[] }
  return rows.filter(row => ids.includes(row.id)).toReversed()
}

function byProducts<R extends object>(rows: R[], { body }: FakeCall): R[] {
  const { productIds } = body as { productIds: string[] }
  return rows.filter(row => 'productId' in row && productIds.includes(String(row.productId))).toReversed()
}

import { createServer } from 'node:http'
import { signedHeaders } from '@portico/launcher/testing'
import { Pool } from 'undici'

/**
 * What a careful engineer would write by hand for the one page of 50 orders: the same upstream calls with the same HTTP client, joined by
 * maps, no graph, no session, no caches. The limit the gateway is compared with. Prints its address over IPC.
 */
interface Line {
  orderId: string
  productId: string | null
  description: string
  quantity: string
  unitPrice: string
  amount: string
}

const TIMEOUT_MS = 5_000
const pools = new Map<string, Pool>()

function poolOf(service: string): Pool {
  const url = process.env[`${service.toUpperCase()}_URL`]
  if (!url) throw new Error(`${service} has no address`)
  const pool =
    pools.get(service) ??
    new Pool(url, { connections: 64, bodyTimeout: TIMEOUT_MS, headersTimeout: TIMEOUT_MS })
  pools.set(service, pool)
  return pool
}

async function call<T>(service: string, method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
  const text = body === undefined ? null : JSON.stringify(body)
  const baggage = 'portico.tenant=t_demo,portico.user=bench'
  const response = await poolOf(service).request({
    method,
    path,
    headers: {
      ...signedHeaders(process.env.PORTICO_SECRET ?? '', { service, method, path, baggage, body: text }),
      'content-type': 'application/json',
    },
    body: text,
  })
  if (response.statusCode !== 200)
    throw new Error(`${service} ${path}: ${response.statusCode} ${await response.body.text()}`)
  return (await response.body.json()) as T
}

type Items<T> = { items: T[] }

async function listOrders() {
  const page = await call<Items<{ id: string; customerId: string | null }> & { totalCount: number }>(
    'sales',
    'GET',
    '/orders?first=50&sort=DATE_DESC',
  )
  const orderIds = page.items.map(order => order.id)
  const customerIds = unique(page.items.map(order => order.customerId))
  const [lines, customers] = await Promise.all([
    call<Items<Line>>('sales', 'POST', '/orders/lines/batch', { orderIds }),
    call<Items<{ id: string; name: string }>>('party', 'POST', '/customers/batch', { ids: customerIds }),
  ])
  const products = await readProducts(unique(lines.items.map(line => line.productId)))
  const customerById = new Map(customers.items.map(customer => [customer.id, customer]))
  const linesByOrder = Map.groupBy(lines.items, line => line.orderId)
  const nodes = page.items.map(order => ({
    ...order,
    customer: order.customerId ? (customerById.get(order.customerId) ?? null) : null,
    lines: (linesByOrder.get(order.id) ?? []).map(line => ({
      ...line,
      product: line.productId ? products(line.productId) : null,
    })),
  }))
  return { data: { orders: { nodes, totalCount: page.totalCount } } }
}

async function readProducts(ids: string[]) {
  const [products, prices, stock] = await Promise.all([
    call<Items<{ id: string; code: string; name: string }>>('product', 'POST', '/products/batch', { ids }),
    call<Items<{ productId: string; listPrice: string }>>('pricing', 'POST', '/prices/batch', {
      productIds: ids,
    }),
    call<Items<{ productId: string; available: string }>>('inventory', 'POST', '/stock/by-products', {
      productIds: ids,
    }),
  ])
  const byId = new Map(products.items.map(product => [product.id, product]))
  const priceOf = new Map(prices.items.map(price => [price.productId, price.listPrice]))
  const stockOf = new Map(stock.items.map(item => [item.productId, item.available]))
  return (id: string) => ({
    ...byId.get(id),
    listPrice: priceOf.get(id) ?? null,
    stock: stockOf.get(id) ?? null,
  })
}

function unique(ids: (string | null)[]): string[] {
  return [...new Set(ids.filter(id => id !== null))]
}

const server = createServer((_request, response) => {
  listOrders().then(
    answer => response.setHeader('content-type', 'application/json').end(JSON.stringify(answer)),
    error => response.writeHead(500).end(String(error)),
  )
})
server.listen(0, '127.0.0.1', () => {
  process.send?.({ type: 'ready', url: `http://127.0.0.1:${(server.address() as { port: number }).port}` })
})
process.on('disconnect', () => process.exit(0))

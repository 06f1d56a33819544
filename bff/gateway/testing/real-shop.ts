import { startServices } from '@portico/services-host'
import { createServicesDatabase, everyServiceOn } from '@portico/services-host/testing'

export interface RealShop {
  urls: Record<string, string>
  /** Calls a service as `tenantId`, and as a user where it is asked who; throws what it answers from 400 on. */
  call(
    tenantId: string,
    service: string,
    method: string,
    path: string,
    body: unknown,
    userId?: string,
    version?: number,
  ): Promise<unknown>
  close(): Promise<void>
}

/** All services of the product, on free ports and a database of their own. `env` changes their environment. */
export async function openRealShop(env: NodeJS.ProcessEnv = {}): Promise<RealShop> {
  const database = await createServicesDatabase()
  const { urls, stop } = await startServices({
    ...everyServiceOn(database.url),
    // They call the addresses they are given, and no heartbeat is counted among the calls of a test.
    RELEASE_URL: '',
    ...env,
  })
  return {
    urls,
    call: (tenantId, service, method, path, body, userId, version) =>
      callService(`${urls[service]}${path}`, method, body, {
        baggage: `portico.tenant=${tenantId}${userId ? `,portico.user=${userId}` : ''}`,
        ...(version !== undefined && { 'if-match': `"${version}"` }),
      }),
    async close() {
      await stop()
      await database.drop()
    },
  }
}

async function callService(
  url: string,
  method: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<unknown> {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  const answer: unknown = await response.json()
  if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${JSON.stringify(answer)}`)
  return answer
}

/** Twenty goods with prices and 100 of each in stock, one service, five customers. Answers their ids by code. */
export async function stockShop(shop: RealShop, tenantId: string): Promise<Record<string, string>> {
  const put = (service: string, path: string, items: object[]) =>
    shop.call(tenantId, service, 'POST', path, { items }) as Promise<{
      items: { code: string; id: string }[]
    }>
  const customers = await put('party', '/customers/ensure', codes('C', 5))
  const goods = codes('P', 20)
  const postage = { code: 'POST', name: 'Postage', kind: 'SERVICE' }
  const products = await put('product', '/products/ensure', [...goods, postage])
  const ids = Object.fromEntries([...customers.items, ...products.items].map(({ code, id }) => [code, id]))
  const goodIds = goods.map(({ code }) => ids[code])
  const priced = products.items.map(({ id }) => ({ productId: id, currency: 'CNY', listPrice: '9.90' }))
  await put('pricing', '/prices/ensure', priced)
  const opening = goodIds.map(productId => ({ productId, quantity: '100', lowStockLevel: '5' }))
  await put('inventory', '/opening', opening)
  return ids
}

function codes(prefix: string, count: number) {
  return Array.from({ length: count }, (_, n) => ({ code: `${prefix}${n}`, name: `${prefix} number ${n}` }))
}

import { createTestDatabase } from '@portico/postgres/testing'
import { service as inventory } from '@portico/service-inventory'
import { contextHeaders, type RunningService } from '@portico/service-kit'
import { type ServiceUnderTest, startForTest } from '@portico/service-kit/testing'
import { service as party } from '@portico/service-party'
import { service as pricing } from '@portico/service-pricing'
import { service as product } from '@portico/service-product'
import { service as sales } from '../src/index.ts'
import { ChaosProxy } from './chaos-proxy.ts'

export interface Market {
  sales: ServiceUnderTest
  /** Between sales and the real inventory. */
  chaos: ChaosProxy
  /** Between sales and the real product service. */
  productChaos: ChaosProxy
  /** What a service started beside these needs to find them. */
  env: Record<string, string>
  /** Calls one of the other services, for what a test wants to be there. */
  send<T>(
    name: 'party' | 'product' | 'inventory' | 'pricing',
    path: string,
    body?: unknown,
    tenant?: string,
    how?: { method: string; headers: Record<string, string> },
  ): Promise<T>
  stop(): Promise<void>
}

const CLIENTS = [party, product, pricing, inventory]
const PORTS = { PARTY_PORT: '0', PRODUCT_PORT: '0', PRICING_PORT: '0', INVENTORY_PORT: '0', SALES_PORT: '0' }

function placeOn(url: string) {
  return { PORTICO_ENV: 'development', DATABASE_URL: url, LOG_LEVEL: 'silent' }
}

async function prepareMarket(url: string): Promise<void> {
  for (const service of [...CLIENTS, sales]) {
    await (await service.start({ ...placeOn(url), ...PORTS })).stop()
  }
}

/** Settings by which services reach their databases otherwise, given the URL of each. */
type Reach = (urls: Record<string, string>) => Promise<Record<string, string>>

/** Sales with the real services it calls, all in this process and, for their messages, on one database. */
export async function openMarket(
  more: Record<string, string> = {},
  reach: Reach = async () => ({}),
): Promise<Market> {
  const database = await createTestDatabase({ name: 'market', prepare: prepareMarket })
  const env = placeOn(database.url)
  const ownUrls = [...CLIENTS, sales].map(async ({ name, provision }) => [name, await provision(env)])
  const reached = await reach(Object.fromEntries(await Promise.all(ownUrls)))
  const clients = new Map<string, RunningService>()
  for (const service of CLIENTS)
    clients.set(service.name, await service.start({ ...more, ...env, ...PORTS, ...reached }))
  const urlOf = (name: string) => clients.get(name)?.url ?? ''
  const chaos = await ChaosProxy.start(urlOf('inventory'))
  const productChaos = await ChaosProxy.start(urlOf('product'))
  const urls = {
    ...more,
    ...reached,
    PORTICO_ENV: 'development',
    DATABASE_URL: database.url,
    PARTY_URL: urlOf('party'),
    PRODUCT_URL: productChaos.url,
    PRICING_URL: urlOf('pricing'),
    INVENTORY_URL: chaos.url,
  }
  const under = await startForTest(sales, urls)
  return {
    sales: under,
    chaos,
    productChaos,
    env: urls,
    send: (name, path, body, tenant = 't_demo', how) => send(`${urlOf(name)}${path}`, body, tenant, how),
    stop: async () => {
      await under.stop()
      await chaos.stop()
      await productChaos.stop()
      for (const other of clients.values()) await other.stop()
      await database.drop()
    },
  }
}

async function send<T>(
  url: string,
  body: unknown,
  tenantId: string,
  how?: { method: string; headers: Record<string, string> },
): Promise<T> {
  const answer = await fetch(url, {
    method: how?.method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      ...contextHeaders({ tenantId, userId: null, traceparent: null }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...how?.headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`)
  return (await answer.json()) as T
}

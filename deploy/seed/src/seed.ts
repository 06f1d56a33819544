import { FIRST_OPERATOR, PLATFORM, PUBLIC_PASSWORD } from './platform.ts'
import type { ServiceClient } from './service-client.ts'
import type { SeedDocument, SeedLine, Shop } from './shop.ts'
import { generateShop } from './shop.ts'
import { type SeedServices, seedTenant, type TenantSeed } from './tenants.ts'

export interface SeedOptions extends SeedServices {
  onProgress: (line: string) => void
  /** Left out: 1 and the present day. */
  seed?: number
  today?: Date
}

/** Of every user of the demo: it is public. */
const PASSWORD = PUBLIC_PASSWORD
const OWNER = { username: 'owner', displayName: 'Mei Lin 林梅', password: PASSWORD, role: 'owner' as const }
const DEMO: TenantSeed = {
  id: 't_demo',
  slug: 'demo',
  name: 'Three Flavours General Store 三味杂货',
  currency: 'CNY',
  timeZone: 'Asia/Shanghai',
  plan: 'standard',
  region: 'cn-east',
  createdAt: '2024-09-01T02:00:00Z',
  users: [
    OWNER,
    { username: 'clerk', displayName: 'Wang Jun 王俊', password: PASSWORD, role: 'clerk' as const },
  ],
}
/** In pounds and London time, ready for the real orders of a British wholesaler. */
const EMPTY: TenantSeed = {
  id: 't_empty',
  slug: 'empty',
  name: 'Blank Slate Ltd',
  currency: 'GBP',
  timeZone: 'Europe/London',
  plan: 'trial',
  region: 'eu-west',
  createdAt: '2025-10-01T09:00:00Z',
  users: [{ ...OWNER, displayName: 'Alex Reed' }],
}
const DEMO_PLATFORM: TenantSeed = {
  ...PLATFORM,
  createdAt: '2024-01-01T00:00:00Z',
  users: [{ ...FIRST_OPERATOR, password: PASSWORD, role: 'operator' as const }],
}
const HISTORY_BATCH = 250

/**
 * Makes the platform's tenant and the two demo tenants, with public passwords, unless they are there.
 * A tenant is written last, so half a seeding is finished, never trusted.
 */
export async function seedDemo(options: SeedOptions): Promise<void> {
  await seedTenant(options, DEMO_PLATFORM, async () => {})
  await seedTenant(options, EMPTY, async () => {})
  await seedTenant(options, DEMO, async client => {
    options.onProgress('seeding the demo shop')
    await seedShop(client, generateShop(options.seed ?? 1, options.today ?? new Date()))
  })
}

/** Codes of the shop -> ids the services gave. */
interface Ids {
  products: Map<string, string>
  customers: Map<string, string>
}

/** Every step may be repeated: the services recognise what is there already. */
async function seedShop(client: ServiceClient, shop: Shop) {
  const ids = { products: await ensureProducts(client, shop), customers: await ensureCustomers(client, shop) }
  await ensurePrices(client, shop, ids)
  await openStock(client, shop, ids)
  for (let at = 0; at < shop.history.length; at += HISTORY_BATCH) {
    const documents = shop.history.slice(at, at + HISTORY_BATCH).map(document => toHistory(document, ids))
    await client.send('sales', { method: 'POST', path: '/orders/history', body: { documents } })
  }
  for (const [index, order] of shop.openOrders.entries()) await placeOrder(client, order, index, ids)
}

async function ensureProducts(client: ServiceClient, shop: Shop): Promise<Map<string, string>> {
  const items = shop.products.map(({ code, barcode, name, category, unit, kind }) => ({
    code,
    barcode,
    name,
    category,
    unit,
    kind,
  }))
  return idsByCode(
    await client.send('product', { method: 'POST', path: '/products/ensure', body: { items } }),
  )
}

async function ensureCustomers(client: ServiceClient, shop: Shop): Promise<Map<string, string>> {
  return idsByCode(
    await client.send('party', {
      method: 'POST',
      path: '/customers/ensure',
      body: { items: shop.customers },
    }),
  )
}

function idsByCode({ items }: { items: { code: string; id: string }[] }): Map<string, string> {
  return new Map(items.map(({ code, id }) => [code, id]))
}

async function ensurePrices(client: ServiceClient, shop: Shop, ids: Ids) {
  const items = shop.products.map(({ code, listPrice }) => ({
    productId: ids.products.get(code),
    currency: DEMO.currency,
    listPrice,
  }))
  await client.send('pricing', { method: 'POST', path: '/prices/ensure', body: { items } })
}

async function openStock(client: ServiceClient, shop: Shop, ids: Ids) {
  const items = shop.products.flatMap(({ code, stock }) =>
    stock ? [{ productId: ids.products.get(code), ...stock }] : [],
  )
  await client.send('inventory', { method: 'POST', path: '/opening', body: { items } })
}

function toHistory(document: SeedDocument, ids: Ids) {
  const { customerCode, lines, ...rest } = document
  return {
    source: 'demo',
    currency: DEMO.currency,
    ...rest,
    ...(customerCode ? { customerId: ids.customers.get(customerCode) } : {}),
    lines: lines.map(line => toLine(line, ids)),
  }
}

function toLine({ productCode, ...line }: SeedLine, ids: Ids) {
  return { ...line, productId: ids.products.get(productCode) }
}

async function placeOrder(client: ServiceClient, order: Shop['openOrders'][number], index: number, ids: Ids) {
  const body = {
    currency: DEMO.currency,
    ...(order.customerCode ? { customerId: ids.customers.get(order.customerCode) } : {}),
    lines: order.lines.map(line => toLine(line, ids)),
  }
  const headers = { 'idempotency-key': `demo-open-${index}` }
  const { id } = await client.send<{ id: string }>('sales', {
    method: 'POST',
    path: '/orders',
    body,
    headers,
  })
  const steps = { DRAFT: [], CONFIRMED: ['confirm'], SHIPPED: ['confirm', 'ship'] }[order.state]
  for (const step of steps) await advance(client, id, step)
}

/** A repeated seeding finds some orders already moved on: those are left as they are. */
async function advance(client: ServiceClient, id: string, step: string) {
  const found = await client.find<{ version: number; allowedActions: string[] }>('sales', `/orders/${id}`)
  if (!found?.allowedActions.includes(step.toUpperCase())) return
  await client.send('sales', {
    method: 'POST',
    path: `/orders/${id}/${step}`,
    headers: { 'if-match': `"${found.version}"` },
  })
}

import { inventoryContract } from '@portico/inventory-contract'
import { partyContract } from '@portico/party-contract'
import { pricingContract } from '@portico/pricing-contract'
import { productContract } from '@portico/product-contract'
import { type Order, type PastDocument, salesContract } from '@portico/sales-contract'
import { FIRST_OPERATOR, PLATFORM, PUBLIC_PASSWORD } from './platform.ts'
import { SeedError, type ServiceClient } from './service-client.ts'
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
class Ids {
  readonly #byCode: ReadonlyMap<string, string>

  constructor(items: readonly { code: string; id: string }[]) {
    this.#byCode = new Map(items.map(({ code, id }) => [code, id]))
  }

  /** Throws SeedError where the service answered nothing of the code. */
  get(code: string): string {
    const id = this.#byCode.get(code)
    if (id === undefined) throw new SeedError(`No id was answered for ${code}.`)
    return id
  }
}

interface ShopIds {
  products: Ids
  customers: Ids
}

/** Every step may be repeated: the services recognise what is there already. */
async function seedShop(client: ServiceClient, shop: Shop) {
  const ids = { products: await ensureProducts(client, shop), customers: await ensureCustomers(client, shop) }
  await ensurePrices(client, shop, ids)
  await openStock(client, shop, ids)
  for (let at = 0; at < shop.history.length; at += HISTORY_BATCH) {
    const documents = shop.history.slice(at, at + HISTORY_BATCH).map(document => toHistory(document, ids))
    await client.call(salesContract, 'writeHistory', { body: { documents } })
  }
  for (const [index, order] of shop.openOrders.entries()) await placeOrder(client, order, index, ids)
}

async function ensureProducts(client: ServiceClient, shop: Shop): Promise<Ids> {
  const items = shop.products.map(({ listPrice: _, stock: __, ...product }) => product)
  const ensured = await client.call(productContract, 'ensureProducts', { body: { items } })
  return new Ids(ensured.items)
}

async function ensureCustomers(client: ServiceClient, { customers: items }: Shop): Promise<Ids> {
  const ensured = await client.call(partyContract, 'ensureCustomers', { body: { items } })
  return new Ids(ensured.items)
}

async function ensurePrices(client: ServiceClient, shop: Shop, { products }: ShopIds) {
  const items = shop.products.map(({ code, listPrice }) => ({
    productId: products.get(code),
    currency: DEMO.currency,
    listPrice,
  }))
  await client.call(pricingContract, 'ensurePrices', { body: { items } })
}

async function openStock(client: ServiceClient, shop: Shop, { products }: ShopIds) {
  const items = shop.products.flatMap(({ code, stock }) =>
    stock ? [{ productId: products.get(code), ...stock }] : [],
  )
  await client.call(inventoryContract, 'openStock', { body: { items } })
}

function toHistory(document: SeedDocument, ids: ShopIds): PastDocument {
  const { customerCode, lines, ...rest } = document
  return {
    source: 'demo',
    currency: DEMO.currency,
    ...rest,
    ...customerOf(customerCode, ids),
    lines: lines.map(line => toLine(line, ids)),
  }
}

function customerOf(code: string | null, { customers }: ShopIds) {
  return code === null ? {} : { customerId: customers.get(code) }
}

function toLine({ productCode, ...line }: SeedLine, { products }: ShopIds) {
  return { ...line, productId: products.get(productCode) }
}

async function placeOrder(
  client: ServiceClient,
  order: Shop['openOrders'][number],
  index: number,
  ids: ShopIds,
) {
  const { id } = await client.call(salesContract, 'createOrder', {
    body: {
      currency: DEMO.currency,
      ...customerOf(order.customerCode, ids),
      lines: order.lines.map(line => toLine(line, ids)),
    },
    headers: { 'idempotency-key': `demo-open-${index}` },
  })
  if (order.state === 'DRAFT') return
  const confirm = (headers: IfMatch) =>
    client.call(salesContract, 'confirmOrder', { params: { id }, headers, body: null })
  await advance(client, { id, action: 'CONFIRM', take: confirm })
  if (order.state === 'CONFIRMED') return
  const ship = (headers: IfMatch) => client.call(salesContract, 'shipOrder', { params: { id }, headers })
  await advance(client, { id, action: 'SHIP', take: ship })
}

type IfMatch = { 'if-match': string }

interface Step {
  id: string
  action: Order['allowedActions'][number]
  take: (headers: IfMatch) => Promise<unknown>
}

/** A repeated seeding finds some orders already moved on: those are left as they are. */
async function advance(client: ServiceClient, { id, action, take }: Step) {
  const found = await client.find(salesContract, 'getOrder', { params: { id } })
  if (found?.allowedActions.includes(action)) await take({ 'if-match': `"${found.version}"` })
}

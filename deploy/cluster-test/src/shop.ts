import { inventoryContract } from '@portico/inventory-contract'
import { partyContract } from '@portico/party-contract'
import { pricingContract } from '@portico/pricing-contract'
import { productContract } from '@portico/product-contract'
import { type Services, seedTenant } from '@portico/seed'
import type { ShopIds } from './load/load.ts'

export const PASSWORD = 'of every user of the cluster test'
const STOCK = '1000000'

/** A company with an owner, a product in stock, and a customer. */
export async function openShop(services: Services, slug: string): Promise<ShopIds> {
  const ids: ShopIds = { customerId: '', productId: '' }
  const owner = { username: 'owner', displayName: slug, password: PASSWORD, role: 'owner' as const }
  const tenant = {
    slug,
    name: slug,
    currency: 'CNY',
    timeZone: 'Asia/Shanghai',
    plan: 'standard',
    region: 'cn-east',
  }
  await seedTenant(services, { id: `t_${slug}`, ...tenant, users: [owner] }, async client => {
    const product = {
      code: 'P1',
      name: 'Cup',
      category: 'Cups',
      unit: 'pc',
      kind: 'GOODS' as const,
      barcode: null,
    }
    const products = await client.call(productContract, 'ensureProducts', { body: { items: [product] } })
    const customer = { code: 'C1', name: 'Customer', country: 'China', phone: '1' }
    const customers = await client.call(partyContract, 'ensureCustomers', { body: { items: [customer] } })
    ids.productId = products.items[0]?.id ?? ''
    ids.customerId = customers.items[0]?.id ?? ''
    const price = { productId: ids.productId, currency: 'CNY', listPrice: '9.90' }
    await client.call(pricingContract, 'ensurePrices', { body: { items: [price] } })
    const opening = { productId: ids.productId, quantity: STOCK, lowStockLevel: '5' }
    await client.call(inventoryContract, 'openStock', { body: { items: [opening] } })
  })
  return ids
}

/** The platform's own tenant, whose operator starts releases. */
export async function openPlatform(services: Services): Promise<void> {
  const operator = {
    username: 'operator',
    displayName: 'Operator',
    password: PASSWORD,
    role: 'operator' as const,
  }
  await seedTenant(
    services,
    {
      id: 't_platform',
      slug: 'platform',
      kind: 'platform',
      name: 'Platform',
      currency: 'CNY',
      timeZone: 'Asia/Shanghai',
      plan: 'internal',
      region: 'cn-east',
      users: [operator],
    },
    async () => {},
  )
}

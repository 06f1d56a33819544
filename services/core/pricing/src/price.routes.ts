import { pricingContract } from '@portico/pricing-contract'
import { findVersion, requireVersion, type ServiceApp, type ServiceContext } from '@portico/service-kit'
import { PriceStore } from './price.store.ts'

const { routes } = pricingContract

export function priceRoutes(app: ServiceApp, { database }: ServiceContext) {
  const inTenant = <T>(tenantId: string, work: (prices: PriceStore) => Promise<T>) =>
    database.tenant(tenantId, tx => work(new PriceStore(tx, tenantId)))

  app.route({
    ...routes.readPrices,
    handler: async ({ caller: { tenantId }, body: { productIds } }) => ({
      items: await inTenant(tenantId, prices => prices.listByProducts(productIds)),
    }),
  })

  app.route({
    ...routes.putPrice,
    handler: ({ caller: { tenantId }, headers, params: { productId }, body }) => {
      const version = findVersion(headers)
      return inTenant(tenantId, prices => prices.put(productId, version, body))
    },
  })

  app.route({
    ...routes.removePrice,
    handler: async ({ caller: { tenantId }, headers, params: { productId } }, reply) => {
      const version = requireVersion(headers)
      await inTenant(tenantId, prices => prices.remove(productId, version))
      return reply.code(204).send(null)
    },
  })

  app.route({
    ...routes.ensurePrices,
    handler: async ({ caller: { tenantId }, body: { items } }) => ({
      items: await inTenant(tenantId, prices => prices.ensure(items)),
    }),
  })
}

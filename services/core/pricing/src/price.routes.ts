import {
  findVersion,
  Id,
  ItemsOf,
  MAX_BATCH,
  requireVersion,
  type ServiceApp,
  type ServiceContext,
  VersionHeaders,
} from '@portico/service-kit'
import Type from 'typebox'
import { EnsuredPrice, Price, PriceChange, WantedPrice } from './price.schema.ts'
import { PriceStore } from './price.store.ts'

const ProductParams = Type.Object({ productId: Id })
const BatchBody = Type.Object({ productIds: Type.Array(Id, { minItems: 1, maxItems: MAX_BATCH }) })
const EnsureBody = Type.Object({ items: Type.Array(WantedPrice, { minItems: 1, maxItems: MAX_BATCH }) })

export function priceRoutes(app: ServiceApp, { database }: ServiceContext) {
  const inTenant = <T>(tenantId: string, work: (prices: PriceStore) => Promise<T>) =>
    database.tenant(tenantId, tx => work(new PriceStore(tx, tenantId)))

  app.post(
    '/prices/batch',
    { schema: { body: BatchBody, response: { 200: ItemsOf(Price) } } },
    async request => {
      const { productIds } = request.body
      return { items: await inTenant(request.caller.tenantId, prices => prices.listByProducts(productIds)) }
    },
  )

  const put = { headers: VersionHeaders, params: ProductParams, body: PriceChange, response: { 200: Price } }
  app.put('/prices/:productId', { schema: put }, request => {
    const version = findVersion(request.headers)
    const { productId } = request.params
    return inTenant(request.caller.tenantId, prices => prices.put(productId, version, request.body))
  })

  const removal = {
    headers: VersionHeaders,
    params: ProductParams,
    response: { 204: Type.Null({ description: 'The product has no price now.' }) },
  }
  app.delete('/prices/:productId', { schema: removal }, async (request, reply) => {
    const version = requireVersion(request.headers)
    await inTenant(request.caller.tenantId, prices => prices.remove(request.params.productId, version))
    return reply.code(204).send(null)
  })

  const ensure = { body: EnsureBody, response: { 200: ItemsOf(EnsuredPrice) } }
  app.post('/prices/ensure', { schema: ensure }, async request => {
    const { items } = request.body
    return { items: await inTenant(request.caller.tenantId, prices => prices.ensure(items)) }
  })
}

import { inventoryContract } from '@portico/inventory-contract'
import { requireVersion, type ServiceApp, type ServiceContext } from '@portico/service-kit'
import { getSettings, listRules, setProductRule, setSettings } from '../stock/rules.ts'

const { routes } = inventoryContract

export function addRuleRoutes(app: ServiceApp, { database }: ServiceContext) {
  app.route({
    ...routes.getSettings,
    handler: ({ caller: { tenantId } }) => database.tenant(tenantId, tx => getSettings(tx, tenantId)),
  })

  app.route({
    ...routes.putSettings,
    handler: ({ caller: { tenantId }, headers, body }) => {
      const version = requireVersion(headers)
      return database.tenant(tenantId, tx => setSettings(tx, tenantId, version, body))
    },
  })

  app.route({
    ...routes.readRules,
    handler: ({ caller: { tenantId }, body }) =>
      database.tenant(tenantId, async tx => ({ items: await listRules(tx, tenantId, body.productIds) })),
  })

  app.route({
    ...routes.putRule,
    handler: ({ caller: { tenantId }, headers, params: { productId }, body }) => {
      const version = requireVersion(headers)
      return database.tenant(tenantId, tx => setProductRule(tx, tenantId, { productId, version }, body))
    },
  })
}

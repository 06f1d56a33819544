import {
  Id,
  ItemsOf,
  MAX_BATCH,
  Nullable,
  requireVersion,
  type ServiceApp,
  type ServiceContext,
  VersionHeaders,
} from '@portico/service-kit'
import Type from 'typebox'
import { BELOW_ZERO, getSettings, listRules, setProductRule, setSettings } from '../stock/rules.ts'

const BelowZero = Type.Enum([...BELOW_ZERO])
const Rule = { isTracked: Type.Boolean(), belowZero: BelowZero }
const RuleBody = Type.Object(Rule)
const OwnRule = Type.Object({ isTracked: Nullable(Type.Boolean()), belowZero: Nullable(BelowZero) })
const Settings = Type.Object({ ...Rule, version: Type.Integer() })
const ProductRule = Type.Object({
  productId: Id,
  own: OwnRule,
  inForce: Type.Object(Rule),
  version: Type.Integer(),
})
const ProductsBody = Type.Object({ productIds: Type.Array(Id, { minItems: 1, maxItems: MAX_BATCH }) })

/** `If-Match: "0"` where nothing has been set yet. */
export function addRuleRoutes(app: ServiceApp, { database }: ServiceContext) {
  app.get('/settings', { schema: { response: { 200: Settings } } }, ({ caller: { tenantId } }) =>
    database.tenant(tenantId, tx => getSettings(tx, tenantId)),
  )

  const put = { headers: VersionHeaders, body: RuleBody, response: { 200: Settings } }
  app.put('/settings', { schema: put }, ({ caller: { tenantId }, headers, body }) => {
    const version = requireVersion(headers)
    return database.tenant(tenantId, tx => setSettings(tx, tenantId, version, body))
  })

  const batch = { body: ProductsBody, response: { 200: ItemsOf(ProductRule) } }
  app.post('/rules/by-products', { schema: batch }, ({ caller: { tenantId }, body }) =>
    database.tenant(tenantId, async tx => ({ items: await listRules(tx, tenantId, body.productIds) })),
  )

  const params = Type.Object({ productId: Id })
  const putRule = { headers: VersionHeaders, params, body: OwnRule, response: { 200: ProductRule } }
  app.put('/rules/:productId', { schema: putRule }, ({ caller: { tenantId }, headers, params, body }) => {
    const version = requireVersion(headers)
    return database.tenant(tenantId, tx =>
      setProductRule(tx, tenantId, { productId: params.productId, version }, body),
    )
  })
}

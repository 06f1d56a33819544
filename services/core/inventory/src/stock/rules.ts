import type {
  OwnRule,
  OwnRuleChanges,
  ProductRule,
  StockRule,
  StockSettings,
} from '@portico/inventory-contract'
import { type Transaction, versionConflict } from '@portico/service-kit'

const DEFAULT: StockSettings = { isTracked: true, belowZero: 'REFUSE', version: 0 }

export async function getSettings(tx: Transaction, tenantId: string): Promise<StockSettings> {
  const found = await tx.find<StockSettings>(
    'select is_tracked as "isTracked", below_zero as "belowZero", version from stock_setting where tenant_id = $1',
    [tenantId],
  )
  return found ?? DEFAULT
}

/** The rules stay as they are until the transaction is over. Comes before every other lock. */
export async function keepRules(tx: Transaction, tenantId: string): Promise<void> {
  await tx.run('select pg_advisory_xact_lock_shared(hashtextextended($1, 0))', [lockOf(tenantId)])
}

/** The rule of each of these products, kept until the transaction is over. */
export async function holdRules(
  tx: Transaction,
  tenantId: string,
  productIds: string[],
): Promise<(productId: string) => StockRule> {
  await keepRules(tx, tenantId)
  const rules = await listRules(tx, tenantId, productIds)
  const byProduct = new Map(rules.map(({ productId, inForce }) => [productId, inForce]))
  return productId => byProduct.get(productId) ?? DEFAULT
}

export async function listRules(
  tx: Transaction,
  tenantId: string,
  productIds: string[],
): Promise<ProductRule[]> {
  const shop = await getSettings(tx, tenantId)
  const rows = await tx.list<OwnRule & { productId: string; version: number }>(
    `select product_id as "productId", is_tracked as "isTracked", below_zero as "belowZero", version
     from product_stock_rule where tenant_id = $1 and product_id = any($2)`,
    [tenantId, productIds],
  )
  const own = new Map(rows.map(row => [row.productId, row]))
  return [...new Set(productIds)].map(productId => toRule(shop, productId, own.get(productId)))
}

function toRule(shop: StockRule, productId: string, own?: OwnRule & { version: number }): ProductRule {
  const { isTracked = null, belowZero = null, version = 0 } = own ?? {}
  return {
    productId,
    own: { isTracked, belowZero },
    inForce: { isTracked: isTracked ?? shop.isTracked, belowZero: belowZero ?? shop.belowZero },
    version,
  }
}

/** Throws VERSION_CONFLICT. */
export async function setSettings(
  tx: Transaction,
  tenantId: string,
  version: number,
  { isTracked, belowZero }: StockRule,
): Promise<StockSettings> {
  await lockRules(tx, tenantId)
  const current = await getSettings(tx, tenantId)
  if (current.version !== version) throw versionConflict(current.version)
  await tx.run(
    `insert into stock_setting (tenant_id, is_tracked, below_zero) values ($1, $2, $3)
     on conflict (tenant_id) do update
       set is_tracked = $2, below_zero = $3, version = stock_setting.version + 1`,
    [tenantId, isTracked, belowZero],
  )
  return getSettings(tx, tenantId)
}

/** What is left out stays as it is. Throws VERSION_CONFLICT. */
export async function setProductRule(
  tx: Transaction,
  tenantId: string,
  { productId, version }: { productId: string; version: number },
  changes: OwnRuleChanges,
): Promise<ProductRule> {
  await lockRules(tx, tenantId)
  const current = await getRule(tx, tenantId, productId)
  if (current.version !== version) throw versionConflict(current.version)
  const { isTracked, belowZero } = { ...current.own, ...changes }
  await tx.run(
    `insert into product_stock_rule (tenant_id, product_id, is_tracked, below_zero) values ($1, $2, $3, $4)
     on conflict (tenant_id, product_id) do update
       set is_tracked = $3, below_zero = $4, version = product_stock_rule.version + 1`,
    [tenantId, productId, isTracked, belowZero],
  )
  return getRule(tx, tenantId, productId)
}

async function getRule(tx: Transaction, tenantId: string, productId: string): Promise<ProductRule> {
  const [rule] = await listRules(tx, tenantId, [productId])
  if (!rule) throw new Error('Every product asked for has a rule')
  return rule
}

/** Waits for whatever is being sold under the rules as they are, and keeps new sales waiting. */
async function lockRules(tx: Transaction, tenantId: string) {
  await tx.run('select pg_advisory_xact_lock(hashtextextended($1, 0))', [lockOf(tenantId)])
}

function lockOf(tenantId: string): string {
  return `inventory stock rules ${tenantId}`
}

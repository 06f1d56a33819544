import type { EnsuredPrice, Price, PriceChange, WantedPrice } from '@portico/pricing-contract'
import { problems, type Transaction, versionConflict } from '@portico/service-kit'

/** At least two digits after the dot, no zeros beyond: 12.5 is "12.50", 0.125 stays. */
const LIST_PRICE = `case when scale(trim_scale(list_price)) > 2 then trim_scale(list_price) else round(list_price, 2) end`
const COLUMNS = `product_id as "productId", currency, (${LIST_PRICE})::text as "listPrice", version`

/** The tenant is in every statement for the index; row-level security holds without it too. */
export class PriceStore {
  readonly #tx: Transaction
  readonly #tenantId: string

  constructor(tx: Transaction, tenantId: string) {
    this.#tx = tx
    this.#tenantId = tenantId
  }

  listByProducts(productIds: readonly string[]): Promise<Price[]> {
    return this.#tx.list<Price>(
      `select ${COLUMNS} from price where tenant_id = $1 and product_id = any($2)`,
      [this.#tenantId, productIds],
    )
  }

  /** `version` is null when the caller knows of no price yet. Throws `VERSION_REQUIRED`, `VERSION_CONFLICT`, `NOT_FOUND`. */
  async put(productId: string, version: number | null, price: PriceChange): Promise<Price> {
    if (version !== null) return this.#update(productId, version, price)
    const created = await this.#tx.find<Price>(
      `insert into price (tenant_id, product_id, currency, list_price) values ($1, $2, $3, $4)
       on conflict (tenant_id, product_id) do nothing returning ${COLUMNS}`,
      [this.#tenantId, productId, price.currency, price.listPrice],
    )
    if (created) return created
    throw problems.VERSION_REQUIRED('The product has a price; send If-Match with its version.')
  }

  /** Makes prices of products that have none. Safe beside other callers of the same products. */
  async ensure(items: readonly WantedPrice[]): Promise<EnsuredPrice[]> {
    const wanted = new Map(items.map(item => [item.productId, item]))
    const rows = await this.#tx.list<{ productId: string }>(
      `insert into price (tenant_id, product_id, currency, list_price)
       select $1, "productId", currency, "listPrice"
       from jsonb_to_recordset($2) as given("productId" text, currency text, "listPrice" numeric)
       order by "productId" on conflict (tenant_id, product_id) do nothing returning product_id as "productId"`,
      [this.#tenantId, JSON.stringify([...wanted.values()])],
    )
    const created = new Set(rows.map(({ productId }) => productId))
    return [...wanted.keys()].map(productId => ({ productId, isCreated: created.has(productId) }))
  }

  /** Repeating it changes nothing. Throws `VERSION_CONFLICT`. */
  async remove(productId: string, version: number): Promise<void> {
    const removed = await this.#tx.run(
      'delete from price where tenant_id = $1 and product_id = $2 and version = $3',
      [this.#tenantId, productId, version],
    )
    const [current] = removed === 0 ? await this.listByProducts([productId]) : []
    if (current) throw versionConflict(current.version)
  }

  async #update(productId: string, version: number, price: PriceChange): Promise<Price> {
    const updated = await this.#tx.find<Price>(
      `update price set currency = $4, list_price = $5, version = version + 1, updated_at = now()
       where tenant_id = $1 and product_id = $2 and version = $3 returning ${COLUMNS}`,
      [this.#tenantId, productId, version, price.currency, price.listPrice],
    )
    if (updated) return updated
    const [current] = await this.listByProducts([productId])
    throw current
      ? versionConflict(current.version)
      : problems.NOT_FOUND(`Product ${productId} has no price.`)
  }
}

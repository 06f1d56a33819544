import { createHash } from 'node:crypto'
import type { CallContext, Transaction } from '@portico/service-kit'
import type { SalesStore } from '../documents/sales-store.ts'
import type { Catalog, Ensured, WantedCustomer, WantedProduct } from '../upstream/catalog.ts'
import type { ImportClaim, Step } from './job/claim.ts'
import { kindOf } from './product-kind.ts'

const BATCH = 1000

interface PricedProduct {
  code: string
  name: string
  listPrice: string | null
}

// Batches are cut by code from rows that no longer change, so after a crash the same batch is asked for with the same
// idempotency key and its answer - what was created - is the one that was lost.

/** Makes the products the file names, and their list prices: the last price each was sold at. */
export async function ensureProducts(
  store: SalesStore,
  claim: ImportClaim,
  catalog: Catalog,
  context: CallContext,
) {
  const { currency } = await claim.read()
  for (;;) {
    const batch = await store.tenant(claim.tenantId, tx => nextProducts(tx, claim))
    const first = batch[0]
    if (!first) break
    const ensured = await catalog.ensureProducts(
      context,
      batch.map(toProduct),
      keyOf(claim, 'products', first.code),
    )
    const prices = pricesOf(batch, ensured)
    if (prices.length > 0) await catalog.ensurePrices(context, currency, prices)
    await claim.step(tx => keepMatches(tx, claim, 'PRODUCT', ensured))
  }
  await claim.step(async () => ({ stage: 'CUSTOMERS' }))
}

/** Makes the customers the file names. Rows without one are counter sales. */
export async function ensureCustomers(
  store: SalesStore,
  claim: ImportClaim,
  catalog: Catalog,
  context: CallContext,
) {
  for (;;) {
    const batch = await store.tenant(claim.tenantId, tx => nextCustomers(tx, claim))
    const first = batch[0]
    if (!first) break
    const ensured = await catalog.ensureCustomers(context, batch, keyOf(claim, 'customers', first.code))
    await claim.step(tx => keepMatches(tx, claim, 'CUSTOMER', ensured))
  }
  await claim.step(async () => ({ stage: 'DOCUMENTS' }))
}

/** Codes may be Chinese or long; a header may not. */
function keyOf({ importId }: ImportClaim, what: string, firstCode: string): string {
  const batch = createHash('sha256').update(firstCode).digest('base64url')
  return `import-${importId}-${what}-${batch}`
}

/** The next codes after those matched, with the first description that says something. */
function nextProducts(tx: Transaction, { tenantId, importId }: ImportClaim): Promise<PricedProduct[]> {
  return tx.list<PricedProduct>(
    `select product_code as code,
       coalesce((array_agg(description order by row) filter (where description is not null))[1], product_code) as name,
       trim_scale((array_agg(unit_price order by ordered_at desc, row desc) filter (where unit_price > 0))[1]) as "listPrice"
     from import_row where tenant_id = $1 and import_id = $2 and problem is null and product_code > ${lastMatched('PRODUCT')}
     group by product_code order by product_code limit $3`,
    [tenantId, importId, BATCH],
  )
}

function nextCustomers(tx: Transaction, { tenantId, importId }: ImportClaim): Promise<WantedCustomer[]> {
  return tx.list<WantedCustomer>(
    `select customer_code as code,
       coalesce((array_agg(customer_name order by row) filter (where customer_name is not null))[1], customer_code) as name,
       (array_agg(country order by row) filter (where country is not null))[1] as country
     from import_row where tenant_id = $1 and import_id = $2 and problem is null and customer_code > ${lastMatched('CUSTOMER')}
     group by customer_code order by customer_code limit $3`,
    [tenantId, importId, BATCH],
  )
}

function lastMatched(kind: 'PRODUCT' | 'CUSTOMER'): string {
  const matches = `select max(code) from import_match where tenant_id = $1 and import_id = $2 and kind = '${kind}'`
  return `coalesce((${matches}), '')`
}

function toProduct({ code, name }: PricedProduct): WantedProduct {
  return { code, name, kind: kindOf(code, name) }
}

function pricesOf(batch: PricedProduct[], ensured: Ensured[]) {
  const ids = new Map(ensured.map(({ code, id }) => [code, id]))
  return batch.flatMap(({ code, name, listPrice }) => {
    const productId = ids.get(code)
    return productId && listPrice && kindOf(code, name) === 'GOODS' ? [{ productId, listPrice }] : []
  })
}

async function keepMatches(
  tx: Transaction,
  { tenantId, importId }: ImportClaim,
  kind: 'PRODUCT' | 'CUSTOMER',
  ensured: Ensured[],
): Promise<Step> {
  await tx.run(
    `insert into import_match (tenant_id, import_id, kind, code, target_id)
     select $1, $2, $3, e.code, e.id from unnest($4::text[], $5::text[]) as e (code, id) on conflict do nothing`,
    [tenantId, importId, kind, ensured.map(({ code }) => code), ensured.map(({ id }) => id)],
  )
  const created = ensured.filter(({ isCreated }) => isCreated).length
  return kind === 'PRODUCT' ? { productsCreated: created } : { customersCreated: created }
}

import { newId, type Transaction } from '@portico/service-kit'
import { book, type LedgerEntry } from './ledger.ts'
import { lockItems, type OrderKey } from './reservations.ts'
import { holdRules } from './rules.ts'
import { getDefaultWarehouse } from './warehouses.ts'

/** Decimal text, more than zero; each product once. */
interface ReturnedGoods {
  productId: string
  quantity: string
}

interface Shelf {
  itemId: string
  productId: string
}

/**
 * Goods of a credit note come back: to the warehouse that most of the product was issued from, or the default one where
 * the order took none. A receipt with the reason RETURN and the credit note's number; nothing of what is not tracked.
 */
export async function receiveReturn(
  tx: Transaction,
  key: OrderKey,
  reference: string,
  goods: ReturnedGoods[],
): Promise<void> {
  const productIds = goods.map(({ productId }) => productId)
  const ruleOf = await holdRules(tx, key.tenantId, productIds)
  const tracked = productIds.filter(productId => ruleOf(productId).isTracked)
  const shelves = await lockShelves(tx, key, tracked)
  const quantities = new Map(goods.map(({ productId, quantity }) => [productId, quantity]))
  const entries = shelves.map(({ itemId, productId }): LedgerEntry => {
    const onHandDelta = quantities.get(productId) ?? '0'
    return { itemId, kind: 'RECEIPT', onHandDelta, reservedDelta: '0' }
  })
  await book(tx, key.tenantId, entries, { reason: 'RETURN', reference })
}

async function lockShelves(tx: Transaction, key: OrderKey, productIds: string[]): Promise<Shelf[]> {
  const { tenantId } = key
  const homes = await findHomes(tx, key, productIds)
  const homeless = productIds.filter(id => !homes.some(({ productId }) => productId === id))
  const made = homeless.length > 0 ? await ensureDefaultItems(tx, tenantId, homeless) : []
  const shelves = [...homes, ...made]
  await lockItems(tx, key, shelves)
  return shelves
}

function findHomes(tx: Transaction, { tenantId, orderId }: OrderKey, productIds: string[]): Promise<Shelf[]> {
  return tx.list<Shelf>(
    `select distinct on (s.product_id) s.id as "itemId", s.product_id as "productId"
     from reservation_line l join stock_item s on s.tenant_id = l.tenant_id and s.id = l.item_id
     where l.tenant_id = $1 and l.order_id = $2 and s.product_id = any($3)
     order by s.product_id, l.quantity desc, s.id`,
    [tenantId, orderId, productIds],
  )
}

/** Inserted in the order of products, so that two returns wait for each other instead of deadlocking. */
async function ensureDefaultItems(tx: Transaction, tenantId: string, productIds: string[]): Promise<Shelf[]> {
  const { id: warehouseId } = await getDefaultWarehouse(tx, tenantId)
  const wanted = productIds.toSorted()
  await tx.run(
    `insert into stock_item (tenant_id, id, warehouse_id, product_id)
     select $1, i.id, $2, i.product_id from unnest($3::text[], $4::text[]) as i (id, product_id)
     on conflict (tenant_id, warehouse_id, product_id) do nothing`,
    [tenantId, warehouseId, wanted.map(() => newId()), wanted],
  )
  return tx.list<Shelf>(
    `select id as "itemId", product_id as "productId" from stock_item
     where tenant_id = $1 and warehouse_id = $2 and product_id = any($3)`,
    [tenantId, warehouseId, wanted],
  )
}

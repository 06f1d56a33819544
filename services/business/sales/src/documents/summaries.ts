import type { BestProduct, DaySummary, Period } from '@portico/sales-contract'
import type { Transaction } from '@portico/service-kit'
import { IS_SALE } from './sales.ts'

const SOLD = `d.tenant_id = $1 and ${IS_SALE}
  and d.ordered_at >= $2::date::timestamp at time zone $4 and d.ordered_at < ($3::date + 1)::timestamp at time zone $4`

/** Every day of the period, also those without a sale. Credit notes are not counted as orders. */
export function summarizeDays(tx: Transaction, tenantId: string, { from, to, timeZone }: Period) {
  return tx.list<DaySummary>(
    `with sold as (
       select (d.ordered_at at time zone $4)::date as day, sum(d.total) as total,
         count(*) filter (where d.kind = 'ORDER') as orders
       from document d where ${SOLD} group by 1
     )
     select day.at::date as date, coalesce(sold.total, 0.00) as total, coalesce(sold.orders, 0)::int as "orderCount"
     from generate_series($2::date::timestamp, $3::date::timestamp, interval '1 day') as day (at)
     left join sold on sold.day = day.at::date order by 1`,
    [tenantId, from, to, timeZone],
  )
}

export function listBestProducts(
  tx: Transaction,
  tenantId: string,
  { from, to, timeZone }: Period,
  first: number,
) {
  return tx.list<BestProduct>(
    `select l.product_id as "productId", trim_scale(sum(l.quantity)) as quantity, sum(l.amount) as total
     from document d join line l on l.tenant_id = d.tenant_id and l.document_id = d.id
     where ${SOLD} and l.tenant_id = $1 and l.product_id is not null
     group by l.product_id order by sum(l.amount) desc, l.product_id limit $5`,
    [tenantId, from, to, timeZone, first],
  )
}

import { type Clearing, clearByTenant, findTenants, type Transaction } from '@portico/service-kit'
import { commonConditions, conditionsOf, type DocumentFilter, periodOf, Values } from './conditions.ts'
import { IS_SALE } from './sales.ts'

const DAYS_AT_ONCE = 500

/** How many there are of a kind, and what they come to. */
interface Tally {
  count: number
  amount: string
}

/** Over a whole filter; `orders` and `creditNotes` are sales, as the figures of a period count them. */
export interface DocumentSums {
  all: Tally
  orders: Tally
  creditNotes: Tally
  drafts: Tally
  cancelled: Tally
}

/** Documents that are looked at one by one for a text are summed up to `limit` of them. */
export async function sumDocuments(
  tx: Transaction,
  tenantId: string,
  filter: DocumentFilter,
  limit?: number,
): Promise<DocumentSums> {
  const values = new Values()
  const rows = countedRows(values, tenantId, filter)
  const counted = filter.search && limit ? `${rows} limit ${values.add(limit)}` : rows
  const { sums } = await tx.get<{ sums: DocumentSums }>(
    `select json_build_object(
       'all', ${tally('true')},
       'orders', ${tally(`${IS_SALE} and kind = 'ORDER'`)},
       'creditNotes', ${tally(`${IS_SALE} and kind = 'CREDIT_NOTE'`)},
       'drafts', ${tally(`status = 'DRAFT'`)},
       'cancelled', ${tally(`status = 'CANCELLED'`)}
     ) as sums from (${counted}) as counted`,
    values.list,
  )
  return sums
}

function tally(condition: string): string {
  const count = `coalesce(sum(documents) filter (where ${condition}), 0)`
  const amount = `coalesce(sum(total) filter (where ${condition}), 0.00)::text`
  return `json_build_object('count', ${count}, 'amount', ${amount})`
}

/**
 * Rows whose sums are those of the filter. What was added up knows neither customers nor texts; for them each document is
 * looked at. The days of a filter are those of a time zone: whole days of UTC between them are added up, and the documents
 * of what is left at both ends are counted.
 */
function countedRows(values: Values, tenantId: string, filter: DocumentFilter): string {
  const { customerId, search, ids } = filter
  if (customerId || search || ids) return documentsWhere(conditionsOf(values, tenantId, filter))
  const common = commonConditions(values, tenantId, filter)
  const { since, before } = periodOf(values, filter)
  const firstDay = since && `(${dayOf(since)} + case when ${since} > ${midnight(since)} then 1 else 0 end)`
  const lastDay = before && dayOf(before)
  return [
    `select kind, status, documents, total from document_tally where ${[
      ...common,
      ...(firstDay ? [`day >= ${firstDay}`] : []),
      ...(lastDay ? [`day < ${lastDay}`] : []),
    ].join(' and ')}`,
    ...(since && firstDay
      ? [
          documentsWhere([
            ...common,
            `ordered_at >= ${since}`,
            `ordered_at < ${least(startOf(firstDay), before)}`,
          ]),
        ]
      : []),
    ...(before && lastDay
      ? [
          documentsWhere([
            ...common,
            `ordered_at >= ${greatest(startOf(lastDay), firstDay && startOf(firstDay))}`,
            `ordered_at < ${before}`,
          ]),
        ]
      : []),
  ].join(' union all ')
}

function documentsWhere(conditions: string[]): string {
  return `select kind, status, 1 as documents, total from document where ${conditions.join(' and ')}`
}

function dayOf(instant: string): string {
  return `(${instant} at time zone 'UTC')::date`
}

function startOf(day: string): string {
  return `(${day}::timestamp at time zone 'UTC')`
}

function midnight(instant: string): string {
  return startOf(dayOf(instant))
}

function least(instant: string, other: string | null): string {
  return other ? `least(${instant}, ${other})` : instant
}

function greatest(instant: string, other: string | null): string {
  return other ? `greatest(${instant}, ${other})` : instant
}

/** For the sweep: the days in which documents were written since it last came. */
export const addUpTallies: Clearing = clearByTenant({
  find: (tx, limit) => findTenants(tx, 'document_tally where is_change', limit),
  clear: async (tx, tenantId) => {
    const { count } = await tx.get<{ count: number }>(
      `with changed as (
         select distinct day from document_tally where tenant_id = $1 and is_change limit $2
       ), former as (
         delete from document_tally where tenant_id = $1 and day in (select day from changed)
         returning day, kind, status, documents, total
       ), whole as (
         insert into document_tally (tenant_id, day, kind, status, documents, total, is_change)
         select $1, day, kind, status, sum(documents), sum(total), false
         from former group by day, kind, status having sum(documents) <> 0 or sum(total) <> 0
       )
       select count(*)::int as count from changed`,
      [tenantId, DAYS_AT_ONCE],
    )
    return count
  },
})

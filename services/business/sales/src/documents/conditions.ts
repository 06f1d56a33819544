import type { DocumentKind } from '@portico/sales-contract'
import { containsPattern, SearchIndex, type Transaction } from '@portico/service-kit'

/** `from` and `to` are inclusive days in `timeZone`. */
export interface DocumentFilter {
  kind?: DocumentKind | undefined
  statuses?: string[] | undefined
  customerId?: string | undefined
  search?: string | undefined
  /** Those that the text of a search was found in. */
  ids?: readonly string[] | undefined
  from?: string | undefined
  to?: string | undefined
  timeZone: string
}

export const documentSearch = new SearchIndex({ table: 'document', texts: ['number', 'note'] })

/** The same filter, by the ids of what is found where those are few. */
export async function lookUpSearch(
  tx: Transaction,
  tenantId: string,
  filter: DocumentFilter,
): Promise<DocumentFilter> {
  if (!filter.search) return filter
  const { ids } = await documentSearch.find(tx, tenantId, filter.search)
  return ids ? { ...filter, search: undefined, ids } : filter
}

/** Values of a statement, by the order in which they were named. */
export class Values {
  readonly list: unknown[] = []

  /** The placeholder of the value. */
  add(value: unknown): string {
    this.list.push(value)
    return `$${this.list.length}`
  }
}

/** Only what is asked for: a condition that holds for null as well keeps PostgreSQL from the index that fits. */
export function conditionsOf(values: Values, tenantId: string, filter: DocumentFilter): string[] {
  const { customerId, search, ids } = filter
  const { since, before } = periodOf(values, filter)
  return [
    ...commonConditions(values, tenantId, filter),
    ...(customerId ? [`customer_id = ${values.add(customerId)}`] : []),
    ...(search ? [searchCondition(values, search)] : []),
    ...(ids ? [`id = any(${values.add(ids)})`] : []),
    ...(since ? [`ordered_at >= ${since}`] : []),
    ...(before ? [`ordered_at < ${before}`] : []),
  ]
}

/** Those that the tally knows as well. */
export function commonConditions(
  values: Values,
  tenantId: string,
  { kind, statuses }: DocumentFilter,
): string[] {
  return [
    `tenant_id = ${values.add(tenantId)}`,
    ...(kind ? [`kind = ${values.add(kind)}`] : []),
    ...(statuses ? [statusCondition(values, statuses)] : []),
  ]
}

/** One status alone is an equality: an index that goes on by date then gives its rows in order. */
function statusCondition(values: Values, statuses: string[]): string {
  const [status, ...others] = statuses
  return others.length === 0 && status !== undefined
    ? `status = ${values.add(status)}`
    : `status = any(${values.add(statuses)}::text[])`
}

export function searchCondition(values: Values, search: string): string {
  return documentSearch.condition(values.add(containsPattern(search)))
}

/** The instants of a filter's days; null: it has none on that side. */
export function periodOf(values: Values, { from, to, timeZone }: DocumentFilter) {
  const zone = from || to ? values.add(timeZone) : ''
  return {
    since: from ? `(${values.add(from)}::date::timestamp at time zone ${zone})` : null,
    before: to ? `((${values.add(to)}::date + 1)::timestamp at time zone ${zone})` : null,
  }
}

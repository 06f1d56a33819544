import type { OrderFilter } from '@portico/sales-contract'
import type { DocumentFilter } from '../documents/conditions.ts'
import { requireTimeZone } from './time-zone.ts'

/** Throws INVALID_REQUEST for a time zone that is none. */
export function toFilter(query: OrderFilter): DocumentFilter {
  const { kind, status, customerId, search, from, to, timeZone = 'UTC' } = query
  const statuses = status?.split(',').filter(Boolean)
  return {
    kind,
    statuses: statuses?.length ? statuses : undefined,
    customerId,
    search,
    from,
    to,
    timeZone: requireTimeZone(timeZone),
  }
}

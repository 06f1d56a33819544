import { Day, Id } from '@portico/service-kit'
import Type, { type Static } from 'typebox'
import type { DocumentFilter } from '../documents/list.ts'
import { Kind, requireTimeZone, Zone } from './schemas.ts'

/** What narrows the list of orders, and its export. */
export const OrderFilterQuery = Type.Object({
  kind: Type.Optional(Kind),
  status: Type.Optional(Type.String({ maxLength: 100, description: 'Statuses separated by commas.' })),
  customerId: Type.Optional(Id),
  search: Type.Optional(Type.String({ maxLength: 200 })),
  from: Type.Optional(Day),
  to: Type.Optional(Day),
  timeZone: Type.Optional(Zone),
})

/** Throws INVALID_REQUEST for a time zone that is none. */
export function toFilter(query: Static<typeof OrderFilterQuery>): DocumentFilter {
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

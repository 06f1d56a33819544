import { type EventRecord, findChangedEvents, findMissingEvents } from './event-breaches.ts'
import { answeredField, askedField } from './fields.ts'
import { findMisfits, type Schema } from './schema-fit.ts'

/** A contract as it is kept in `released.json`. */
export interface ContractRecord {
  service: string
  version: number
  routes: Record<string, RouteRecord>
  events?: Record<string, EventRecord>
}

interface RouteRecord {
  method: string
  url: string
  maxFileBytes?: number
  schema: {
    params?: Schema
    querystring?: Schema
    headers?: Schema
    body?: Schema
    response?: Record<string, Schema>
  }
}

const ASKED = ['params', 'querystring', 'headers', 'body'] as const

/**
 * Where `now` breaks what `released` promised, in words; none while only things were added. Services of both are in
 * use at once, beside one gateway: what a caller of the released one sends must still be understood, and what it reads must still be answered.
 * A raised version lets routes go, for it says that the old ones are still served, and events that no consumer takes any
 * more; it never changes what messages of one name hold.
 */
export function findBreaches(released: ContractRecord, now: ContractRecord): string[] {
  const changed = findChangedEvents(released.events, now.events)
  if (now.version > released.version) return changed
  return [...breachesOfRoutes(released, now), ...findMissingEvents(released.events, now.events), ...changed]
}

function breachesOfRoutes(released: ContractRecord, now: ContractRecord): string[] {
  return Object.entries(released.routes).flatMap(([name, route]) => {
    const current = now.routes[name]
    if (!current) return [`${name}: the route is missing`]
    if (current.method !== route.method || current.url !== route.url)
      return [`${name}: ${route.method} ${route.url} became ${current.method} ${current.url}`]
    return [
      ...breachesOfFile(name, route, current),
      ...breachesOfRequest(name, route, current),
      ...breachesOfAnswer(name, route, current),
    ]
  })
}

function breachesOfFile(name: string, released: RouteRecord, now: RouteRecord): string[] {
  const [before = 0, after = 0] = [released.maxFileBytes, now.maxFileBytes]
  return after < before ? [`${name}: files of ${before} bytes are not taken any more, ${after} at most`] : []
}

function breachesOfRequest(name: string, released: RouteRecord, now: RouteRecord): string[] {
  return ASKED.flatMap(part => {
    const [before, after] = [released.schema[part], now.schema[part]]
    if (!after) return before ? [`${name} ${part}: is not read any more`] : []
    if (!before) return findMisfits({ type: 'object' }, after, `${name} ${part}`, askedField)
    return findMisfits(before, after, `${name} ${part}`, askedField)
  })
}

function breachesOfAnswer(name: string, released: RouteRecord, now: RouteRecord): string[] {
  const [before, after] = [released.schema.response ?? {}, now.schema.response ?? {}]
  const statuses = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...statuses].flatMap(status => {
    const at = `${name} ${status}`
    const [was, is] = [before[status], after[status]]
    if (was && is) return findMisfits(is, was, at, answeredField)
    return [was ? `${at}: is not answered any more` : `${at}: is a new answer`]
  })
}

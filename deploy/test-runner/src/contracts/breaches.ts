import { findMisfits, type OnField, type Schema } from './schema-fit.ts'

/** A contract as it is kept in `released.json`. */
export interface ContractRecord {
  service: string
  version: number
  routes: Record<string, RouteRecord>
}

interface RouteRecord {
  method: string
  url: string
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
 */
export function findBreaches(released: ContractRecord, now: ContractRecord): string[] {
  return Object.entries(released.routes).flatMap(([name, route]) => {
    const current = now.routes[name]
    if (!current) return [`${name}: the route is missing`]
    if (current.method !== route.method || current.url !== route.url)
      return [`${name}: ${route.method} ${route.url} became ${current.method} ${current.url}`]
    return [...breachesOfRequest(name, route, current), ...breachesOfAnswer(name, route, current)]
  })
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

/** `inner` is what callers send, `outer` what is read. */
const askedField: OnField = (path, inner, _outer, isRequired) => {
  if (inner) return [`${path}: is not read any more`]
  return isRequired ? [`${path}: is new and must be sent; callers of the released contract do not`] : []
}

/** `inner` is what is answered now, `outer` what callers read. */
const answeredField: OnField = (path, inner, _outer, isRequired) => {
  if (!inner) return [`${path}: is not answered any more`]
  return isRequired
    ? [`${path}: is new, so services that are in use do not answer it; make it Type.Optional`]
    : []
}

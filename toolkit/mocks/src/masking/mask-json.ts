import { isKept, type KeepRules } from './keep-rules.ts'
import { maskValue } from './mask-value.ts'
import type { Pseudonyms } from './pseudonyms.ts'

/** As much of JSON Schema as contracts of services use. What has another shape says nothing of its values. */
interface Shape {
  properties?: Readonly<Record<string, Shape>>
  items?: Shape
  anyOf?: readonly Shape[]
  patternProperties?: Readonly<Record<string, Shape>>
  enum?: readonly unknown[]
  const?: unknown
}

const DAY = /^\d{4}-\d\d-\d\d$/
const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/

/**
 * A copy of a value of a contract that may be written down: values are pseudonyms unless they are of a closed list, a Boolean, or kept
 * by a rule; members that the contract does not name are left out. `place`: of the value, as rules name it.
 */
export function maskJson(
  value: unknown,
  { shape, place }: { shape: unknown; place: string },
  parts: { keep: KeepRules; pseudonyms: Pseudonyms },
): unknown {
  const { keep, pseudonyms } = parts
  if (value === null || value === undefined || typeof value === 'boolean' || isKept(keep, place)) return value
  const shapes = shapesOf(shape)
  if (Array.isArray(value)) {
    const below = shapes.find(({ items }) => items !== undefined)?.items
    return value.map(each => maskJson(each, { shape: below, place }, parts))
  }
  if (typeof value === 'object') return maskMembers(value, shapes, place, parts)
  if (shapes.some(each => each.const === value || each.enum?.includes(value))) return value
  if (typeof value === 'string' && (DAY.test(value) || TIME.test(value))) return pseudonyms.ofDate(value)
  return maskValue(value, pseudonyms)
}

function maskMembers(
  value: object,
  shapes: readonly Shape[],
  place: string,
  parts: { keep: KeepRules; pseudonyms: Pseudonyms },
): unknown {
  const named = Object.assign({}, ...shapes.map(({ properties }) => properties)) as Record<string, Shape>
  const [open] = shapes.flatMap(({ patternProperties = {} }) => Object.values(patternProperties))
  const entries = Object.entries(value).flatMap(([name, each]): [string, unknown][] => {
    if (Object.hasOwn(named, name))
      return [[name, maskJson(each, { shape: named[name], place: `${place}.${name}` }, parts)]]
    if (open === undefined) return []
    const below = { shape: open, place: `${place}.${name}` }
    return [[parts.pseudonyms.ofText(name), maskJson(each, below, parts)]]
  })
  return Object.fromEntries(entries)
}

/** The branches of a union, or the one. */
function shapesOf(shape: unknown): Shape[] {
  if (typeof shape !== 'object' || shape === null) return []
  const { anyOf, ...own } = shape as Shape
  return [own, ...(anyOf ?? []).flatMap(shapesOf)]
}

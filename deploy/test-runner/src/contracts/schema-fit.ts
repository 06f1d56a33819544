/** A JSON schema as TypeBox writes it. */
export interface Schema {
  readonly [keyword: string]: unknown
}

/** What a bound of each keyword does: a `ceiling` may only rise where more is to be allowed, a `floor` only fall. */
const BOUNDS = {
  maxLength: 'ceiling',
  maxItems: 'ceiling',
  maximum: 'ceiling',
  exclusiveMaximum: 'ceiling',
  minLength: 'floor',
  minItems: 'floor',
  minimum: 'floor',
  exclusiveMinimum: 'floor',
} as const

/** Two patterns cannot be compared, so a pattern that stands must be the same. */
const SAME = ['pattern', 'format', 'multipleOf', 'uniqueItems', 'additionalProperties'] as const

/**
 * Where `outer` refuses a value that `inner` allows, in words, each with its path; none: all that fits `inner` fits `outer`.
 * Fields of an object that one of the two does not have are handed to `onField`, for what they mean depends on who speaks.
 */
export function findMisfits(inner: Schema, outer: Schema, path: string, onField: OnField): string[] {
  const options = optionsOf(outer)
  return optionsOf(inner).flatMap(option => {
    const alike = options.filter(other => isAlike(option, other))
    const candidates = alike.length > 0 ? alike : options
    const found = candidates.map(other => misfitsOfOption(option, other, path, onField))
    const fewest = found.toSorted((a, b) => a.length - b.length)[0] ?? []
    if (fewest.length === 0 || alike.length > 0 || options.length === 1) return fewest
    return [`${path}: ${nameOf(option)} is not allowed`]
  })
}

export type OnField = (
  path: string,
  inner: Schema | null,
  outer: Schema | null,
  isRequired: boolean,
) => string[]

/** A union is its parts, an enum its values. */
function optionsOf(schema: Schema): Schema[] {
  if (Array.isArray(schema.anyOf)) return (schema.anyOf as Schema[]).flatMap(optionsOf)
  if (Array.isArray(schema.enum)) return schema.enum.map(value => ({ const: value }))
  return [schema]
}

function misfitsOfOption(inner: Schema, outer: Schema, path: string, onField: OnField): string[] {
  if (!('type' in outer) && !('const' in outer)) return []
  if ('const' in outer) return inner.const === outer.const ? [] : [`${path}: ${nameOf(inner)} is not allowed`]
  if ('const' in inner)
    return typeof inner.const === outer.type ? [] : [`${path}: ${nameOf(inner)} is not allowed`]
  if (!hasTypeOf(inner, outer)) return [`${path}: ${nameOf(inner)} is not ${nameOf(outer)}`]
  return [
    ...misfitsOfBounds(inner, outer, path),
    ...misfitsOfItems(inner, outer, path, onField),
    ...misfitsOfFields(inner, outer, path, onField),
  ]
}

function hasTypeOf(inner: Schema, outer: Schema): boolean {
  return inner.type === outer.type || (inner.type === 'integer' && outer.type === 'number')
}

function isAlike(inner: Schema, outer: Schema): boolean {
  return 'type' in inner && hasTypeOf(inner, outer)
}

function misfitsOfBounds(inner: Schema, outer: Schema, path: string): string[] {
  const narrowed = Object.entries(BOUNDS).flatMap(([keyword, kind]) => {
    const [from, to] = [inner[keyword], outer[keyword]]
    if (typeof to !== 'number') return []
    const isWide = typeof from === 'number' && (kind === 'ceiling' ? from <= to : from >= to)
    return isWide ? [] : [`${path}: ${keyword} ${from ?? 'none'} against ${to}`]
  })
  const differing = SAME.filter(keyword => keyword in outer && inner[keyword] !== outer[keyword])
  return [...narrowed, ...differing.map(keyword => `${path}: ${keyword} differs`)]
}

function misfitsOfItems(inner: Schema, outer: Schema, path: string, onField: OnField): string[] {
  if (inner.type !== 'array') return []
  return findMisfits(asSchema(inner.items), asSchema(outer.items), `${path}[]`, onField)
}

function misfitsOfFields(inner: Schema, outer: Schema, path: string, onField: OnField): string[] {
  if (inner.type !== 'object') return []
  const [own, theirs] = [fieldsOf(inner), fieldsOf(outer)]
  const names = new Set([...Object.keys(own), ...Object.keys(theirs)])
  return [...names].flatMap(name => {
    const at = `${path}.${name}`
    const [mine, other] = [own[name], theirs[name]]
    if (!mine || !other) return onField(at, mine ?? null, other ?? null, requires(mine ? inner : outer, name))
    const missing =
      requires(outer, name) && !requires(inner, name) ? [`${at}: may be left out, and must not be`] : []
    return [...missing, ...findMisfits(mine, other, at, onField)]
  })
}

function fieldsOf(schema: Schema): Record<string, Schema> {
  return (schema.properties ?? {}) as Record<string, Schema>
}

function requires(schema: Schema, name: string): boolean {
  return Array.isArray(schema.required) && schema.required.includes(name)
}

function asSchema(value: unknown): Schema {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function nameOf(schema: Schema): string {
  return 'const' in schema ? JSON.stringify(schema.const) : String(schema.type ?? 'any value')
}

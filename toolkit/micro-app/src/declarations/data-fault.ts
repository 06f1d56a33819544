import { type DataSchema, type DataType, LOWER_LIMITS, UPPER_LIMITS } from './data-schema.ts'

/** The first place where a value is not what the schema says, such as `items[0].id: expected string`; null: it fits. */
export function findDataFault(schema: DataSchema, value: unknown, path = ''): string | null {
  if (schema.anyOf)
    return schema.anyOf.some(each => findDataFault(each, value) === null)
      ? null
      : fault(path, 'another shape')
  if (schema.const !== undefined && value !== schema.const) return fault(path, JSON.stringify(schema.const))
  if (schema.enum && !schema.enum.some(each => each === value))
    return fault(path, `one of ${JSON.stringify(schema.enum)}`)
  if (schema.type === undefined) return null
  if (!isOf(schema.type, value)) return fault(path, schema.type)
  return findLimitFault(schema, value, path) ?? findInnerFault(schema, value, path)
}

function isOf(type: DataType, value: unknown): boolean {
  switch (type) {
    case 'null':
      return value === null
    case 'array':
      return Array.isArray(value)
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value)
    case 'integer':
      return Number.isInteger(value)
    case 'number':
      return Number.isFinite(value)
    default:
      return typeof value === type
  }
}

function findLimitFault(schema: DataSchema, value: unknown, path: string): string | null {
  const measure = typeof value === 'number' ? value : lengthOf(value)
  if (measure === null) return null
  for (const limit of LOWER_LIMITS)
    if (measure < (schema[limit] ?? measure)) return fault(path, `${limit} ${schema[limit]}`)
  for (const limit of UPPER_LIMITS)
    if (measure > (schema[limit] ?? measure)) return fault(path, `${limit} ${schema[limit]}`)
  return null
}

function lengthOf(value: unknown): number | null {
  return typeof value === 'string' || Array.isArray(value) ? value.length : null
}

function findInnerFault(schema: DataSchema, value: unknown, path: string): string | null {
  if (Array.isArray(value))
    return findFirst(value, (item, at) => findDataFault(schema.items ?? {}, item, `${path}[${at}]`))
  if (typeof value !== 'object' || value === null) return null
  const { properties = {}, required = [], additionalProperties = true } = schema
  const given = new Map(Object.entries(value).filter(([, inner]) => inner !== undefined))
  const missing = required.find(name => !given.has(name))
  if (missing !== undefined) return fault(below(path, missing), 'a value')
  return findFirst([...given], ([name, inner]) => {
    const known = Object.hasOwn(properties, name) ? properties[name] : additionalProperties
    if (known === true) return null
    return known === false || known === undefined
      ? fault(below(path, name), 'nothing')
      : findDataFault(known, inner, below(path, name))
  })
}

function findFirst<T>(items: readonly T[], find: (item: T, at: number) => string | null): string | null {
  for (const [at, item] of items.entries()) {
    const found = find(item, at)
    if (found !== null) return found
  }
  return null
}

function below(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`
}

/** Says what was expected, never what was there: that may be a customer's. */
function fault(path: string, expected: string): string {
  return `${path === '' ? 'the whole' : path}: expected ${expected}`
}

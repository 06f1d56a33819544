import type { DataSchema, PlainValue } from './data-schema.ts'

/** The TypeScript type of what a schema describes. */
export function printType(schema: DataSchema): string {
  if (schema.const !== undefined) return printValue(schema.const)
  if (schema.enum) return printUnion(schema.enum.map(printValue))
  if (schema.anyOf) return printUnion(schema.anyOf.map(printType))
  switch (schema.type) {
    case undefined:
      return 'unknown'
    case 'integer':
      return 'number'
    case 'array':
      return printArray(schema.items ?? {})
    case 'object':
      return printObject(schema)
    default:
      return schema.type
  }
}

export function printName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : printText(name)
}

function printObject({ properties = {}, required = [], additionalProperties }: DataSchema): string {
  const members = Object.entries(properties).map(
    ([name, schema]) => `${printName(name)}${required.includes(name) ? '' : '?'}: ${printType(schema)}`,
  )
  const rest = typeof additionalProperties === 'object' ? additionalProperties : null
  if (members.length > 0) return `{ ${members.join('; ')} }${rest ? ` & Record<string, unknown>` : ''}`
  return additionalProperties === false ? 'Record<never, never>' : `Record<string, ${printType(rest ?? {})}>`
}

function printArray(items: DataSchema): string {
  const type = printType(items)
  return / [|&] /.test(type) ? `(${type})[]` : `${type}[]`
}

function printUnion(types: readonly string[]): string {
  return types.length === 0 ? 'never' : [...new Set(types)].join(' | ')
}

function printValue(value: PlainValue): string {
  return typeof value === 'string' ? printText(value) : String(value)
}

function printText(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

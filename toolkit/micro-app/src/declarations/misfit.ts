import { findDataFault } from './data-fault.ts'
import { type DataSchema, LOWER_LIMITS, UPPER_LIMITS } from './data-schema.ts'
import { printType } from './data-type.ts'

/** The first place where what is written by one schema may not be what a reader by another expects; null: all of it is. */
export function findMisfit(reader: DataSchema, writer: DataSchema, path = ''): string | null {
  const readers = alternativesOf(reader)
  for (const written of alternativesOf(writer)) {
    const misfits = readers.map(each => misfitOf(each, written, path))
    if (misfits.includes(null)) continue
    const [only] = misfits
    return misfits.length === 1 && only ? only : other(path, written, reader)
  }
  return null
}

function alternativesOf(schema: DataSchema): DataSchema[] {
  if (schema.anyOf) return schema.anyOf.flatMap(alternativesOf)
  if (schema.enum) return schema.enum.map(value => ({ const: value }))
  return [schema]
}

function misfitOf(reader: DataSchema, writer: DataSchema, path: string): string | null {
  if (writer.const !== undefined)
    return findDataFault(reader, writer.const) === null ? null : other(path, writer, reader)
  if (reader.const !== undefined) return other(path, writer, reader)
  if (reader.type === undefined) return null
  const isSame = reader.type === writer.type || (reader.type === 'number' && writer.type === 'integer')
  if (!isSame) return other(path, writer, reader)
  return findLimit(reader, writer, path) ?? findItem(reader, writer, path) ?? findMember(reader, writer, path)
}

function findLimit(reader: DataSchema, writer: DataSchema, path: string): string | null {
  const lower = LOWER_LIMITS.find(name => (reader[name] ?? -Infinity) > (writer[name] ?? -Infinity))
  const upper = UPPER_LIMITS.find(name => (reader[name] ?? Infinity) < (writer[name] ?? Infinity))
  const name = lower ?? upper
  if (name === undefined) return null
  return `${placeOf(path)}: ${name} is ${writer[name] ?? 'not set'} in place of ${reader[name]}`
}

function findItem(reader: DataSchema, writer: DataSchema, path: string): string | null {
  return reader.type === 'array' ? findMisfit(reader.items ?? {}, writer.items ?? {}, `${path}[]`) : null
}

function findMember(reader: DataSchema, writer: DataSchema, path: string): string | null {
  if (reader.type !== 'object') return null
  for (const [name, read] of Object.entries(reader.properties ?? {})) {
    const found = findNamed(
      { name, read, isNeeded: reader.required?.includes(name) === true },
      writer,
      below(path, name),
    )
    if (found !== null) return found
  }
  return findRest(reader, writer, path)
}

function findNamed(
  { name, read, isNeeded }: { name: string; read: DataSchema; isNeeded: boolean },
  writer: DataSchema,
  path: string,
): string | null {
  const written = writer.properties?.[name]
  if (written === undefined) return isNeeded ? `${path} is not there any more` : null
  if (isNeeded && writer.required?.includes(name) !== true) return `${path} may be missing`
  return findMisfit(read, written, path)
}

/** What the reader does not name. */
function findRest(reader: DataSchema, writer: DataSchema, path: string): string | null {
  const { additionalProperties: rest = true, properties = {} } = reader
  if (rest === true) return null
  const others = Object.entries(writer.properties ?? {}).filter(([name]) => !Object.hasOwn(properties, name))
  const open = writer.additionalProperties ?? true
  if (rest === false) {
    const [extra] = others
    if (extra) return `${below(path, extra[0])} is new, and nothing more was expected`
    return open === false ? null : `${placeOf(path)}: more may be there than was expected`
  }
  for (const [name, written] of others) {
    const found = findMisfit(rest, written, below(path, name))
    if (found !== null) return found
  }
  return open === false ? null : findMisfit(rest, open === true ? {} : open, `${path}[*]`)
}

function other(path: string, writer: DataSchema, reader: DataSchema): string {
  return `${placeOf(path)}: ${printType(writer)} in place of ${printType(reader)}`
}

function below(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`
}

function placeOf(path: string): string {
  return path === '' ? 'the whole' : path
}

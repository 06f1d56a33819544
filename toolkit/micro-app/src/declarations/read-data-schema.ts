import type { JsonReader } from '../json/json-reader.ts'
import { type DataSchema, type DataType, LOWER_LIMITS, type PlainValue, UPPER_LIMITS } from './data-schema.ts'

const TYPES: readonly string[] = [
  'string',
  'number',
  'integer',
  'boolean',
  'null',
  'array',
  'object',
] satisfies DataType[]
/** Fields that say nothing about the value. */
const REMARKS = ['title', 'default', 'examples', '$id', '$schema', '$comment']
const KNOWN = new Set([
  ...[
    'type',
    'enum',
    'const',
    'anyOf',
    'properties',
    'required',
    'additionalProperties',
    'items',
    'description',
  ],
  ...LOWER_LIMITS,
  ...UPPER_LIMITS,
  ...REMARKS,
])
const ANY_NAME = new Set(['^.*$', '^(.*)$'])
/** Of a manifest all in all 20, of which some lie above. */
const MAX_DEPTH = 8
const MAX_MEMBERS = 100
const MAX_TEXT = 500

/** What no shell checks is refused: a declaration must not promise more than is held. */
export function readDataSchema(reader: JsonReader, depth = 0): DataSchema {
  if (depth >= MAX_DEPTH) reader.fail(`at most ${MAX_DEPTH} levels`)
  const names = Object.keys(reader.record(field => field))
  const all = readAnyName(reader)
  const unknown = names.find(name => !KNOWN.has(name) && !(all !== null && name === 'patternProperties'))
  if (unknown !== undefined)
    reader.field(unknown).fail(`nothing: of JSON Schema, only ${[...KNOWN].join(', ')} are known here`)
  const inner = (field: JsonReader) => readDataSchema(field, depth + 1)
  return {
    ...readOptional(reader, 'type', field => field.oneOf(TYPES) as DataType),
    ...readOptional(reader, 'const', readPlain),
    ...readOptional(reader, 'enum', field => short(field, field.list(readPlain))),
    ...readOptional(reader, 'anyOf', field => short(field, field.list(inner))),
    ...readOptional(reader, 'properties', field => {
      const properties = field.record(inner)
      short(field, Object.keys(properties))
      return properties
    }),
    ...readOptional(reader, 'required', field =>
      short(
        field,
        field.list(name => name.string()),
      ),
    ),
    ...readOptional(reader, 'additionalProperties', field =>
      field.isBoolean ? field.boolean() : inner(field),
    ),
    ...(all !== null && { additionalProperties: inner(all) }),
    ...readOptional(reader, 'items', inner),
    ...Object.assign(
      {},
      ...[...LOWER_LIMITS, ...UPPER_LIMITS].map(name => readOptional(reader, name, field => field.number())),
    ),
    ...readOptional(reader, 'description', field => field.string(/^/).slice(0, MAX_TEXT)),
  }
}

/** As TypeBox writes a record of any names: one pattern that each name has. It is `additionalProperties` then. */
function readAnyName(reader: JsonReader): JsonReader | null {
  const patterns = reader.field('patternProperties')
  if (patterns.isAbsent || !reader.field('additionalProperties').isAbsent) return null
  const [only, ...more] = Object.entries(patterns.record(field => field))
  return only !== undefined && more.length === 0 && ANY_NAME.has(only[0]) ? only[1] : null
}

function readOptional<Name extends keyof DataSchema>(
  reader: JsonReader,
  name: Name,
  read: (field: JsonReader) => DataSchema[Name],
): Pick<DataSchema, Name> | undefined {
  const field = reader.field(name)
  // A computed name of a type parameter is no key of the result for the compiler.
  return field.isAbsent ? undefined : ({ [name]: read(field) } as Pick<DataSchema, Name>)
}

function short<T extends readonly unknown[]>(reader: JsonReader, items: T): T {
  return items.length <= MAX_MEMBERS ? items : reader.fail(`at most ${MAX_MEMBERS}`)
}

function readPlain(reader: JsonReader): PlainValue {
  return reader.plain()
}

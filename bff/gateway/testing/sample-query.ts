import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql'

const SCALARS: Record<string, string> = {
  ID: '"x1"',
  String: '"text"',
  Int: '1',
  Float: '1.5',
  Boolean: 'true',
  Decimal: '"1"',
  Date: '"2010-12-01"',
  DateTime: '"2010-12-01T00:00:00Z"',
}

type Field = GraphQLField<unknown, unknown>

/** The field with every required argument filled and `__typename` (or nothing) selected. */
export function sampleSelection({ name, args, type }: Field): string {
  const required = args.filter(isRequired).map(argument => `${argument.name}: ${sampleValue(argument.type)}`)
  return `${name}${required.length > 0 ? `(${required.join(', ')})` : ''}${selectionOf(type)}`
}

function isRequired({ type, defaultValue }: GraphQLArgument): boolean {
  return isNonNullType(type) && defaultValue === undefined
}

function selectionOf(type: GraphQLOutputType): string {
  return isLeafType(getNamedType(type)) ? '' : ' { __typename }'
}

function sampleValue(type: GraphQLInputType): string {
  if (isNonNullType(type)) return sampleValue(type.ofType)
  if (isListType(type)) return `[${sampleValue(type.ofType)}]`
  if (isEnumType(type)) return type.getValues()[0]?.name ?? 'null'
  if (!isInputObjectType(type)) return SCALARS[type.name] ?? 'null'
  const fields = Object.values(type.getFields()).filter(field => isNonNullType(field.type))
  return `{${fields.map(field => `${field.name}: ${sampleValue(field.type)}`).join(', ')}}`
}

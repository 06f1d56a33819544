import {
  type GraphQLInputType,
  type GraphQLSchema,
  getVariableValues,
  isInputType,
  isNonNullType,
  type NamedTypeNode,
  type OperationDefinitionNode,
  specifiedScalarTypes,
  typeFromAST,
} from 'graphql'

type Values = Record<string, unknown>

/** A variable of a built-in scalar type, whose values are taken as they come. */
interface PlainVariable {
  name: string
  isNonNull: boolean
  isOfType(value: unknown): boolean
}

/** Of a list of sixty thousand wrong values no reader wants more. */
const MAX_ERRORS = 10
/** As graphql-js: 32 bits with their sign. */
const isInt = (value: unknown) => typeof value === 'number' && (value | 0) === value
const isText = (value: unknown) => typeof value === 'string'

const CHECKS: Readonly<Record<string, PlainVariable['isOfType']>> = {
  Int: isInt,
  Float: value => typeof value === 'number' && Number.isFinite(value),
  String: isText,
  ID: isText,
  Boolean: value => typeof value === 'boolean',
}

/** Null: not all of them are plain. They live as long as the document they belong to. */
const known = new WeakMap<OperationDefinitionNode, readonly PlainVariable[] | null>()

/** What graphql-js makes of the variables; null where it finds a fault. */
export function coerceVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  given: Values,
): Values | null {
  const plain = plainVariablesOf(schema, operation)
  const taken = plain && takePlain(plain, given)
  if (taken) return taken
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], given, {
    maxErrors: MAX_ERRORS,
  })
  return coerced ?? null
}

function plainVariablesOf(schema: GraphQLSchema, operation: OperationDefinitionNode) {
  let plain = known.get(operation)
  if (plain === undefined) {
    plain = describe(schema, operation)
    known.set(operation, plain)
  }
  return plain
}

function describe(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
): PlainVariable[] | null {
  const plain: PlainVariable[] = []
  for (const { variable, type: node, defaultValue } of variableDefinitions) {
    const type = typeFromAST(schema, node as NamedTypeNode)
    const isNonNull = isNonNullType(type)
    const isOfType = checkOf(isNonNull ? type.ofType : type)
    const name = variable.name.value
    if (!isOfType || defaultValue || name === '__proto__') return null
    plain.push({ name, isNonNull, isOfType })
  }
  return plain
}

function checkOf(type: ReturnType<typeof typeFromAST> | GraphQLInputType) {
  const isBuiltIn = isInputType(type) && specifiedScalarTypes.some(scalar => scalar === type)
  return isBuiltIn ? CHECKS[String(type)] : undefined
}

/** Null: one is not as it should be, or must be looked at more closely. */
function takePlain(variables: readonly PlainVariable[], given: Values): Values | null {
  const taken: Values = {}
  for (const { name, isNonNull, isOfType } of variables) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined
    if (value !== undefined && value !== null) {
      if (!isOfType(value)) return null
      taken[name] = value
    } else if (isNonNull) return null
    else if (value === null) taken[name] = null
    else if (Object.hasOwn(given, name)) return null
  }
  return taken
}

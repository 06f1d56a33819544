import {
  type FieldNode,
  type GraphQLArgument,
  type GraphQLField,
  getArgumentValues,
  isNonNullType,
  Kind,
  type ValueNode,
  valueFromAST,
} from 'graphql'

type Values = Record<string, unknown>

/** The arguments of a field in one request. */
export type ReadArguments = (variables: Values) => Values

/** Puts one argument among the others; false: graphql-js must look at it. */
type ReadOne = (into: Values, variables: Values) => boolean

const NONE: Values = Object.freeze({})

/** What graphql-js makes of a field's arguments, where what is the same for each request is found out once. */
export function planArguments(
  definition: GraphQLField<unknown, unknown>,
  node: FieldNode | undefined,
): ReadArguments {
  if (definition.args.length === 0 || !node) return () => NONE
  const given = new Map(node.arguments?.map(({ name, value }) => [name.value, value]))
  const reads = definition.args.map(argument => planOne(argument, given.get(argument.name)))
  return variables => {
    const values: Values = {}
    for (const read of reads)
      if (!read(values, variables)) return getArgumentValues(definition, node, variables)
    return values
  }
}

function planOne({ name, type, defaultValue }: GraphQLArgument, node: ValueNode | undefined): ReadOne {
  if (node?.kind === Kind.VARIABLE) return variableReader(name, node.name.value, isNonNullType(type))
  const value = node ? valueFromAST(node, type) : defaultValue
  if (node ? !isConstant(node, value) : isObject(value)) return () => false
  return into => {
    if (value !== undefined) into[name] = value
    return true
  }
}

/** One that is left out may have a default. */
function variableReader(name: string, variable: string, isNonNull: boolean): ReadOne {
  return (into, variables) => {
    const value = Object.hasOwn(variables, variable) ? variables[variable] : undefined
    if (value === undefined || (value === null && isNonNull)) return false
    into[name] = value
    return true
  }
}

/** No list or object: these may hold variables, and a resolver could change them for all requests that come after. */
function isConstant({ kind }: ValueNode, value: unknown): boolean {
  return kind !== Kind.LIST && kind !== Kind.OBJECT && value !== undefined && !isObject(value)
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}

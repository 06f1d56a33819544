import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLSchema,
  getDirectiveValues,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'

/** Of a list nothing is said about: `@listSize(assumed:)` says otherwise. */
const ASSUMED_SIZE = 10
/** A page that is asked for with no size the schema or the query names. */
const ASSUMED_PAGE = 50

/**
 * A field that asks a service for something of its own: a page, whatever its size, or a write. What it costs the services and
 * the database was measured beside fields of a large page: 4 µs a field there, 2 to 7 ms a page of one document.
 */
const ASKING_POINTS = 1_000
/** Another field of the root: what several of one kind ask for is asked for together. */
const ROOT_POINTS = 50

/** A number, or the variable it comes in, with what counts when that says nothing. */
type Size = number | { variable: string; fallback: number }

/** One field: its own points, and what is in it as often as there are items. */
interface Term {
  points: number
  times: Size
  fields: readonly Term[]
}

type Variables = Readonly<Record<string, unknown>>

/** Terms live as long as the document they belong to. */
const known = new WeakMap<OperationDefinitionNode, readonly Term[]>()

/**
 * Upper bound of the fields an answer may hold, in points of one field each, and what is asked of services for them. Sizes of pages come from `first`, written or
 * given as a variable; fields asked for twice count twice. The document is valid and was measured, so this ends.
 */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): number {
  let terms = known.get(operation)
  if (!terms) {
    terms = new Pricing(schema, document, operation).terms()
    known.set(operation, terms)
  }
  return sum(terms, variables)
}

function sum(terms: readonly Term[], variables: Variables): number {
  return terms.reduce((total, { points, times, fields }) => {
    return total + points + (fields.length > 0 ? sizeIn(times, variables) * sum(fields, variables) : 0)
  }, 0)
}

function sizeIn(size: Size, variables: Variables): number {
  if (typeof size === 'number') return size
  const value = variables[size.variable]
  return typeof value === 'number' && value >= 1 ? value : size.fallback
}

class Pricing {
  readonly #schema: GraphQLSchema
  readonly #operation: OperationDefinitionNode
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>

  constructor(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode) {
    this.#schema = schema
    this.#operation = operation
    const fragments = document.definitions.filter(node => node.kind === Kind.FRAGMENT_DEFINITION)
    this.#fragments = new Map(fragments.map(node => [node.name.value, node]))
  }

  terms(): readonly Term[] {
    const root = this.#schema.getRootType(this.#operation.operation)
    return root ? this.#set(this.#operation.selectionSet, root, null) : []
  }

  /** `page`: how many items the connection asked for, which its lists hold. */
  #set({ selections }: SelectionSetNode, type: GraphQLOutputType, page: Size | null): readonly Term[] {
    return selections.flatMap(node => {
      if (node.kind === Kind.FIELD) return this.#field(node, type, page)
      const fragment =
        node.kind === Kind.INLINE_FRAGMENT ? node : (this.#fragments.get(node.name.value) ?? null)
      if (!fragment) return []
      const about = fragment.typeCondition && this.#schema.getType(fragment.typeCondition.name.value)
      return this.#set(fragment.selectionSet, isFielded(about) ? about : type, page)
    })
  }

  #field(node: FieldNode, parent: GraphQLOutputType, page: Size | null): Term[] {
    const field = isFielded(parent) ? parent.getFields()[node.name.value] : undefined
    if (!field) return [{ points: 1, times: 1, fields: [] }]
    const points = this.#own(field, parent)
    if (!node.selectionSet) return [{ points, times: 1, fields: [] }]
    const asked = this.#first(node, field)
    const isList = isListed(field.type)
    const times = isList ? (asked ?? page ?? this.#assumed(field)) : 1
    const fields = this.#set(node.selectionSet, getNamedType(field.type), isList ? null : asked)
    return [{ points, times, fields }]
  }

  #own({ args, type }: GraphQLField<unknown, unknown>, parent: GraphQLOutputType): number {
    const isWrite = parent === this.#schema.getMutationType()
    if (isWrite || args.some(({ name }) => name === 'first')) return 1 + ASKING_POINTS
    const isRead = parent === this.#schema.getQueryType() && !isLeafType(getNamedType(type))
    return isRead ? 1 + ROOT_POINTS : 1
  }

  /** Null for a field that takes no `first`. */
  #first(node: FieldNode, { args }: GraphQLField<unknown, unknown>): Size | null {
    const argument = args.find(({ name }) => name === 'first')
    if (!argument) return null
    const fallback = typeof argument.defaultValue === 'number' ? argument.defaultValue : ASSUMED_PAGE
    const value = node.arguments?.find(({ name }) => name.value === 'first')?.value
    if (value?.kind === Kind.INT) return Math.max(1, Number(value.value))
    if (value?.kind !== Kind.VARIABLE) return fallback
    return { variable: value.name.value, fallback: this.#defaultOf(value.name.value) ?? fallback }
  }

  #defaultOf(variable: string): number | null {
    const found = this.#operation.variableDefinitions?.find(node => node.variable.name.value === variable)
    return found?.defaultValue?.kind === Kind.INT ? Number(found.defaultValue.value) : null
  }

  #assumed({ astNode }: GraphQLField<unknown, unknown>): number {
    const directive = this.#schema.getDirective('listSize')
    const values = directive && astNode ? getDirectiveValues(directive, astNode) : undefined
    return typeof values?.assumed === 'number' ? values.assumed : ASSUMED_SIZE
  }
}

function isFielded(type: unknown): type is Extract<GraphQLOutputType, { getFields(): unknown }> {
  return isObjectType(type) || isInterfaceType(type)
}

function isListed(type: GraphQLOutputType): boolean {
  return isNonNullType(type) ? isListed(type.ofType) : isListType(type)
}

import {
  BREAK,
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  TypeInfo,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import { type CollectedFields, collectFields, type Fragments } from './collect-fields.ts'
import { planArguments, type ReadArguments } from './field-arguments.ts'
import { NEVER_READY, type ReadyKind, readyKindOf } from './leaf-tests.ts'

/** A query with everything decided that is the same for each request: which fields, of which types. */
export interface QueryPlan {
  schema: GraphQLSchema
  operation: OperationDefinitionNode
  fragments: Fragments
  root: ObjectPlan
}

/** What is asked of one object. */
interface ObjectPlan {
  fields: readonly FieldPlan[]
  /**
   * Each object of the answer begins as a copy of it: its members have their order then, whichever comes first, and writing
   * one does not make V8 change the object's shape.
   */
  empty: Readonly<Record<string, null>>
}

export interface FieldPlan {
  responseName: string
  definition: GraphQLField<unknown, unknown>
  nodes: readonly FieldNode[]
  parentType: GraphQLObjectType
  type: TypePlan
  readArguments: ReadArguments
  /** Of a leaf without a resolver, which properties can be written as they are; of all else none. */
  ready: ReadyKind
}

export type TypePlan = { isNonNull: boolean } & (
  | { kind: 'leaf'; leaf: GraphQLLeafType; ready: ReadyKind }
  | { kind: 'list'; item: TypePlan }
  | { kind: 'object'; object: ObjectPlan }
)

type Frame = Omit<QueryPlan, 'root'>

const schemasHidden = new WeakSet<GraphQLSchema>()

/** From here on `__type` is null in every plan, whatever is asked for: the schema is not for strangers. */
export function hideTypes(schema: GraphQLSchema): void {
  schemasHidden.add(schema)
}

const hiddenType: GraphQLField<unknown, unknown> = { ...TypeMetaFieldDef, resolve: () => null }

/** Plans live as long as the document they belong to. */
let plans = new WeakMap<OperationDefinitionNode, QueryPlan | null>()

/** The resolvers of some fields are others now. What runs already goes on by its plan. */
export function forgetPlans(): void {
  plans = new WeakMap()
}

/** Null for what only graphql-js runs: mutations, directives, interfaces, introspection. The document must be valid. */
export function findPlan(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): QueryPlan | null {
  const known = plans.get(operation)
  if (known !== undefined) return known
  const plan = makePlan(schema, document, operation)
  plans.set(operation, plan)
  return plan
}

function makePlan(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): QueryPlan | null {
  const queryType = schema.getQueryType()
  if (operation.operation !== OperationTypeNode.QUERY || !queryType || !isPlain(schema, document)) return null
  const frame = { schema, operation, fragments: fragmentsOf(document) }
  const nodes = collectFields(schema, frame.fragments, queryType, operation.selectionSet.selections)
  return { ...frame, root: planObject(frame, queryType, nodes) }
}

function fragmentsOf({ definitions }: DocumentNode): Fragments {
  const found = definitions.filter(node => node.kind === Kind.FRAGMENT_DEFINITION)
  return Object.fromEntries(found.map(node => [node.name.value, node]))
}

function isPlain(schema: GraphQLSchema, document: DocumentNode): boolean {
  const types = new TypeInfo(schema)
  let isRefused = false
  const refuse = () => {
    isRefused = true
    return BREAK
  }
  const visitor = {
    Directive: refuse,
    Field: (node: FieldNode) => {
      const isHidden = node.name.value === '__type' && schemasHidden.has(schema)
      return isHidden || isPlainField(node, types.getType()) ? undefined : refuse()
    },
  }
  visit(document, visitWithTypeInfo(types, visitor))
  return !isRefused
}

/** As a key of a plain object, `__proto__` would not be one. */
function isPlainField({ name, alias }: FieldNode, type: GraphQLOutputType | null | undefined): boolean {
  if (name.value === '__schema' || name.value === '__type' || alias?.value === '__proto__') return false
  const named = getNamedType(type)
  return Boolean(named) && !isAbstractType(named) && !(isObjectType(named) && named.isTypeOf)
}

function planObject(frame: Frame, parentType: GraphQLObjectType, nodesByName: CollectedFields): ObjectPlan {
  const fields = planFields(frame, parentType, nodesByName)
  return { fields, empty: Object.fromEntries(fields.map(({ responseName }) => [responseName, null])) }
}

function planFields(frame: Frame, parentType: GraphQLObjectType, nodesByName: CollectedFields): FieldPlan[] {
  return Array.from(nodesByName, ([responseName, nodes]) => {
    const name = nodes[0]?.name.value ?? ''
    const definition = metaFields.get(name) ?? parentType.getFields()[name]
    if (!definition) throw new Error(`${parentType.name} has no field ${name}`)
    const type = planType(frame, definition.type, nodes)
    const ready = type.kind === 'leaf' && !definition.resolve ? type.ready : NEVER_READY
    const readArguments = planArguments(definition, nodes[0])
    return { responseName, definition, nodes, parentType, type, readArguments, ready }
  })
}

/** A `__type` is planned only where it is hidden. */
const metaFields = new Map<string, GraphQLField<unknown, unknown>>([
  ['__typename', TypeNameMetaFieldDef],
  ['__type', hiddenType],
])

function planType(frame: Frame, type: GraphQLOutputType, nodes: readonly FieldNode[]): TypePlan {
  if (isNonNullType(type)) return { ...planType(frame, type.ofType, nodes), isNonNull: true }
  if (isListType(type)) return { kind: 'list', isNonNull: false, item: planType(frame, type.ofType, nodes) }
  if (isLeafType(type)) return { kind: 'leaf', isNonNull: false, leaf: type, ready: readyKindOf(type) }
  if (!isObjectType(type)) throw new Error(`${type.name} is abstract`)
  const selections = nodes.flatMap(node => node.selectionSet?.selections ?? [])
  const subfields = collectFields(frame.schema, frame.fragments, type, selections)
  return { kind: 'object', isNonNull: false, object: planObject(frame, type, subfields) }
}

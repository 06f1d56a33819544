import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type NamedTypeNode,
  type SelectionNode,
} from 'graphql'

export type Fragments = Record<string, FragmentDefinitionNode>

/** Response name -> the nodes that ask for it. */
export type CollectedFields = Map<string, FieldNode[]>

/** What these selections ask of an object type, fragments looked into; for documents without directives. */
export function collectFields(
  schema: GraphQLSchema,
  fragments: Fragments,
  type: GraphQLObjectType,
  selections: readonly SelectionNode[],
): CollectedFields {
  const found: CollectedFields = new Map()
  const spread = new Set<string>()
  const collect = (node: SelectionNode): void => {
    if (node.kind === Kind.FIELD) {
      add(found, node)
      return
    }
    const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : take(fragments, spread, node.name.value)
    if (fragment && isAbout(schema, type, fragment.typeCondition)) {
      fragment.selectionSet.selections.forEach(collect)
    }
  }
  selections.forEach(collect)
  return found
}

function add(found: CollectedFields, node: FieldNode): void {
  const name = node.alias?.value ?? node.name.value
  const nodes = found.get(name)
  if (nodes) nodes.push(node)
  else found.set(name, [node])
}

/** A fragment spread twice in one object adds nothing the second time. */
function take(fragments: Fragments, spread: Set<string>, name: string): FragmentDefinitionNode | undefined {
  if (spread.has(name)) return undefined
  spread.add(name)
  return fragments[name]
}

function isAbout(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  condition: NamedTypeNode | undefined,
): boolean {
  if (!condition || condition.name.value === type.name) return true
  const named = schema.getType(condition.name.value)
  return isAbstractType(named) && schema.isSubType(named, type)
}

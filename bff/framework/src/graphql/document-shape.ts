import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'

/** What a document asks for, counted with every fragment written out where it is spread. */
export interface DocumentShape {
  /** Of the deepest operation; introspection is not counted. */
  depth: number
  aliases: number
  directives: number
  /** Fields and spreads that were visited: the work of every rule is at least this. */
  nodes: number
  /** Fields beyond the first that stand under one name in one object: the overlap rule compares them in pairs. */
  repeats: number
}

/** Counting ends here, so that fragments that double forty times cost no more than this. */
export const MAX_NODES = 1_500

class TooManyNodes extends Error {}

/** Null: more than `maxNodes`. Needs no schema and takes time in proportion to what it counts. */
export function measureDocument(document: DocumentNode): DocumentShape | null {
  try {
    return new Measure(document).all()
  } catch (error) {
    if (error instanceof TooManyNodes) return null
    throw error
  }
}

type FieldsByName = Map<string, FieldNode[]>

class Measure {
  readonly #document: DocumentNode
  readonly #fragments = new Map<string, FragmentDefinitionNode>()
  /** Fragments that are being written out: a cycle ends here, and is refused by validation. */
  readonly #open = new Set<string>()
  readonly #shape: DocumentShape = { depth: 0, aliases: 0, directives: 0, nodes: 0, repeats: 0 }

  constructor(document: DocumentNode) {
    this.#document = document
    for (const node of document.definitions) {
      if (node.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(node.name.value, node)
    }
  }

  /** The rules look into every fragment once by itself too, spread or not. */
  all(): DocumentShape {
    const shape = this.#shape
    for (const node of this.#document.definitions) {
      if (node.kind === Kind.OPERATION_DEFINITION) this.#countOperation(node)
    }
    const { aliases, directives } = shape
    for (const node of this.#fragments.values()) this.#countSets([node.selectionSet], 0)
    return { ...shape, aliases, directives }
  }

  #countOperation(operation: OperationDefinitionNode): void {
    this.#shape.directives += operation.directives?.length ?? 0
    const depth = this.#countSets([operation.selectionSet], 1)
    if (!isIntrospection(operation)) this.#shape.depth = Math.max(this.#shape.depth, depth)
  }

  /** Sets of one object, which its fields of one name are merged from. Returns how deep they go. */
  #countSets(sets: readonly SelectionSetNode[], level: number): number {
    const fields: FieldsByName = new Map()
    for (const { selections } of sets) for (const node of selections) this.#collect(node, fields)
    let deepest = level
    for (const nodes of fields.values()) {
      this.#shape.repeats += nodes.length - 1
      const inner = nodes.flatMap(({ selectionSet }) => selectionSet ?? [])
      if (inner.length > 0) deepest = Math.max(deepest, this.#countSets(inner, level + 1))
    }
    return deepest
  }

  #collect(node: SelectionNode, fields: FieldsByName): void {
    const shape = this.#shape
    shape.nodes += 1
    if (shape.nodes > MAX_NODES) throw new TooManyNodes()
    shape.directives += node.directives?.length ?? 0
    if (node.kind === Kind.FIELD) this.#collectField(node, fields)
    else if (node.kind === Kind.INLINE_FRAGMENT) this.#collectAll(node.selectionSet, fields)
    else this.#collectSpread(node.name.value, fields)
  }

  #collectField(node: FieldNode, fields: FieldsByName): void {
    if (node.alias) this.#shape.aliases += 1
    const name = (node.alias ?? node.name).value
    const known = fields.get(name)
    if (known) known.push(node)
    else fields.set(name, [node])
  }

  #collectSpread(name: string, fields: FieldsByName): void {
    const fragment = this.#fragments.get(name)
    if (!fragment || this.#open.has(name)) return
    this.#open.add(name)
    this.#collectAll(fragment.selectionSet, fields)
    this.#open.delete(name)
  }

  #collectAll({ selections }: SelectionSetNode, fields: FieldsByName): void {
    for (const node of selections) this.#collect(node, fields)
  }
}

/** Tools ask for the schema fifteen levels deep; where introspection is allowed that is their right. */
function isIntrospection({ selectionSet }: OperationDefinitionNode): boolean {
  return selectionSet.selections.every(node => node.kind === Kind.FIELD && node.name.value.startsWith('__'))
}

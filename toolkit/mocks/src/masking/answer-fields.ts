import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
} from 'graphql'

/** What an answer may hold under one key. */
export interface AnswerField {
  /** Null: `__typename`. */
  definition: GraphQLField<unknown, unknown> | null
  selections: SelectionNode[]
  /** `@include` or `@skip` may leave it out. */
  isConditional: boolean
}

/** Reads what an operation's answer consists of, by schema and document. */
export class AnswerFields {
  readonly operation: OperationDefinitionNode
  readonly root: GraphQLObjectType
  readonly #schema: GraphQLSchema
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>

  /** Throws where the document has no such operation. */
  constructor(schema: GraphQLSchema, document: DocumentNode, operationName: string) {
    const operation = document.definitions.find(
      (each): each is OperationDefinitionNode =>
        each.kind === Kind.OPERATION_DEFINITION && each.name?.value === operationName,
    )
    const root = operation && schema.getRootType(operation.operation)
    if (!operation || !root) throw new Error(`The document has no operation ${operationName}`)
    this.operation = operation
    this.root = root
    this.#schema = schema
    this.#fragments = new Map(
      document.definitions.flatMap(each =>
        each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [],
      ),
    )
  }

  /** The type that a value of the answer has; null: unknown, because `__typename` was not asked for. */
  typeOf(type: GraphQLCompositeType, value: object): GraphQLObjectType | null {
    if (isObjectType(type)) return type
    const named = this.#schema.getType(String(Reflect.get(value, '__typename')))
    return isObjectType(named) ? named : null
  }

  /** By the key in the answer. */
  list(type: GraphQLObjectType, selections: readonly SelectionNode[]): Map<string, AnswerField> {
    const fields = new Map<string, AnswerField>()
    this.#collect(type, selections, false, fields)
    return fields
  }

  #collect(
    type: GraphQLObjectType,
    selections: readonly SelectionNode[],
    isConditional: boolean,
    fields: Map<string, AnswerField>,
  ): void {
    for (const selection of selections) {
      const mayBeLeftOut = isConditional || (selection.directives?.length ?? 0) > 0
      if (selection.kind === Kind.FIELD) this.#add(type, selection, mayBeLeftOut, fields)
      else {
        const fragment =
          selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#fragments.get(selection.name.value)
        if (fragment && this.#concerns(fragment.typeCondition?.name.value, type))
          this.#collect(type, fragment.selectionSet.selections, mayBeLeftOut, fields)
      }
    }
  }

  #add(
    type: GraphQLObjectType,
    node: FieldNode,
    isConditional: boolean,
    fields: Map<string, AnswerField>,
  ): void {
    const key = node.alias?.value ?? node.name.value
    const known = fields.get(key)
    const definition = type.getFields()[node.name.value] ?? null
    if (definition === null && node.name.value !== '__typename') return
    fields.set(key, {
      definition,
      selections: [...(known?.selections ?? []), ...(node.selectionSet?.selections ?? [])],
      isConditional: isConditional && (known?.isConditional ?? true),
    })
  }

  #concerns(condition: string | undefined, type: GraphQLObjectType): boolean {
    if (condition === undefined || condition === type.name) return true
    const named = this.#schema.getType(condition)
    return isAbstractType(named) && this.#schema.isSubType(named, type)
  }
}

import {
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  type SelectionNode,
  typeFromAST,
} from 'graphql'
import { AnswerFields } from './answer-fields.ts'
import { isKept, type KeepRules } from './keep-rules.ts'
import { maskValue } from './mask-value.ts'
import type { Pseudonyms } from './pseudonyms.ts'

export interface RecordedCall {
  document: DocumentNode
  operationName: string
  variables: Readonly<Record<string, unknown>>
  data: unknown
}

const DATES: ReadonlySet<string> = new Set(['Date', 'DateTime', 'Time', 'Timestamp'])

/**
 * A copy of variables and answer that may be written down: every value is a pseudonym, unless it is of an enum, a Boolean, a
 * type's name, or kept by a rule. What the document does not ask for is left out.
 */
export function maskCall(
  call: RecordedCall,
  { schema, keep, pseudonyms }: { schema: GraphQLSchema; keep: KeepRules; pseudonyms: Pseudonyms },
): { variables: Record<string, unknown>; data: unknown } {
  const fields = new AnswerFields(schema, call.document, call.operationName)
  const masker = new Masker(fields, keep, pseudonyms)
  const { root, operation } = fields
  return {
    variables: masker.variables(schema, call),
    data: masker.output(root, operation.selectionSet.selections, call.data, ''),
  }
}

class Masker {
  readonly #fields: AnswerFields
  readonly #keep: KeepRules
  readonly #pseudonyms: Pseudonyms

  constructor(fields: AnswerFields, keep: KeepRules, pseudonyms: Pseudonyms) {
    this.#fields = fields
    this.#keep = keep
    this.#pseudonyms = pseudonyms
  }

  variables(schema: GraphQLSchema, { operationName, variables }: RecordedCall): Record<string, unknown> {
    const definitions = this.#fields.operation.variableDefinitions ?? []
    const masked = definitions.flatMap(({ variable, type: node }) => {
      const name = variable.name.value
      if (!Object.hasOwn(variables, name)) return []
      const type = typeFromAST(schema, node) as GraphQLInputType | undefined
      return [[name, this.#input(type, variables[name], `${operationName}.$${name}`)] as const]
    })
    return Object.fromEntries(masked)
  }

  /** `place`: `Type.field`. */
  output(
    type: GraphQLOutputType,
    selections: readonly SelectionNode[],
    value: unknown,
    place: string,
  ): unknown {
    if (value === null || value === undefined) return null
    if (isNonNullType(type)) return this.output(type.ofType, selections, value, place)
    if (isListType(type))
      return Array.isArray(value)
        ? value.map(each => this.output(type.ofType, selections, each, place))
        : this.#untyped(value)
    if (isLeafType(type)) return this.#leaf(type, value, place)
    if (typeof value !== 'object') return this.#untyped(value)
    const concrete = this.#fields.typeOf(type, value)
    if (concrete === null) return this.#untyped(value)
    const answered = [...this.#fields.list(concrete, selections)].filter(([key]) => Object.hasOwn(value, key))
    return Object.fromEntries(
      answered.map(([key, { definition, selections: below }]) => {
        const given: unknown = Reflect.get(value, key)
        if (definition === null) return [key, concrete.name]
        return [key, this.output(definition.type, below, given, `${concrete.name}.${definition.name}`)]
      }),
    )
  }

  #input(type: GraphQLInputType | undefined, value: unknown, place: string): unknown {
    if (value === null || value === undefined) return value
    if (type === undefined) return this.#untyped(value)
    if (isNonNullType(type)) return this.#input(type.ofType, value, place)
    if (isListType(type)) {
      const list: unknown[] = Array.isArray(value) ? value : [value]
      return list.map(each => this.#input(type.ofType, each, place))
    }
    if (!isInputObjectType(type)) return this.#leaf(type, value, place)
    if (typeof value !== 'object') return this.#untyped(value)
    const known = Object.entries(type.getFields()).filter(([name]) => Object.hasOwn(value, name))
    return Object.fromEntries(
      known.map(([name, field]) => [
        name,
        this.#input(field.type, Reflect.get(value, name), `${type.name}.${name}`),
      ]),
    )
  }

  #leaf(type: GraphQLOutputType | GraphQLInputType, value: unknown, place: string): unknown {
    const named = getNamedType(type)
    if (isKept(this.#keep, place) || isOpen(named, value)) return value
    if (DATES.has(named.name) && typeof value === 'string') return this.#pseudonyms.ofDate(value)
    return this.#untyped(value)
  }

  #untyped(value: unknown): unknown {
    return maskValue(value, this.#pseudonyms)
  }
}

/** One of a closed list of the schema, or of two values: it names nothing and no person. What a client sent as one need not be one. */
function isOpen(type: GraphQLNamedType, value: unknown): boolean {
  if (isEnumType(type)) return typeof value === 'string' && type.getValue(value) !== undefined
  return type.name === 'Boolean' && typeof value === 'boolean'
}

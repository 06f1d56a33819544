import {
  type DocumentNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  GraphQLString,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  type SelectionNode,
} from 'graphql'
import { AnswerFields } from './answer-fields.ts'

/** Where an answer is none that the platform's graph would give. */
export interface Drift {
  /** `data.orders[0].status`. */
  path: string
  message: string
}

/** What differs between a recorded answer, or a mock's, and what the graph says of the operation now; in the answer's order. */
export function listDrift(
  schema: GraphQLSchema,
  { document, operationName, data }: { document: DocumentNode; operationName: string; data: unknown },
): Drift[] {
  const fields = new AnswerFields(schema, document, operationName)
  const finder = new DriftFinder(fields)
  if (data !== null) finder.check(fields.root, fields.operation.selectionSet.selections, data, 'data')
  return finder.found
}

class DriftFinder {
  readonly found: Drift[] = []
  readonly #fields: AnswerFields

  constructor(fields: AnswerFields) {
    this.#fields = fields
  }

  check(type: GraphQLOutputType, below: readonly SelectionNode[], value: unknown, path: string): void {
    if (isNonNullType(type)) {
      if (value === null) this.#say(path, 'is null, and the graph says it never is')
      else this.check(type.ofType, below, value, path)
    } else if (value === null) return
    else if (isListType(type)) this.#checkList(type.ofType, below, value, path)
    else if (isLeafType(type)) this.#checkLeaf(type, value, path)
    else if (typeof value !== 'object' || value === undefined) this.#say(path, `is no ${type.name}`)
    else this.#checkObject(this.#fields.typeOf(type, value), below, value, path)
  }

  #checkList(type: GraphQLOutputType, below: readonly SelectionNode[], value: unknown, path: string): void {
    if (!Array.isArray(value)) this.#say(path, 'is no list')
    else for (const [index, each] of value.entries()) this.check(type, below, each, `${path}[${index}]`)
  }

  #checkLeaf(type: GraphQLOutputType, value: unknown, path: string): void {
    const fault = leafFault(type, value)
    if (fault !== null) this.#say(path, fault)
  }

  #checkObject(
    type: GraphQLObjectType | null,
    below: readonly SelectionNode[],
    value: object,
    path: string,
  ): void {
    if (type === null) {
      this.#say(path, 'has no __typename, or one that the graph does not have')
      return
    }
    const known = this.#fields.list(type, below)
    for (const [key, { definition, selections, isConditional }] of known) {
      const given: unknown = Reflect.get(value, key)
      if (given !== undefined)
        this.check(definition?.type ?? GraphQLString, selections, given, `${path}.${key}`)
      else if (!isConditional) this.#say(`${path}.${key}`, 'is asked for, and missing')
    }
    for (const key of Object.keys(value)) {
      if (!known.has(key)) this.#say(`${path}.${key}`, `is not asked for, or ${type.name} does not have it`)
    }
  }

  #say(path: string, message: string): void {
    this.found.push({ path, message })
  }
}

function leafFault(type: GraphQLOutputType, value: unknown): string | null {
  if (isEnumType(type))
    return type.getValue(String(value))
      ? null
      : `is ${JSON.stringify(value)}, which ${type.name} does not have`
  if (!('name' in type)) return null
  const wanted = { Int: 'number', Float: 'number', Boolean: 'boolean', String: 'string', ID: 'string' }[
    type.name
  ]
  if (wanted === undefined || typeof value === wanted) return null
  return `is a ${typeof value}, and the graph says ${type.name}`
}

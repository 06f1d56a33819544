import type { GraphQLResolveInfo } from 'graphql'
import type { FieldPlan, QueryPlan } from './query-plan.ts'
import type { ResponsePath } from './response-path.ts'

/** Few resolvers look at it: what they do not ask for is not written down. */
export class PlannedInfo implements GraphQLResolveInfo {
  readonly rootValue = undefined
  readonly path: ResponsePath
  readonly variableValues: Record<string, unknown>
  readonly #plan: QueryPlan
  readonly #field: FieldPlan

  constructor(plan: QueryPlan, field: FieldPlan, path: ResponsePath, variables: Record<string, unknown>) {
    this.#plan = plan
    this.#field = field
    this.path = path
    this.variableValues = variables
  }

  get fieldName() {
    return this.#field.definition.name
  }

  get fieldNodes() {
    return this.#field.nodes
  }

  get returnType() {
    return this.#field.definition.type
  }

  get parentType() {
    return this.#field.parentType
  }

  get schema() {
    return this.#plan.schema
  }

  get fragments() {
    return this.#plan.fragments
  }

  get operation() {
    return this.#plan.operation
  }
}

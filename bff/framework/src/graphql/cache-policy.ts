import {
  type DocumentNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getDirectiveValues,
  getNamedType,
  isLeafType,
  type OperationDefinitionNode,
} from 'graphql'
import { type AnswerScope, SCOPES } from '../cache/answer-key.ts'
import { type FieldPlan, findPlan, type TypePlan } from './query-plan.ts'

/** What the schema says of an operation's answer as a whole. */
export interface CachePolicy {
  freshMs: number
  staleMs: number
  scope: AnswerScope
}

interface Hint {
  maxAge: number
  staleWhileRevalidate: number
  scope: AnswerScope
}

/** Policies live as long as the document they belong to. */
const known = new WeakMap<OperationDefinitionNode, CachePolicy | null>()

/**
 * The least of what the fields of a query say by `@cacheControl`. Null, not to be kept: a field says nothing and has a resolver
 * of its own, or there is no plan. A field that needs a permission makes it one of the role at least, whatever is hinted.
 */
export function cachePolicyOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): CachePolicy | null {
  let policy = known.get(operation)
  if (policy === undefined) {
    const plan = findPlan(schema, document, operation)
    policy = plan && leastOf(plan.root.fields.map(field => policyOfField(schema, field, null)))
    known.set(operation, policy)
  }
  return policy
}

function policyOfField(schema: GraphQLSchema, field: FieldPlan, parent: Hint | null): CachePolicy | null {
  const hint = hintOf(schema, field) ?? (field.definition.resolve ? null : parent)
  if (!hint || hint.maxAge <= 0) return null
  const { maxAge, staleWhileRevalidate } = hint
  const isGuarded = directiveOf(schema, field.definition, 'requires') !== null
  const own: CachePolicy = {
    freshMs: maxAge * 1000,
    staleMs: staleWhileRevalidate * 1000,
    scope: isGuarded ? narrower(hint.scope, 'ROLE') : hint.scope,
  }
  const below = fieldsOf(field.type).map(child => policyOfField(schema, child, hint))
  return leastOf([own, ...below])
}

/** Of the field, else of the type of what it answers. `__typename` has no definition of its own and says what is known. */
function hintOf(schema: GraphQLSchema, { definition }: FieldPlan): Hint | null {
  if (definition.name === '__typename') return UNBOUNDED
  const type = getNamedType(definition.type)
  return (
    directiveOf(schema, definition, 'cacheControl') ??
    (isLeafType(type) ? null : directiveOf(schema, type, 'cacheControl'))
  )
}

const UNBOUNDED: Hint = { maxAge: 24 * 3600, staleWhileRevalidate: 0, scope: 'PUBLIC' }

function directiveOf(
  schema: GraphQLSchema,
  { astNode }: Pick<GraphQLField<unknown, unknown> | GraphQLNamedType, 'astNode'>,
  name: string,
): Hint | null {
  const directive = schema.getDirective(name)
  const values = directive && astNode ? getDirectiveValues(directive, astNode) : undefined
  return (values as Hint | undefined) ?? null
}

function fieldsOf(type: TypePlan): readonly FieldPlan[] {
  if (type.kind === 'list') return fieldsOf(type.item)
  return type.kind === 'object' ? type.object.fields : []
}

/** Stale time is given where all fields allow it. */
function leastOf(policies: readonly (CachePolicy | null)[]): CachePolicy | null {
  return policies.reduce((least, each) => {
    if (!least || !each) return null
    return {
      freshMs: Math.min(least.freshMs, each.freshMs),
      staleMs: Math.min(least.staleMs, each.staleMs),
      scope: narrower(least.scope, each.scope),
    }
  })
}

function narrower(one: AnswerScope, other: AnswerScope): AnswerScope {
  return SCOPES.indexOf(one) > SCOPES.indexOf(other) ? one : other
}

import {
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  getVariableValues,
  type OperationDefinitionNode,
} from 'graphql'
import { findPlan } from './query-plan.ts'
import { runPlan } from './query-run.ts'
import type { RequestContext } from './request-context.ts'

/** Of a list of sixty thousand wrong values no reader wants more. */
const MAX_ERRORS = 10

export interface PlannableRequest {
  schema: GraphQLSchema
  /** Parsed and valid. */
  document: DocumentNode
  operation: OperationDefinitionNode
  variables: Record<string, unknown>
  context: RequestContext
}

/** What graphql-js would answer, sooner; null for what is left to it, before any resolver has run. */
export async function executePlanned(request: PlannableRequest): Promise<ExecutionResult | null> {
  const { schema, document, operation, variables, context } = request
  const plan = findPlan(schema, document, operation)
  if (!plan) return null
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables, {
    maxErrors: MAX_ERRORS,
  })
  return coerced ? runPlan(plan, coerced, context) : null
}

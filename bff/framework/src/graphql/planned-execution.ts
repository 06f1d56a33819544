import type { DocumentNode, ExecutionResult, GraphQLSchema, OperationDefinitionNode } from 'graphql'
import { findPlan } from './query-plan.ts'
import { runPlan } from './query-run.ts'
import { coerceVariables } from './query-variables.ts'
import type { RequestContext } from './request-context.ts'

export interface PlannableRequest {
  schema: GraphQLSchema
  /** Parsed and valid. */
  document: DocumentNode
  operation: OperationDefinitionNode
  variables: Record<string, unknown>
  context: RequestContext
}

/** What graphql-js would answer, sooner; null for what is left to it, before any resolver has run. */
export function executePlanned(request: PlannableRequest): Promise<ExecutionResult> | null {
  const { schema, document, operation, variables, context } = request
  const plan = findPlan(schema, document, operation)
  const coerced = plan && coerceVariables(schema, operation, variables)
  return plan && coerced ? runPlan(plan, coerced, context) : null
}

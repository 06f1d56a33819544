import {
  type ASTVisitor,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type ValidationContext,
} from 'graphql'
import { findPlan } from './query-plan.ts'

/**
 * Refuses questions about the schema. A plain `__type` may be asked, for clients do to find out whether a server speaks
 * GraphQL: its plan answers null (`hideTypes`). What has no plan is run by graphql-js, which would answer.
 */
export function hiddenSchemaRule(context: ValidationContext): ASTVisitor {
  const document = context.getDocument()
  return {
    Field(node) {
      const name = node.name.value
      const isHidden = name === '__type' && isPlanned(context.getSchema(), document)
      if ((name !== '__schema' && name !== '__type') || isHidden) return
      context.reportError(new GraphQLError('The schema is hidden here.', { nodes: node }))
    },
  }
}

function isPlanned(schema: GraphQLSchema, document: DocumentNode): boolean {
  const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION)
  const [operation] = operations
  if (operations.length !== 1 || operation?.kind !== Kind.OPERATION_DEFINITION) return false
  return findPlan(schema, document, operation) !== null
}

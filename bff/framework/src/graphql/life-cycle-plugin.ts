import type { ApolloServerPlugin } from '@apollo/server'
import type { OperationDefinitionNode } from 'graphql'
import type { RequestContext } from './request-context.ts'

/** A plugin of Apollo that must see all of an operation's life: parsing, execution and each field. */
export interface LifeCyclePlugin {
  plugin: ApolloServerPlugin<RequestContext>
  /** Whether it needs this operation, which then goes through all of Apollo and graphql-js, at two to three times the cost. */
  concerns(operation: OperationDefinitionNode): boolean
}

export function isConcerned(
  plugins: readonly LifeCyclePlugin[],
  operation: OperationDefinitionNode,
): boolean {
  return plugins.some(({ concerns }) => concerns(operation))
}

import { buildTestSchema } from '@portico/bff-framework/testing'
import type { GraphQLSchema } from 'graphql'
import { modules } from '../app/modules/index.ts'

/** The gateway's own graph, made anew: a test may give it other resolvers. */
export function gatewaySchema(): GraphQLSchema {
  return buildTestSchema(modules)
}

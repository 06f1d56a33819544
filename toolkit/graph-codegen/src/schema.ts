import { buildASTSchema, concatAST, type DocumentNode, GraphQLError, type GraphQLSchema } from 'graphql'
import { DocumentError } from './document-error.ts'
import { readGraphqlFiles } from './graphql-files.ts'

export interface LoadedSchema {
  document: DocumentNode
  schema: GraphQLSchema
}

/** The graph of the gateway, joined from its modules' `.graphql` files. */
export function loadSchema(modulesFolder: string): LoadedSchema {
  const document = concatAST(readGraphqlFiles(modulesFolder))
  try {
    return { document, schema: buildASTSchema(document) }
  } catch (error) {
    throw error instanceof GraphQLError ? DocumentError.from([error]) : error
  }
}

import {
  assertValidSchema,
  buildASTSchema,
  concatAST,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  parse,
  Source,
} from 'graphql'
import { DocumentError } from './document-error.ts'
import { readGraphqlFiles } from './graphql-files.ts'

/** The product's own graph has some thousands. */
const MAX_TOKENS = 200_000

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

/** A graph that was sent or kept as one text. Throws what is wrong with it, as GraphQLError or Error. */
export function parseSchema(sdl: string, name: string): LoadedSchema {
  const document = parse(new Source(sdl, name), { maxTokens: MAX_TOKENS })
  const schema = buildASTSchema(document)
  assertValidSchema(schema)
  return { document, schema }
}

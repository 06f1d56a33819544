import { join } from 'node:path'
import { concatAST, type DocumentNode, specifiedRules, validate } from 'graphql'
import { DocumentError } from './document-error.ts'
import { readGraphqlFiles } from './graphql-files.ts'
import { operationsOf } from './operations.ts'
import type { LoadedSchema } from './schema.ts'

/** Of one app: a schema of another platform answers hardly a field. */
const MAX_FAULTS = 200
/** A fragment that nothing in this app uses yet is no error: it may be waiting for its page. */
const RULES = specifiedRules.filter(rule => rule.name !== 'NoUnusedFragmentsRule')

/**
 * The `.graphql` files of an app as one document that the schema answers. `base`: the folder that files are named from.
 * @throws DocumentError naming file and line of everything the schema does not allow
 */
export function readAppDocuments(appFolder: string, { schema }: LoadedSchema, base?: string): DocumentNode {
  const document = concatAST(readGraphqlFiles(join(appFolder, 'src'), base))
  operationsOf(document)
  if (document.definitions.length === 0) return document
  const errors = validate(schema, document, RULES, { maxErrors: MAX_FAULTS })
  if (errors.length > 0) throw DocumentError.from(errors)
  return document
}

/** How many operations of an app the schema answers: all. Throws as `readAppDocuments`. */
export function countOperations(appFolder: string, loaded: LoadedSchema, base?: string): number {
  return operationsOf(readAppDocuments(appFolder, loaded, base)).length
}

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { type DocumentNode, GraphQLError, parse, Source } from 'graphql'
import { DocumentError } from './document-error.ts'

/** Parses every `.graphql` file under a folder, ordered by path. Syntax errors of all files are reported together. */
export function readGraphqlFiles(folder: string): DocumentNode[] {
  const errors: GraphQLError[] = []
  const documents = listGraphqlFiles(folder).flatMap(file => {
    try {
      return [parseFile(file)]
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error
      errors.push(error)
      return []
    }
  })
  if (errors.length > 0) throw DocumentError.from(errors)
  return documents
}

function listGraphqlFiles(folder: string): string[] {
  if (!existsSync(folder)) return []
  // Not `globSync`: builds of apps run on Node 20 as well.
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.graphql'))
    .map(file => resolve(folder, file))
    .sort()
}

function parseFile(file: string): DocumentNode {
  return parse(new Source(readFileSync(file, 'utf8'), relative(process.cwd(), file)))
}

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { type DocumentNode, GraphQLError, parse, Source } from 'graphql'
import { DocumentError } from './document-error.ts'

/** Folders of a package that hold nothing of its own. */
const FOREIGN = /(?:^|[\\/])node_modules(?:[\\/]|$)/

/** Parses every `.graphql` file under a folder, ordered by path and named from `base`. Syntax errors of all files are reported together. */
export function readGraphqlFiles(folder: string, base = process.cwd()): DocumentNode[] {
  const errors: GraphQLError[] = []
  const documents = listGraphqlFiles(folder).flatMap(file => {
    try {
      return [parseFile(file, base)]
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
    .filter(file => file.endsWith('.graphql') && !FOREIGN.test(file))
    .map(file => join(folder, file))
    .sort()
}

function parseFile(file: string, base: string): DocumentNode {
  return parse(new Source(readFileSync(file, 'utf8'), relative(base, file).replaceAll(sep, '/')))
}

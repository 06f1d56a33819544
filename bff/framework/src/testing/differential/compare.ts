import {
  type ExecutionResult,
  execute,
  type GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  parse,
  validate,
} from 'graphql'
import { executePlanned } from '../../graphql/planned-execution.ts'
import type { RequestContext } from '../../graphql/request-context.ts'
import type { RandomQuery } from './random-queries.ts'

/** `invalid`: no server would run it. */
export type Compared = 'planned' | 'left to graphql-js' | 'invalid'

const noContext = {} as RequestContext

/**
 * Runs a query by plan and by graphql-js; throws where they differ. With values that come later it is chance which of several
 * errors nulls a place, and graphql-js reports what fails below it too: then the places are compared.
 */
export async function compareExecutions(
  schema: GraphQLSchema,
  { source, variables }: RandomQuery,
  hasLater: boolean,
): Promise<Compared> {
  const document = parse(source)
  const operation = getOperationAST(document)
  if (!operation || validate(schema, document).length > 0) return 'invalid'
  const planned = await executePlanned({ schema, document, operation, variables, context: noContext })
  if (planned === null) return 'left to graphql-js'
  const expected = await execute({ schema, document, variableValues: variables, contextValue: noContext })
  const [ours, theirs] = [planned, expected].map(hasLater ? placesOf : wholeOf)
  if (ours === theirs) return 'planned'
  throw new Error(
    `Answered otherwise than by graphql-js:\n${source}\n${JSON.stringify(variables)}\n${ours}\n${theirs}`,
  )
}

/** As a client gets it: the order of fields and of errors counts. */
function wholeOf({ data, errors }: ExecutionResult): string {
  return JSON.stringify({ data, errors: errors?.map(error => error.toJSON()) })
}

/** Data in its order, and which places errors have made null; of each place one error. */
function placesOf({ data, errors = [] }: ExecutionResult): string {
  const places = new Set(errors.map(error => JSON.stringify(nulledBy(data, error))))
  return JSON.stringify({ data, places: [...places].sort() })
}

function nulledBy(data: unknown, { path = [] }: GraphQLError): (string | number)[] {
  let at: unknown = data
  for (const [depth, key] of path.entries()) {
    if (at === null || at === undefined) return path.slice(0, depth)
    at = (at as Record<string | number, unknown>)[key]
  }
  return [...path]
}

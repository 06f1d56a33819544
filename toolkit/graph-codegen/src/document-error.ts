import { type GraphQLError, getLocation } from 'graphql'

/** A `.graphql` document that cannot be used. The message has one line a problem, `file:line:column message`. */
export class DocumentError extends Error {
  readonly code = 'INVALID_DOCUMENT'

  constructor(problems: string[]) {
    super(problems.join('\n'))
    this.name = 'DocumentError'
  }

  static from(errors: readonly GraphQLError[]): DocumentError {
    return new DocumentError(errors.map(describe))
  }
}

function describe(error: GraphQLError): string {
  const source = error.source ?? error.nodes?.[0]?.loc?.source
  const position = error.positions?.[0] ?? error.nodes?.[0]?.loc?.start
  if (!source || position === undefined) return error.message
  const { line, column } = getLocation(source, position)
  return `${source.name}:${line}:${column} ${error.message}`
}

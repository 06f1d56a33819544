import type { IncomingMessage } from 'node:http'
import type { ApolloServerOptions, ApolloServerOptionsWithGateway } from '@apollo/server'
import type { GraphQLError, GraphQLFormattedError, ValidationRule } from 'graphql'
import type { RequestContext } from './request-context.ts'

export type FormatError = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError

/**
 * Options of Apollo's server that a gateway may have. Those marked (whole) send every operation through Apollo's life cycle, at
 * two to three times the cost, and no answer is kept; session, price, turn and limits are as without.
 */
export interface ApolloOptions {
  /** (whole) In place of the gateway's own, which hides the text of what was not expected. */
  formatError?: FormatError
  /** (whole) */
  rootValue?: ApolloServerOptions<RequestContext>['rootValue']
  /** (whole) Executes operations in place of the schema's resolvers. */
  gateway?: ApolloServerOptionsWithGateway<RequestContext>['gateway']
  /** (whole) Members that resolvers find in their context besides, asked for once an HTTP request. None of the context's own. */
  context?(context: RequestContext, request: IncomingMessage): object | Promise<object>
  /** Besides the rules of the specification and the limits. */
  validationRules?: readonly ValidationRule[]
  /** Plugins alone say how long caches on the way may keep an answer; left out: where none says so, no cache may. */
  isCachingFree?: boolean
}

export function needsWhole({ formatError, rootValue, gateway, context }: ApolloOptions): boolean {
  return [formatError, rootValue, gateway, context].some(option => option !== undefined)
}

/** What is wrong with a document, as an answer says it. */
export type FormatRefusals = (errors: readonly GraphQLError[]) => GraphQLFormattedError[]

export function refusalFormatter({ formatError }: ApolloOptions): FormatRefusals {
  return errors => errors.map(error => formatOne(error, formatError))
}

function formatOne(error: GraphQLError, format?: FormatError): GraphQLFormattedError {
  if (!format) return error.toJSON()
  try {
    return format(error.toJSON(), error)
  } catch {
    return { message: 'The error could not be written.', extensions: { code: 'INTERNAL' } }
  }
}

/** Once an HTTP request, of a batch too. Faults: an error of its own for a member that the context has already. */
export async function membersFor(
  { context: ask }: ApolloOptions,
  context: RequestContext,
  request: IncomingMessage,
): Promise<object | null> {
  if (!ask) return null
  const members = await ask(context, request)
  const taken = Object.keys(members).find(name => name in context)
  if (taken !== undefined) throw new Error(`Every context has a member ${taken} already.`)
  return members
}

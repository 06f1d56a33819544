import { noteFailure } from '@portico/telemetry'
import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import { asAppError } from '../errors/app-error.ts'
import { CATALOGUE, type ErrorCode } from '../errors/catalogue.ts'
import type { Log } from '../telemetry/log.ts'

/** What the client itself got wrong: the text is about its own request, so it may see it. */
const CLIENT_CODES: ReadonlySet<string> = new Set<ErrorCode>([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'PERSISTED_QUERY_MISMATCH',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
])

/** What Apollo says without a code of its own about a text that came with its hash. */
const CODES: ReadonlyMap<string, ErrorCode> = new Map([
  ['provided sha does not match query', 'PERSISTED_QUERY_MISMATCH'],
  ['Unsupported persisted query version', 'BAD_REQUEST'],
])

type Formatter = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError

/** Turns whatever was thrown into what a client may see, and logs once what was not expected. Cannot throw. */
export function errorFormatter(log: Log): Formatter {
  return (formatted, error) => {
    try {
      return format(formatted, error, log)
    } catch {
      return { message: INTERNAL_MESSAGE, extensions: { code: 'INTERNAL' } }
    }
  }
}

export function formatAll(format: Formatter, errors: readonly GraphQLError[]): GraphQLFormattedError[] {
  return errors.map(error => format(error.toJSON(), error))
}

const INTERNAL_MESSAGE = CATALOGUE.INTERNAL.message

function format(formatted: GraphQLFormattedError, error: unknown, log: Log): GraphQLFormattedError {
  const { path, locations } = formatted
  const place = { ...(path && { path }), ...(locations && { locations }) }
  const cause = originOf(error)
  const { fault, isExpected } = asAppError(cause)
  if (isExpected) {
    const { code, message, details, status } = fault
    if (status >= 500) noteFailure()
    return { message, ...place, extensions: { code, ...(details && { details }) } }
  }
  const code = CODES.get(formatted.message) ?? formatted.extensions?.code
  if (isAboutRequest(cause) && typeof code === 'string' && CLIENT_CODES.has(code)) {
    return { message: formatted.message, ...place, extensions: { code } }
  }
  noteFailure()
  log.error('graphql.failed', cause, { path: path?.join('.') })
  return { message: INTERNAL_MESSAGE, ...place, extensions: { code: 'INTERNAL' } }
}

function originOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? originOf(error.originalError) : error
}

/** An error of graphql-js' own: about the document or its variables, thrown by no code of a module. */
function isAboutRequest(cause: unknown): boolean {
  return cause instanceof GraphQLError
}

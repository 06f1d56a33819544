import type { IncomingMessage } from 'node:http'
import type { GraphQLFormattedError } from 'graphql'
import { hasCode } from '../errors/app-error.ts'
import type { FormatRefusals } from './apollo-options.ts'
import { DocumentRefused } from './documents.ts'
import type { GraphAnswer } from './executor.ts'

const GRAPH_TYPE = 'application/graphql-response+json'

export function contentTypeFor({ headers: { accept } }: IncomingMessage): string {
  const type = accept?.includes(GRAPH_TYPE) ? GRAPH_TYPE : 'application/json'
  return `${type}; charset=utf-8`
}

/**
 * Clients of before `application/graphql-response+json` take any other status than 200 for an answer that is not of this
 * server. One that names no type, or any, is not of them.
 */
export function asksForPlainJson({ headers: { accept = '' } }: IncomingMessage): boolean {
  return accept.includes('application/json') && !accept.includes(GRAPH_TYPE)
}

/** What is wrong with the operation, by the server's own word; everything else keeps its status. */
const ABOUT_OPERATION = new Set(['BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED'])

export function isAboutOperation({ status, body }: GraphAnswer): boolean {
  if (status !== 400) return false
  const { errors = [] } = JSON.parse(body) as { errors?: { extensions?: { code?: string } }[] }
  return errors.length > 0 && errors.every(({ extensions }) => ABOUT_OPERATION.has(extensions?.code ?? ''))
}

/** Null for what is not about the operation itself. */
export function refusalsOf(error: unknown, format: FormatRefusals): readonly GraphQLFormattedError[] | null {
  if (error instanceof DocumentRefused) return format(error.errors)
  if (!hasCode(error, 'OPERATION_RESOLUTION_FAILURE', 'OPERATION_TOO_COSTLY')) return null
  const { message, code, details } = error
  return [{ message, extensions: { code, ...(details && { details }) } }]
}

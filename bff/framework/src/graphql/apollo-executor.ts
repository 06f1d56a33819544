import type { IncomingHttpHeaders } from 'node:http'
import { type ApolloServer, HeaderMap } from '@apollo/server'
import type { GraphQLSchema, OperationDefinitionNode } from 'graphql'
import { DEVELOPER_HEADER } from '../release/developer-grants.ts'
import { plainAnswerType } from './answer-type.ts'
import { type FormatError, needsWhole } from './apollo-options.ts'
import { type ApolloParts, createApolloServer } from './apollo-server.ts'
import type { PreparedOperation } from './document-shelf.ts'
import type { GraphAnswer, GraphExecutor, GraphRequest, HttpRequest } from './executor.ts'
import { errorFormatter, formatAll } from './format-error.ts'
import { isConcerned } from './life-cycle-plugin.ts'
import { executePlanned } from './planned-execution.ts'
import { extensionsOf, type RequestContext } from './request-context.ts'

/**
 * Runs prepared documents. What has a plan and concerns no plugin goes straight to it; all else through Apollo's life cycle,
 * which makes the same answers at two to three times the cost.
 */
export class ApolloExecutor implements GraphExecutor {
  readonly #server: ApolloServer<RequestContext>
  readonly #schema: GraphQLSchema
  readonly #isWhole: (operation: OperationDefinitionNode) => boolean
  readonly #formatError: FormatError
  readonly #isCachingFree: boolean

  constructor(parts: ApolloParts) {
    const { schema, plugins = [], options = {}, log } = parts
    const isAllWhole = needsWhole(options)
    this.#schema = schema
    this.#isWhole = operation => isAllWhole || isConcerned(plugins, operation)
    this.#isCachingFree = options.isCachingFree ?? false
    this.#formatError = options.formatError ?? errorFormatter(log)
    this.#server = createApolloServer(parts, { formatError: this.#formatError, isWhole: this.#isWhole })
  }

  start(): Promise<void> {
    return this.#server.start()
  }

  stop(): Promise<void> {
    return this.#server.stop()
  }

  execute(request: GraphRequest, context: RequestContext, prepared: PreparedOperation): Promise<GraphAnswer> {
    return (
      this.#executeByPlan(request, context, prepared) ??
      this.#askServer({ ...request, ...withText(request) }, context)
    )
  }

  refuse(request: HttpRequest, context: RequestContext): Promise<GraphAnswer> {
    context.notes.isRefused = true
    return this.#askServer(request, context)
  }

  /** Null where Apollo must look at the request: it is unusual, faulty, or has no plan. Nothing has run then. */
  #executeByPlan(
    request: GraphRequest,
    context: RequestContext,
    { document, operation }: PreparedOperation,
  ): Promise<GraphAnswer> | null {
    const type = isUsual(request) ? plainAnswerType(request.headers.accept) : null
    if (type === null || this.#isWhole(operation)) return null
    const variables = (request.variables ?? {}) as Record<string, unknown>
    const result = executePlanned({ schema: this.#schema, document, operation, variables, context })
    return (
      result?.then(({ data, errors }) => {
        const extensions = extensionsOf(context)
        const answer = {
          ...(errors && { errors: formatAll(this.#formatError, errors) }),
          data,
          extensions,
        }
        const body = JSON.stringify(answer)
        const isWhole = errors === undefined && extensions === undefined
        return { status: 200, headers: { 'content-type': type }, body, isWhole }
      }) ?? null
    )
  }

  async #askServer(request: HttpRequest, context: RequestContext): Promise<GraphAnswer> {
    const { method, headers: sent, search, body: one, isBatched = false } = request
    const answer = await this.#server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method, headers: headerMap(sent), search, body: isBatched ? [one] : one },
      context: async () => context,
    })
    const { status = 200, headers, body } = answer
    if (body.kind !== 'complete') throw new Error('Incremental delivery is not part of this graph')
    return {
      status,
      headers: Object.fromEntries(headers),
      body: isBatched ? withoutBrackets(body.string) : body.string,
      ...(this.#isCachingFree && { isCachingFree: true }),
    }
  }
}

/** Members of the right types. Of a GET the extensions were read before. */
function isUsual({ method, body, variables, operationName }: GraphRequest): boolean {
  const { extensions } = method === 'POST' ? (body as { extensions?: unknown }) : {}
  const isNamed = operationName === undefined || operationName === null || typeof operationName === 'string'
  return isNamed && isRecordOrNone(variables) && isRecordOrNone(extensions)
}

function isRecordOrNone(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'object' && !Array.isArray(value))
}

/** Puts the text where GraphQL over HTTP has it; ids and extensions were read before. */
function withText({ method, body, search, query }: GraphRequest): { body: unknown; search: string } {
  if (method === 'POST') {
    const { documentId: _, extensions: __, ...rest } = body as Record<string, unknown>
    return { body: { ...rest, query }, search }
  }
  const parameters = new URLSearchParams(search)
  parameters.delete('extensions')
  parameters.set('query', query)
  return { body, search: `?${parameters}` }
}

/** Of a batch of one; what was refused as a whole is not in brackets. */
function withoutBrackets(body: string): string {
  return body.startsWith('[') ? body.slice(1, -1) : body
}

/** But a secret, which is for the front alone. */
function headerMap(headers: IncomingHttpHeaders): HeaderMap {
  const map = new HeaderMap()
  for (const [name, value] of Object.entries(headers))
    if (name !== DEVELOPER_HEADER) map.set(name, String(value))
  return map
}

import type { IncomingHttpHeaders } from 'node:http'
import { ApolloServer, type ApolloServerPlugin, HeaderMap } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import type { ExecutionResult, GraphQLError, GraphQLFormattedError, GraphQLSchema } from 'graphql'
import { DEVELOPER_HEADER } from '../release/developer-grants.ts'
import type { Log } from '../telemetry/log.ts'
import { plainAnswerType } from './answer-type.ts'
import type { PreparedOperation } from './document-shelf.ts'
import type { GraphDocuments } from './documents.ts'
import type { GraphAnswer, GraphExecutor, GraphRequest } from './executor.ts'
import { errorFormatter } from './format-error.ts'
import { isConcerned, type LifeCyclePlugin } from './life-cycle-plugin.ts'
import { MAX_TOKENS } from './limits.ts'
import { executePlanned } from './planned-execution.ts'
import type { RequestContext } from './request-context.ts'

/** Of SHA-256 in hex. */
const HASH_LENGTH = 64

export interface ApolloExecutorOptions {
  schema: GraphQLSchema
  documents: GraphDocuments
  /** Introspection and "did you mean" are on; for development only. */
  isOpen: boolean
  plugins?: readonly LifeCyclePlugin[]
  log: Log
}

type FormatError = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError

/**
 * Runs prepared documents. What has a plan and concerns no plugin goes straight to it; all else through Apollo's life cycle,
 * which makes the same answers at two to three times the cost.
 */
export class ApolloExecutor implements GraphExecutor {
  readonly #server: ApolloServer<RequestContext>
  readonly #schema: GraphQLSchema
  readonly #plugins: readonly LifeCyclePlugin[]
  readonly #formatError: FormatError

  constructor({ schema, documents, isOpen, plugins = [], log }: ApolloExecutorOptions) {
    this.#schema = schema
    this.#plugins = plugins
    this.#formatError = errorFormatter(log)
    this.#server = new ApolloServer<RequestContext>({
      schema,
      introspection: isOpen,
      hideSchemaDetailsFromClientErrors: !isOpen,
      includeStacktraceInErrorResponses: false,
      formatError: this.#formatError,
      parseOptions: { maxTokens: MAX_TOKENS },
      documentStore: storeOf(documents),
      // The front has its own: a header no form can set, Origin, Sec-Fetch-Site.
      csrfPrevention: false,
      // Ids are looked up in the apps' manifests, before this.
      persistedQueries: false,
      stopOnTerminationSignals: false,
      logger: apolloLog(log),
      plugins: [
        ...unused(),
        addExtensions,
        runByPlan(this.#formatError, plugins),
        ...plugins.map(({ plugin }) => plugin),
      ],
    })
  }

  start(): Promise<void> {
    return this.#server.start()
  }

  stop(): Promise<void> {
    return this.#server.stop()
  }

  execute(request: GraphRequest, context: RequestContext, prepared: PreparedOperation): Promise<GraphAnswer> {
    return this.#executeByPlan(request, context, prepared) ?? this.#executeWhole(request, context)
  }

  /** Null where Apollo must look at the request: it is unusual, faulty, or has no plan. Nothing has run then. */
  #executeByPlan(
    request: GraphRequest,
    context: RequestContext,
    { document, operation }: PreparedOperation,
  ): Promise<GraphAnswer> | null {
    const type = isUsual(request) ? plainAnswerType(request.headers.accept) : null
    if (type === null || isConcerned(this.#plugins, operation)) return null
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

  async #executeWhole(request: GraphRequest, context: RequestContext): Promise<GraphAnswer> {
    const { method, headers: sent } = request
    const { status, headers, body } = await this.#server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method, headers: headerMap(sent), ...withText(request) },
      context: async () => context,
    })
    if (body.kind !== 'complete') throw new Error('Incremental delivery is not part of this graph')
    return { status: status ?? 200, headers: Object.fromEntries(headers), body: body.string }
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

function formatAll(format: FormatError, errors: readonly GraphQLError[]): GraphQLFormattedError[] {
  return errors.map(error => format(error.toJSON(), error))
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

/** Apollo asks by a key that ends in the hash of the text; what it finds was parsed and validated by `Documents`. */
function storeOf(documents: GraphDocuments) {
  return {
    get: async (key: string) => documents.find(key.slice(-HASH_LENGTH)),
    set: async () => {},
    delete: async () => false,
  }
}

/** What Apollo adds by itself: the cache-control plugin alone costs a third of the throughput. */
function unused(): ApolloServerPlugin[] {
  return [
    ApolloServerPluginCacheControlDisabled(),
    ApolloServerPluginInlineTraceDisabled(),
    ApolloServerPluginLandingPageDisabled(),
    ApolloServerPluginSchemaReportingDisabled(),
    ApolloServerPluginUsageReportingDisabled(),
  ]
}

/** Which parts are missing, and for operators what it cost; undefined where there is nothing to say. */
function extensionsOf({ degradations, notes }: RequestContext): ExecutionResult['extensions'] {
  const { cost } = notes
  if (degradations.length === 0 && !cost) return undefined
  return { ...(degradations.length > 0 && { degraded: degradations }), ...(cost && { cost }) }
}

const addExtensions: ApolloServerPlugin<RequestContext> = {
  async requestDidStart() {
    return {
      async willSendResponse({ response, contextValue }) {
        const extensions = extensionsOf(contextValue)
        if (extensions === undefined || response.body.kind !== 'single') return
        const { singleResult } = response.body
        singleResult.extensions = { ...singleResult.extensions, ...extensions }
      },
    }
  },
}

/** Apollo formats the errors of its own execution only. */
function runByPlan(
  formatError: FormatError,
  plugins: readonly LifeCyclePlugin[],
): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      return {
        async responseForOperation({ schema, document, operation, request, contextValue: context }) {
          if (isConcerned(plugins, operation)) return null
          const variables = request.variables ?? {}
          const result = await executePlanned({ schema, document, operation, variables, context })
          if (!result) return null
          const { data, errors } = result
          const singleResult = { data, ...(errors && { errors: formatAll(formatError, errors) }) }
          return { http: { headers: new HeaderMap() }, body: { kind: 'single', singleResult } }
        },
      }
    },
  }
}

/** But a secret, which is for the front alone. */
function headerMap(headers: IncomingHttpHeaders): HeaderMap {
  const map = new HeaderMap()
  for (const [name, value] of Object.entries(headers))
    if (name !== DEVELOPER_HEADER) map.set(name, String(value))
  return map
}

function apolloLog(log: Log) {
  const quiet = () => {}
  return {
    debug: quiet,
    info: quiet,
    warn: (message?: unknown) => log.warn('apollo.warned', { message: String(message) }),
    error: (message?: unknown) => log.error('apollo.failed', message),
  }
}

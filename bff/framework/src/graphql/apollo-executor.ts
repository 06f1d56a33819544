import { ApolloServer, type ApolloServerPlugin, HeaderMap } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql'
import type { Log } from '../telemetry/log.ts'
import type { GraphDocuments } from './documents.ts'
import type { GraphAnswer, GraphExecutor, GraphRequest } from './executor.ts'
import { errorFormatter } from './format-error.ts'
import { MAX_TOKENS } from './limits.ts'
import { executePlanned } from './planned-execution.ts'
import type { RequestContext } from './request-context.ts'

/** Of SHA-256 in hex. */
const HASH_LENGTH = 64

/** Runs prepared documents, through the rest of Apollo's life cycle. */
export class ApolloExecutor implements GraphExecutor {
  readonly #server: ApolloServer<RequestContext>

  /** `isOpen`: introspection and "did you mean" are on; for development only. */
  constructor(schema: GraphQLSchema, documents: GraphDocuments, isOpen: boolean, log: Log) {
    const formatError = errorFormatter(log)
    this.#server = new ApolloServer<RequestContext>({
      schema,
      introspection: isOpen,
      hideSchemaDetailsFromClientErrors: !isOpen,
      includeStacktraceInErrorResponses: false,
      formatError,
      parseOptions: { maxTokens: MAX_TOKENS },
      documentStore: storeOf(documents),
      // The front has its own: a header no form can set, Origin, Sec-Fetch-Site.
      csrfPrevention: false,
      // Ids are looked up in the apps' manifests, before this.
      persistedQueries: false,
      stopOnTerminationSignals: false,
      logger: apolloLog(log),
      plugins: [...unused(), addExtensions, runByPlan(formatError)],
    })
  }

  start(): Promise<void> {
    return this.#server.start()
  }

  stop(): Promise<void> {
    return this.#server.stop()
  }

  async execute(request: GraphRequest, context: RequestContext): Promise<GraphAnswer> {
    const { method, headers: sent } = request
    const { status, headers, body } = await this.#server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method, headers: headerMap(sent), ...withText(request) },
      context: async () => context,
    })
    if (body.kind !== 'complete') throw new Error('Incremental delivery is not part of this graph')
    return { status: status ?? 200, headers: Object.fromEntries(headers), body: body.string }
  }
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

/** Says in the answer which parts are missing, and to operators what it cost. */
const addExtensions: ApolloServerPlugin<RequestContext> = {
  async requestDidStart() {
    return {
      async willSendResponse({ response, contextValue: { degradations, permissions, notes } }) {
        const cost = permissions.has('platform.release.read') ? notes.cost : null
        if ((degradations.length === 0 && !cost) || response.body.kind !== 'single') return
        const { singleResult } = response.body
        singleResult.extensions = {
          ...singleResult.extensions,
          ...(degradations.length > 0 && { degraded: degradations }),
          ...(cost && { cost }),
        }
      },
    }
  },
}

/** Apollo formats the errors of its own execution only. */
function runByPlan(
  formatError: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError,
): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      return {
        async responseForOperation({ schema, document, operation, request, contextValue: context }) {
          const variables = request.variables ?? {}
          const result = await executePlanned({ schema, document, operation, variables, context })
          if (!result) return null
          const errors = result.errors?.map(error => formatError(error.toJSON(), error))
          const singleResult = { data: result.data, ...(errors && { errors }) }
          return { http: { headers: new HeaderMap() }, body: { kind: 'single', singleResult } }
        },
      }
    },
  }
}

function headerMap(headers: Readonly<Record<string, string>>): HeaderMap {
  const map = new HeaderMap()
  for (const [name, value] of Object.entries(headers)) map.set(name, value)
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

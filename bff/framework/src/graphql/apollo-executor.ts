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
import { DocumentStore } from './document-store.ts'
import type { GraphAnswer, GraphExecutor, GraphRequest } from './executor.ts'
import { errorFormatter } from './format-error.ts'
import { limitsRule, maxTokens } from './limits.ts'
import { executePlanned } from './planned-execution.ts'
import type { RequestContext } from './request-context.ts'

/** Runs any operation, through Apollo's whole life cycle. */
export class ApolloExecutor implements GraphExecutor {
  readonly #server: ApolloServer<RequestContext>

  /** `isOpen`: introspection and "did you mean" are on; for development only. */
  constructor(schema: GraphQLSchema, isOpen: boolean, log: Log) {
    const formatError = errorFormatter(log)
    this.#server = new ApolloServer<RequestContext>({
      schema,
      introspection: isOpen,
      hideSchemaDetailsFromClientErrors: !isOpen,
      includeStacktraceInErrorResponses: false,
      formatError,
      validationRules: [limitsRule],
      parseOptions: { maxTokens },
      documentStore: new DocumentStore(),
      // The front has its own: a header no form can set, Origin, Sec-Fetch-Site.
      csrfPrevention: false,
      // Ids are looked up in the apps' manifests, before this.
      persistedQueries: false,
      stopOnTerminationSignals: false,
      logger: apolloLog(log),
      plugins: [...unused(), noteOperation, runByPlan(formatError)],
    })
  }

  start(): Promise<void> {
    return this.#server.start()
  }

  stop(): Promise<void> {
    return this.#server.stop()
  }

  async execute(request: GraphRequest, context: RequestContext): Promise<GraphAnswer> {
    const { status, headers, body } = await this.#server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { ...request, headers: headerMap(request.headers) },
      context: async () => context,
    })
    if (body.kind !== 'complete') throw new Error('Incremental delivery is not part of this graph')
    return { status: status ?? 200, headers: Object.fromEntries(headers), body: body.string }
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

/** Remembers the operation's name for the metrics, and says in the answer which parts are missing. */
const noteOperation: ApolloServerPlugin<RequestContext> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ operationName, contextValue }) {
        contextValue.notes.operationName = operationName
      },
      async willSendResponse({ response, contextValue: { degradations } }) {
        if (degradations.length === 0 || response.body.kind !== 'single') return
        const { singleResult } = response.body
        singleResult.extensions = { ...singleResult.extensions, degraded: degradations }
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

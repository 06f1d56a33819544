import { ApolloServer, type ApolloServerPlugin, HeaderMap } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import type { GraphQLSchema, OperationDefinitionNode } from 'graphql'
import type { Log } from '../telemetry/log.ts'
import type { ApolloOptions, FormatError } from './apollo-options.ts'
import type { GraphDocuments } from './documents.ts'
import { formatAll } from './format-error.ts'
import type { LifeCyclePlugin } from './life-cycle-plugin.ts'
import { MAX_TOKENS } from './limits.ts'
import { executePlanned } from './planned-execution.ts'
import { extensionsOf, type RequestContext } from './request-context.ts'

/** Of SHA-256 in hex. */
const HASH_LENGTH = 64
const TAKES_NONE = { batches: false, hashes: false }

export interface ApolloParts {
  schema: GraphQLSchema
  documents: GraphDocuments
  /** Introspection and "did you mean" are on; for development only. */
  isOpen: boolean
  plugins?: readonly LifeCyclePlugin[]
  options?: ApolloOptions
  /** Whether the front takes several operations in a request, and texts by their hash. */
  takes?: { batches: boolean; hashes: boolean }
  log: Log
}

interface Execution {
  formatError: FormatError
  /** Whether an operation must go the whole way, so that none of it may run by plan. */
  isWhole(operation: OperationDefinitionNode): boolean
}

export function createApolloServer(parts: ApolloParts, execution: Execution): ApolloServer<RequestContext> {
  const { schema, documents, isOpen, plugins = [], options = {}, takes = TAKES_NONE, log } = parts
  const { gateway, rootValue, validationRules } = options
  const given = plugins.map(({ plugin }) => plugin)
  return new ApolloServer<RequestContext>({
    ...(gateway ? { gateway } : { schema }),
    ...(rootValue !== undefined && { rootValue }),
    ...(validationRules && { validationRules: [...validationRules] }),
    introspection: isOpen,
    hideSchemaDetailsFromClientErrors: !isOpen,
    includeStacktraceInErrorResponses: false,
    formatError: execution.formatError,
    parseOptions: { maxTokens: MAX_TOKENS },
    documentStore: storeOf(documents),
    // The front has its own: a header no form can set, Origin, Sec-Fetch-Site.
    csrfPrevention: false,
    allowBatchedHttpRequests: takes.batches,
    // Texts are found before this: what the front found no text for has none here.
    persistedQueries: takes.hashes && { cache: NO_TEXTS },
    stopOnTerminationSignals: false,
    logger: apolloLog(log),
    plugins: [...unusedBeside(given), runNothingRefused, addExtensions, runByPlan(execution), ...given],
  })
}

/** Apollo asks by a key that ends in the hash of the text; what it finds was parsed and validated by `Documents`. */
function storeOf(documents: GraphDocuments) {
  return {
    get: async (key: string) => documents.find(key.slice(-HASH_LENGTH)),
    set: async () => {},
    delete: async () => false,
  }
}

const NO_TEXTS = {
  get: async () => undefined,
  set: async () => {},
  delete: async () => false,
}

type Plugin = ApolloServerPlugin<RequestContext>

/** What Apollo adds by itself, but what a module brings: the cache-control plugin alone costs a third of the throughput. */
function unusedBeside(given: readonly Plugin[]): Plugin[] {
  const ids = new Set(given.map(idOf))
  const unused = [
    ApolloServerPluginCacheControlDisabled(),
    ApolloServerPluginInlineTraceDisabled(),
    ApolloServerPluginLandingPageDisabled(),
    ApolloServerPluginSchemaReportingDisabled(),
    ApolloServerPluginUsageReportingDisabled(),
  ]
  return unused.filter(plugin => !ids.has(idOf(plugin) ?? ''))
}

/** Undefined: it is none of Apollo's own. */
function idOf(plugin: Plugin): string | undefined {
  return '__internal_plugin_id__' in plugin ? String(plugin.__internal_plugin_id__) : undefined
}

/** Nothing of a refused request was priced. Should Apollo find an operation where the front found none, it ends here, before it is read. */
const runNothingRefused: Plugin = {
  async requestDidStart({ contextValue }) {
    if (!contextValue.notes.isRefused) return
    return {
      async didResolveSource() {
        throw new Error('A refused request was about to be run')
      },
    }
  },
}

const addExtensions: Plugin = {
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
function runByPlan({ formatError, isWhole }: Execution): Plugin {
  return {
    async requestDidStart() {
      return {
        async responseForOperation({ schema, document, operation, request, contextValue: context }) {
          if (isWhole(operation)) return null
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

function apolloLog(log: Log) {
  const quiet = () => {}
  return {
    debug: quiet,
    info: quiet,
    warn: (message?: unknown) => log.warn('apollo.warned', { message: String(message) }),
    error: (message?: unknown) => log.error('apollo.failed', message),
  }
}

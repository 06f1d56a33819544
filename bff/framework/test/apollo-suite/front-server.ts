import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ApolloServerOptionsWithSchema, ApolloServerPlugin } from '@apollo/server'
import { ApolloServerPluginCacheControl } from '@apollo/server/plugin/cacheControl'
import { Discovery } from '@portico/service-client'
import { TrafficMeter } from '@portico/telemetry'
import {
  buildASTSchema,
  concatAST,
  type DocumentNode,
  type GraphQLSchema,
  isObjectType,
  parse,
} from 'graphql'
import { EntityCache } from '../../src/cache/entity-cache.ts'
import { MemoryTier } from '../../src/cache/memory-tier.ts'
import { readJson } from '../../src/exchange/body.ts'
import { IncomingCall } from '../../src/exchange/http-exchange.ts'
import { ApolloExecutor } from '../../src/graphql/apollo-executor.ts'
import type { ApolloOptions } from '../../src/graphql/apollo-options.ts'
import { GraphDocuments } from '../../src/graphql/documents.ts'
import { GraphRunner } from '../../src/graphql/graph-runner.ts'
import { KeptTexts, textsInTier } from '../../src/graphql/kept-texts.ts'
import { RequestContext } from '../../src/graphql/request-context.ts'
import { GraphFront, type GraphFrontParts } from '../../src/http/graph-front.ts'
import { OperationCounts } from '../../src/http/operation-counts.ts'
import { OperationResolver } from '../../src/http/operation-resolver.ts'
import { createLoad } from '../../src/load/load.ts'
import { createLog } from '../../src/telemetry/log.ts'
import { Metrics } from '../../src/telemetry/metrics.ts'
import { beginTrace } from '../../src/telemetry/trace.ts'
import { testSession } from '../../src/testing/test-graph.ts'
import { stableRouting } from '../../src/upstream/routing.ts'
import { Upstream } from '../../src/upstream/upstream.ts'

type Given = Partial<ApolloServerOptionsWithSchema<RequestContext>>

/** What the suite gives of a server. */
export interface SuiteConfig
  extends Pick<
      Given,
      | 'schema'
      | 'plugins'
      | 'formatError'
      | 'rootValue'
      | 'validationRules'
      | 'persistedQueries'
      | 'allowBatchedHttpRequests'
    >,
    Pick<ApolloOptions, 'gateway'> {
  typeDefs?: string | DocumentNode | readonly DocumentNode[]
  resolvers?: Readonly<Record<string, Readonly<Record<string, never>>>>
}

interface SuiteOptions {
  context?: () => Promise<object>
}

/** One test sends a hundred. */
const MAX_BATCH = 100

const LIMITS = {
  maxQueryPoints: 1e6,
  userPointsPerSecond: 1e6,
  tenantPointsPerSecond: 1e6,
  maxUserCalls: 100,
  maxTenantCalls: 100,
}
const log = createLog(() => {})
const upstream = new Upstream(new Discovery([], {}), log)

/** Every caller has a session, as the suite knows of none. */
export function serveFront(config: SuiteConfig, given: SuiteOptions = {}) {
  const schema = config.gateway ? schemaOf(config.gateway) : (config.schema ?? buildFrom(config))
  return openFront({
    schema,
    plugins: [...defaultPlugins(config), ...(config.plugins ?? [])],
    options: optionsOf(config, given),
    texts: textsOf(config),
    maxBatch: config.allowBatchedHttpRequests ? MAX_BATCH : 0,
  })
}

interface FrontConfig {
  schema: GraphQLSchema
  plugins?: readonly ApolloServerPlugin<RequestContext>[]
  options?: ApolloOptions
  texts?: KeptTexts | null
  maxBatch?: number
}

/** The front and the executor of the gateway, of whose plugins each concerns all operations. */
export async function openFront(config: FrontConfig) {
  const { schema, plugins = [], options = {}, texts = null, maxBatch = 0 } = config
  const documents = new GraphDocuments(schema, true, options.validationRules)
  const executor = new ApolloExecutor({
    schema,
    documents,
    isOpen: true,
    plugins: plugins.map(plugin => ({ plugin, concerns: () => true })),
    options,
    takes: { batches: maxBatch > 0, hashes: texts !== null },
    log,
  })
  await executor.start()
  const runner = new GraphRunner({ schema, documents, load: createLoad(LIMITS), executor })
  const front = createFront({ runner, texts, maxBatch, apollo: options })
  const server = createServer((request, response) => {
    void front.serve(new IncomingCall(request, response, beginTrace(), []))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const stop = async () => {
    server.closeAllConnections()
    server.close()
    await executor.stop()
  }
  return { url: `http://127.0.0.1:${port}/`, server: { stop } }
}

/** What Apollo's server has where nothing is given: errors as they were thrown, and hints that become headers. */
function optionsOf({ formatError, rootValue, validationRules, gateway }: SuiteConfig, given: SuiteOptions) {
  const { context } = given
  return {
    formatError: formatError ?? (formatted => formatted),
    isCachingFree: true,
    ...(rootValue !== undefined && { rootValue }),
    ...(validationRules && { validationRules: [...validationRules] }),
    ...(gateway && { gateway }),
    ...(context && { context }),
  } satisfies ApolloOptions
}

function defaultPlugins({ plugins = [] }: SuiteConfig): ApolloServerPlugin<RequestContext>[] {
  const isGiven = plugins.some(plugin => '__internal_plugin_id__' in plugin)
  return isGiven ? [] : [ApolloServerPluginCacheControl()]
}

function textsOf({ persistedQueries = {} }: SuiteConfig): KeptTexts | null {
  if (persistedQueries === false) return null
  const { cache, ttl } = persistedQueries
  const tier = new MemoryTier()
  const cacheOf = (tenantId: string) => cache ?? textsInTier(tier, tenantId)
  return new KeptTexts({ cacheOf, ...(typeof ttl === 'number' && { ttl }) })
}

function schemaOf(gateway: NonNullable<SuiteConfig['gateway']>): GraphQLSchema {
  const found: GraphQLSchema[] = []
  gateway.onSchemaLoadOrUpdate(({ apiSchema }) => found.push(apiSchema))()
  const [schema] = found
  if (!schema) throw new Error("The suite's gateway has no schema.")
  return schema
}

function createFront(
  parts: Pick<GraphFrontParts, 'runner' | 'maxBatch' | 'apollo'> & { texts: KeptTexts | null },
): GraphFront {
  const sources = { upstream, entities: new EntityCache(new MemoryTier()), log }
  return new GraphFront({
    ...parts,
    resolver: new OperationResolver({
      operations: { ofNow: () => ({ name: null, known: () => undefined }) } as never,
      mode: 'prefer',
      grants: { require: async () => {} },
      texts: parts.texts,
      log,
    }),
    counts: new OperationCounts(new Metrics(), new TrafficMeter()),
    tickets: {} as never,
    log,
    admit: async ({ trace }) => {
      const session = testSession([])
      const about = { session, device: null, locale: 'en', trace, routing: stableRouting } as const
      return { context: new RequestContext(about, sources), sessionId: 's', tab: null }
    },
    count: () => {},
    readJson: ({ request }, _who, maxBytes) => readJson(request, maxBytes),
    note: () => {},
  })
}

function buildFrom({ typeDefs = 'type Query { x: ID }', resolvers = {} }: SuiteConfig): GraphQLSchema {
  const parts = typeof typeDefs === 'string' ? [parse(typeDefs)] : [typeDefs].flat()
  const schema = buildASTSchema(concatAST(parts as DocumentNode[]))
  for (const [name, fields] of Object.entries(resolvers)) {
    const type = schema.getType(name)
    if (!isObjectType(type)) throw new Error(`The suite's schema has no type ${name}.`)
    for (const [field, resolve] of Object.entries(fields))
      Object.assign(type.getFields()[field] ?? {}, { resolve })
  }
  return schema
}

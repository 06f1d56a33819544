import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ApolloServerPlugin } from '@apollo/server'
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
import { GraphDocuments } from '../../src/graphql/documents.ts'
import { GraphRunner } from '../../src/graphql/graph-runner.ts'
import { RequestContext } from '../../src/graphql/request-context.ts'
import { GraphFront } from '../../src/http/graph-front.ts'
import { OperationCounts } from '../../src/http/operation-counts.ts'
import { createLoad } from '../../src/load/load.ts'
import { createLog } from '../../src/telemetry/log.ts'
import { Metrics } from '../../src/telemetry/metrics.ts'
import { beginTrace } from '../../src/telemetry/trace.ts'
import { testSession } from '../../src/testing/test-graph.ts'
import { stableRouting } from '../../src/upstream/routing.ts'
import { Upstream } from '../../src/upstream/upstream.ts'
import { inWordsOfSuite } from './words.ts'

/** What the suite gives that is of a server's schema; of its other options the front has none. */
export interface SuiteConfig {
  schema?: GraphQLSchema
  typeDefs?: string | DocumentNode | readonly DocumentNode[]
  resolvers?: Readonly<Record<string, Readonly<Record<string, never>>>>
  plugins?: readonly ApolloServerPlugin<RequestContext>[]
  introspection?: boolean
}

const LIMITS = {
  maxQueryPoints: 1e6,
  userPointsPerSecond: 1e6,
  tenantPointsPerSecond: 1e6,
  maxUserCalls: 100,
  maxTenantCalls: 100,
}
const log = createLog(() => {})
const upstream = new Upstream(new Discovery([], {}), log)

/** The front and the executor of the gateway over the suite's schema: every caller has a session, as the suite knows of none. */
export async function serveFront(config: SuiteConfig) {
  const schema = config.schema ?? buildFrom(config)
  const documents = new GraphDocuments(schema, true)
  const plugins = (config.plugins ?? []).map(plugin => ({ plugin, concerns: () => true }))
  const executor = new ApolloExecutor({ schema, documents, isOpen: true, plugins, log })
  await executor.start()
  const front = createFront(new GraphRunner({ schema, documents, load: createLoad(LIMITS), executor }))
  const server = createServer((request, response) => {
    void front.serve(new IncomingCall(request, inWordsOfSuite(response), beginTrace(), []))
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

function createFront(runner: GraphRunner): GraphFront {
  const sources = { upstream, entities: new EntityCache(new MemoryTier()), log }
  return new GraphFront({
    runner,
    operations: { ofNow: () => ({ name: null, known: () => undefined }) } as never,
    mode: 'prefer',
    grants: { require: async () => {} },
    counts: new OperationCounts(new Metrics(), new TrafficMeter()),
    tickets: {} as never,
    log,
    admit: async ({ trace }) => {
      const session = testSession([])
      const about = { session, device: null, locale: 'en', trace, routing: stableRouting } as const
      return { context: new RequestContext(about, sources), sessionId: 's', tab: null }
    },
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

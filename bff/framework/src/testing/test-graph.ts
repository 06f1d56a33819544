import type { SessionInfo } from '@portico/micro-app/page-state'
import { Discovery } from '@portico/service-client'
import {
  type ExecutionResult,
  execute,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getOperationAST,
  parse,
  validate,
} from 'graphql'
import { EntityCache } from '../cache/entity-cache.ts'
import { MemoryTier } from '../cache/memory-tier.ts'
import type { Degradation } from '../graphql/context.ts'
import { errorFormatter } from '../graphql/format-error.ts'
import type { GraphModule } from '../graphql/module.ts'
import { executePlanned } from '../graphql/planned-execution.ts'
import { type GraphCaller, RequestContext } from '../graphql/request-context.ts'
import { buildGraph } from '../graphql/schema.ts'
import { createLog } from '../telemetry/log.ts'
import { beginTrace } from '../telemetry/trace.ts'
import { stableRouting } from '../upstream/routing.ts'
import { Upstream } from '../upstream/upstream.ts'

export interface GraphAnswer {
  data: Record<string, unknown> | null
  /** As a client would get them. */
  errors: readonly GraphQLFormattedError[]
  degraded: readonly Degradation[]
}

export interface TestGraph {
  /** Each call is a request of its own: new context, same cache. */
  run(query: string, variables?: Record<string, unknown>, session?: SessionInfo): Promise<GraphAnswer>
  close(): Promise<void>
}

export function testSession(permissions: readonly string[], tenantId = 't_test'): SessionInfo {
  return {
    user: { id: `${tenantId}_user`, username: 'tester', displayName: 'Tester' },
    tenant: { id: tenantId, slug: tenantId, name: 'Test', currency: 'CNY', timeZone: 'Asia/Shanghai' },
    permissions: [...permissions],
  }
}

/** As the gateway joins it. */
export function buildTestSchema(modules: readonly GraphModule[]): GraphQLSchema {
  return buildGraph(modules)
}

/** Modules on the real schema, permissions, loaders, cache and clients; only HTTP in front is left out. */
export function createTestGraph(
  modules: readonly GraphModule[],
  serviceUrls: Record<string, string>,
  defaultSession: SessionInfo,
): TestGraph {
  const schema = buildGraph(modules)
  const log = createLog(() => {})
  const formatError = errorFormatter(log)
  const upstream = new Upstream(new Discovery(Object.keys(serviceUrls), serviceUrls), log)
  const sources = { upstream, entities: new EntityCache(new MemoryTier()), log }
  return {
    async run(source, variableValues = {}, session = defaultSession) {
      const contextValue = new RequestContext(asking(session), sources)
      const { data, errors = [] } = await executeAsGateway(schema, source, variableValues, contextValue)
      return {
        data: data ?? null,
        errors: errors.map(error => formatError(error.toJSON(), error)),
        degraded: contextValue.degradations,
      }
    },
    close: () => upstream.close(),
  }
}

function asking(session: SessionInfo): GraphCaller {
  return { session, device: null, locale: 'en', trace: beginTrace(), routing: stableRouting }
}

/** By plan where there can be one, as the gateway does it within Apollo. */
async function executeAsGateway(
  schema: GraphQLSchema,
  source: string,
  variables: Record<string, unknown>,
  context: RequestContext,
): Promise<ExecutionResult> {
  const document = parse(source)
  const errors = validate(schema, document)
  const operation = getOperationAST(document)
  if (errors.length > 0 || !operation) return { errors }
  const planned = await executePlanned({ schema, document, operation, variables, context })
  return planned ?? execute({ schema, document, variableValues: variables, contextValue: context })
}

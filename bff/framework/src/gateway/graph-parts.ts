import type { GraphQLSchema } from 'graphql'
import { AnswerKeeper } from '../graphql/answer-keeper.ts'
import { ApolloExecutor } from '../graphql/apollo-executor.ts'
import { type ApolloOptions, needsWhole } from '../graphql/apollo-options.ts'
import { DevelopmentExecutor } from '../graphql/development-executor.ts'
import { GraphDocuments } from '../graphql/documents.ts'
import { GraphRunner } from '../graphql/graph-runner.ts'
import { KeptTexts, textsInTier } from '../graphql/kept-texts.ts'
import type { GraphModule } from '../graphql/module.ts'
import { Prewarm } from '../graphql/prewarm.ts'
import { Operations } from '../graphql/published-operations.ts'
import type { ContextSources } from '../graphql/request-context.ts'
import type { Admission } from '../http/admission.ts'
import { GraphFront } from '../http/graph-front.ts'
import type { OperationCounts } from '../http/operation-counts.ts'
import { OperationResolver } from '../http/operation-resolver.ts'
import type { Load } from '../load/load.ts'
import type { ArtifactLibrary } from '../release/artifact-library.ts'
import { DeveloperGrants } from '../release/developer-grants.ts'
import { JOB_HEADER } from '../release/job-grants.ts'
import type { TabRouter } from '../release/tab-router.ts'
import type { TokenLooks } from '../release/token-looks.ts'
import type { GatewaySettings } from '../settings/gateway-settings.ts'
import type { Log } from '../telemetry/log.ts'
import type { TraceTickets } from '../telemetry/trace-tickets.ts'
import type { Stores } from './stores.ts'
import type { TrafficControl } from './traffic-control.ts'

/** What one gateway's graph is made of. */
export interface GraphParticulars {
  modules: readonly GraphModule[]
  /** Left out: none. */
  apollo?: ApolloOptions
}

/** Parts of the gateway that answering an operation takes. */
interface AnsweringParts {
  settings: GatewaySettings
  modules: readonly GraphModule[]
  apollo: ApolloOptions
  log: Log
  load: Load
  control: TrafficControl
  stores: Stores
  library: ArtifactLibrary
  tokens: TokenLooks
  routings: TabRouter
  admission: Admission
  traceTickets: TraceTickets
}

interface GraphPartsOptions {
  schema: GraphQLSchema
  sources: ContextSources
  counts: OperationCounts
}

/** From an operation that comes in to its answer. */
export class GraphParts {
  readonly front: GraphFront
  readonly prewarm: Prewarm
  readonly #executor: ApolloExecutor
  /** Null: no mock answers, and nothing is recorded. */
  readonly #development: DevelopmentExecutor | null

  constructor(parts: AnsweringParts, { schema, sources, counts }: GraphPartsOptions) {
    const { settings, modules, apollo, log, load, control, admission, routings } = parts
    const isOpen = !settings.isProduction
    const documents = new GraphDocuments(schema, isOpen, apollo.validationRules)
    const texts = keptTexts(settings, parts.stores)
    this.#executor = new ApolloExecutor({
      schema,
      documents,
      isOpen,
      plugins: modules.flatMap(({ plugins = [] }) => plugins),
      options: apollo,
      takes: { batches: settings.maxBatch > 0, hashes: texts !== null },
      log,
    })
    this.#development = this.#createDevelopment(settings, schema, log)
    const keepsAnswers = !this.#development && !needsWhole(apollo)
    const runner = new GraphRunner({
      schema,
      documents,
      load,
      executor: this.#development ?? this.#executor,
      interventions: control.interventions,
      omissions: control.omissions,
      keeper: keepsAnswers ? new AnswerKeeper(schema, parts.stores.answers) : null,
      onKept: (name, request, context) => this.prewarm.note(name, request, context),
    })
    this.prewarm = new Prewarm({
      sources,
      run: (request, context) => runner.run(request, context),
      routingOf: session => routings.routingOf(session),
    })
    this.front = new GraphFront({
      runner,
      resolver: this.#createResolver(parts, texts),
      counts,
      tickets: parts.traceTickets,
      log,
      maxBatch: settings.maxBatch,
      apollo,
      admit: http =>
        http.request.headers[JOB_HEADER] === undefined ? admission.admit(http) : admission.admitJob(http),
      count: (http, who) => admission.count(http, who),
      readJson: (http, who, maxBytes) => admission.readJson(http, who, maxBytes),
      note: (http, tenantId, tab, route) => routings.note(http, tenantId, tab, route),
    })
  }

  async start(): Promise<void> {
    await Promise.all([this.#executor.start(), this.#development?.start()])
  }

  async stop(): Promise<void> {
    await this.#executor.stop()
    this.#development?.stop()
  }

  #createResolver(
    { settings, modules, library, tokens, log }: AnsweringParts,
    texts: KeptTexts | null,
  ): OperationResolver {
    return new OperationResolver({
      operations: new Operations(
        library,
        modules.flatMap(({ operations = [] }) => operations),
      ),
      mode: settings.persistedOperations,
      grants: new DeveloperGrants({ isOn: settings.hasDeveloperGrants, looks: tokens, log }),
      texts,
      log,
    })
  }

  #createDevelopment(
    { mocks, recordings }: GatewaySettings,
    schema: GraphQLSchema,
    log: Log,
  ): DevelopmentExecutor | null {
    if (mocks === null && recordings === null) return null
    return new DevelopmentExecutor(this.#executor, { mocks, recordings, schema, log })
  }
}

/** Null: operations of published apps alone are run, so that there is no text of a client's own to keep. */
function keptTexts({ persistedOperations }: GatewaySettings, { tier }: Stores): KeptTexts | null {
  if (persistedOperations === 'require') return null
  return new KeptTexts({ cacheOf: tenantId => textsInTier(tier, tenantId) })
}

import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ArtifactStore, openArtifactStore } from '@portico/artifact-store'
import { Tracing, TrafficMeter } from '@portico/telemetry'
import { IdentitySource } from '../access/access-source.ts'
import { IdentityAccess } from '../access/session-access.ts'
import type { HttpExchange } from '../exchange/http-exchange.ts'
import { assertPath } from '../exchange/path.ts'
import type { ApolloOptions } from '../graphql/apollo-options.ts'
import { describeGraph, type GraphDescription } from '../graphql/graph-description.ts'
import type { GraphModule } from '../graphql/module.ts'
import { buildGraph } from '../graphql/schema.ts'
import { Admission } from '../http/admission.ts'
import { Entry, GRAPH_PATH } from '../http/entry.ts'
import { InFlight } from '../http/in-flight.ts'
import { OperationCounts } from '../http/operation-counts.ts'
import { ReadyGrace } from '../http/ready-grace.ts'
import { AssetSite } from '../http/routes/asset-site.ts'
import { LIVE_PATH, LIVE_STATE_PATH, serveLive } from '../http/routes/live-route.ts'
import { LiveHub } from '../live/live-hub.ts'
import { joined } from '../load/joined.ts'
import { createLoad, type Load } from '../load/load.ts'
import { RateLimit } from '../load/rate-limit.ts'
import type { SharedSpending } from '../load/shared-spending.ts'
import type { AppReports } from '../release/app-reports.ts'
import { ArtifactLibrary } from '../release/artifact-library.ts'
import { AssetFiles } from '../release/asset-file.ts'
import { BrowserTraces } from '../release/browser-traces.ts'
import { JobGrants } from '../release/job-grants.ts'
import { OverrideGrants } from '../release/override-grants.ts'
import { ReportGate } from '../release/report-gate.ts'
import type { Reporter } from '../release/reporter.ts'
import type { RulesClient } from '../release/rules/rules-client.ts'
import { listenForRules } from '../release/rules/rules-updates.ts'
import { ServedPages } from '../release/served-pages.ts'
import { SnapshotTokens } from '../release/snapshot-token.ts'
import { TabRouter } from '../release/tab-router.ts'
import { askOwnToken, TokenLooks } from '../release/token-looks.ts'
import type { GatewaySettings } from '../settings/gateway-settings.ts'
import type { Log } from '../telemetry/log.ts'
import { Metrics } from '../telemetry/metrics.ts'
import { TraceTickets } from '../telemetry/trace-tickets.ts'
import type { Upstream } from '../upstream/upstream.ts'
import { type GraphParticulars, GraphParts } from './graph-parts.ts'
import { openRules } from './open-rules.ts'
import { openUpstream } from './open-upstream.ts'
import { listMissing } from './readiness.ts'
import { Reporting } from './reporting.ts'
import { openSecret } from './secret.ts'
import { ServedMetrics } from './served-metrics.ts'
import { shareLimits } from './share-limits.ts'
import { startTracing, traceStore } from './start-tracing.ts'
import { openStores, type Stores } from './stores.ts'
import { TrafficControl } from './traffic-control.ts'

/** Under which the release service keeps what this gateway serves. */
const GRAPH_NAME = 'merchant'

/** All parts of one gateway process, and the paths that are answered ahead of Egg. */
export class Gateway {
  readonly settings: GatewaySettings
  readonly modules: readonly GraphModule[]
  readonly apollo: ApolloOptions
  readonly log: Log
  readonly metrics = new Metrics()
  readonly tracing = new Tracing('gateway')
  readonly traffic = new TrafficMeter()
  readonly inFlight = new InFlight()
  readonly upstream: Upstream
  readonly library: ArtifactLibrary
  readonly rules: RulesClient
  readonly snapshotTokens: SnapshotTokens
  readonly overrideGrants: OverrideGrants
  readonly jobGrants: JobGrants
  readonly reporter: Reporter
  readonly appReports: AppReports
  readonly pages = new ServedPages()
  readonly reportGate: ReportGate
  readonly readyGrace: ReadyGrace
  readonly traceTickets: TraceTickets
  readonly browserTraces: BrowserTraces
  readonly routings: TabRouter
  readonly graph: GraphDescription
  readonly admission: Admission
  readonly tokens = new TokenLooks({ ask: secret => askOwnToken(this.upstream, this.log, secret) })
  readonly access: IdentityAccess
  readonly stores: Stores
  readonly load: Load
  readonly control: TrafficControl
  readonly live: LiveHub
  readonly liveOpenings = new RateLimit({ max: 120, windowMs: 60_000 })
  /** A token is too long to guess; what is limited is the work that asking makes. */
  readonly linkCalls = new RateLimit({ max: 30, windowMs: 5 * 60_000 })
  readonly #entry: Entry
  readonly #graph: GraphParts
  readonly #assets: AssetSite
  readonly #artifacts: ArtifactStore
  readonly #spending: SharedSpending
  readonly #servedMetrics: ServedMetrics
  readonly #reporting: Reporting
  #stopListening: () => void = () => {}

  constructor(
    settings: GatewaySettings,
    { modules, apollo = {} }: GraphParticulars,
    services: readonly string[],
    log: Log,
  ) {
    this.settings = settings
    this.readyGrace = new ReadyGrace(settings.readyGraceMs)
    this.modules = modules
    this.apollo = apollo
    this.log = log
    const secret = openSecret(settings, log)
    this.#servedMetrics = new ServedMetrics(settings, secret, this.metrics)
    this.upstream = openUpstream(this, services, secret)
    this.access = new IdentityAccess(new IdentitySource(this.upstream, log), log, {
      maxAgeMs: settings.accessMaxAgeMs,
      onChanges: changes => void this.live.sendAccess(changes),
    })
    this.stores = openStores(settings, this.access, log)
    this.metrics.readEntities(() => this.stores.entities.listUses())
    const artifacts = openArtifactStore(settings.artifactStore ?? undefined, settings.artifacts)
    this.library = new ArtifactLibrary(artifacts, log, settings.assetOrigin)
    this.snapshotTokens = new SnapshotTokens(secret, settings.previousSecret)
    this.overrideGrants = new OverrideGrants(secret, settings.previousSecret)
    this.jobGrants = new JobGrants(secret, settings.previousSecret)
    this.rules = this.#openRules()
    const assets = new AssetFiles(artifacts)
    this.#reporting = new Reporting({ ...this, assets })
    this.reporter = this.#reporting.reporter
    this.appReports = this.#reporting.appReports
    this.reportGate = new ReportGate(this.snapshotTokens, secret)
    this.traceTickets = new TraceTickets(secret)
    this.browserTraces = new BrowserTraces({ ...this, tickets: this.traceTickets })
    this.routings = new TabRouter(this.rules, this.snapshotTokens, this.reporter)
    const effects = Object.assign({}, ...modules.map(module => module.effects ?? {}))
    const sources = { upstream: this.upstream, entities: this.stores.entities, effects, log }
    this.load = createLoad(settings.load)
    const schema = buildGraph(modules)
    this.control = new TrafficControl({ schema, load: this.load, log })
    this.metrics.readBrownOut(() => this.control.isBrownOut)
    this.metrics.readInFlight(() => this.load.turns.load.running + this.load.turns.load.waiting)
    this.#spending = shareLimits(this)
    this.admission = new Admission({
      isBehindProxy: settings.isBehindProxy,
      sessions: this.stores.sessions,
      routings: this.routings,
      load: this.load,
      sources,
      interventions: this.control.interventions,
      jobGrants: this.jobGrants,
    })
    this.live = new LiveHub({
      rules: () => this.rules.current(),
      look: cookieId => this.stores.sessions.look(cookieId),
    })
    this.#entry = new Entry(settings, this)
    this.#artifacts = artifacts
    this.#assets = new AssetSite(this, assets)
    this.graph = describeGraph(GRAPH_NAME, schema)
    const counts = new OperationCounts(this.metrics, this.traffic)
    this.#graph = new GraphParts(this, { schema, sources, counts })
  }

  async start(): Promise<void> {
    await startTracing(this.tracing)
    await Promise.all([
      this.#graph.start(),
      this.rules.start(),
      this.access.keeper.start(),
      this.stores.opened,
    ])
    this.live.start()
    this.control.start()
    if (this.#hasReleaseService) {
      this.#reporting.start()
      this.tracing.storeIn(traceStore(this.upstream, this.log), { followsOthers: false })
    }
    if (this.settings.redisUrl !== null) this.#spending.start()
    this.#stopListening = listenForRules(this.stores.notifications, this.rules)
    await this.#servedMetrics.start()
  }

  /** The one way in. `next` is Egg's, for everything that is not hot. */
  handle(
    request: IncomingMessage,
    response: ServerResponse,
    next: (http: HttpExchange) => unknown,
  ): Promise<void> {
    return this.#entry.pass(request, response, http => {
      if (request.url === GRAPH_PATH && !this.#assets.isAskedAt(request)) return this.#graph.front.serve(http)
      const asset = this.#assets.answer(http)
      if (asset) return asset
      const { pathname } = http.url
      if (pathname === GRAPH_PATH) return this.#graph.front.serve(http)
      if (pathname === LIVE_PATH || pathname === LIVE_STATE_PATH) return serveLive(this, http)
      // Egg's router would fail on it.
      assertPath(http.url)
      return next(http)
    })
  }

  /** What keeps this process from being of use, in words for an operator. Anyone may ask: many at once are one look at the store. */
  readonly listMissing = joined(
    (): Promise<string[]> =>
      listMissing({
        services: this.upstream.discovery.listMissing(),
        artifacts: this.#artifacts,
        rules: () => this.rules.current(),
        isIdentityLive: this.access.keeper.isLive,
        isRedisLive: this.stores.isLive,
        isClockRight: this.upstream.clock.explain() === null,
        isDraining: this.inFlight.isDraining,
      }),
  )

  /** Serves on until the balancers have noticed, finishes what is in flight, closes pools and stores last. */
  async stop(server: Server | undefined): Promise<void> {
    this.inFlight.startDraining()
    await sleep(this.settings.drainMs)
    this.live.drain()
    if (server?.listening) await this.inFlight.finish(server, this.settings.finishMs)
    await this.#graph.stop()
    await this.#servedMetrics.stop()
    this.#stopListening()
    this.control.stop()
    this.#spending.stop()
    this.rules.stop()
    await this.access.stop()
    if (this.#hasReleaseService) await this.#reporting.stop()
    await this.tracing.stop()
    await Promise.allSettled([
      this.upstream.close(),
      this.stores.sessions.close(),
      this.stores.entities.close(),
    ])
  }

  get #hasReleaseService(): boolean {
    return this.settings.serviceUrls.release !== undefined
  }

  #openRules(): RulesClient {
    return openRules(this, {
      onChange: ({ feed }) => {
        this.overrideGrants.setRevoked(feed.revokedLinks ?? [])
        this.control.setInterventions(feed.interventions ?? [])
      },
      onDecide: () => {
        void this.live.sendRules()
        void this.#graph.prewarm.run()
      },
      onLive: () => this.reporter.reportGraph(this.graph.name, this.graph.sdl),
    })
  }
}

import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ArtifactStore, openArtifactStore } from '@portico/artifact-store'
import { partSecret } from '@portico/release/trust'
import { Discovery } from '@portico/service-client'
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
import { serveMetrics } from '../http/metrics-server.ts'
import { OperationCounts } from '../http/operation-counts.ts'
import { ReadyGrace } from '../http/ready-grace.ts'
import { AssetSite } from '../http/routes/asset-site.ts'
import { LIVE_PATH, LIVE_STATE_PATH, serveLive } from '../http/routes/live-route.ts'
import { WorkerMetrics } from '../http/worker-metrics.ts'
import { LiveHub } from '../live/live-hub.ts'
import { joined } from '../load/joined.ts'
import { createLoad, type Load } from '../load/load.ts'
import { RateLimit } from '../load/rate-limit.ts'
import type { SharedSpending } from '../load/shared-spending.ts'
import { AppReports } from '../release/app-reports.ts'
import { ArtifactLibrary } from '../release/artifact-library.ts'
import { AssetFiles } from '../release/asset-file.ts'
import { BrowserTraces } from '../release/browser-traces.ts'
import { CurrentSetFile } from '../release/current-set.ts'
import { LoadCheck } from '../release/load-check.ts'
import { OverrideGrants } from '../release/override-grants.ts'
import { backgroundReleaseClient } from '../release/release-client.ts'
import { ReportGate } from '../release/report-gate.ts'
import { Reporter } from '../release/reporter.ts'
import { RulesClient } from '../release/rules/rules-client.ts'
import { ReleaseServiceSource } from '../release/rules/rules-source.ts'
import { RulesStore } from '../release/rules/rules-store.ts'
import { listenForRules } from '../release/rules/rules-updates.ts'
import { ServedPages } from '../release/served-pages.ts'
import { SnapshotTokens } from '../release/snapshot-token.ts'
import { TabRouter } from '../release/tab-router.ts'
import { askOwnToken, TokenLooks } from '../release/token-looks.ts'
import { TrafficReporter } from '../release/traffic-reporter.ts'
import type { GatewaySettings } from '../settings/gateway-settings.ts'
import { BrowserReportMeter } from '../telemetry/browser-report-meter.ts'
import { CallMeter } from '../telemetry/call-meter.ts'
import type { Log } from '../telemetry/log.ts'
import { Metrics } from '../telemetry/metrics.ts'
import { TraceTickets } from '../telemetry/trace-tickets.ts'
import { Upstream } from '../upstream/upstream.ts'
import { GraphParts } from './graph-parts.ts'
import { openKeyring } from './keyring.ts'
import { listMissing } from './readiness.ts'
import { hostOf, withReleaseSeeds } from './release-seeds.ts'
import { readSecret } from './secret.ts'
import { shareLimits } from './share-limits.ts'
import { startTracing, traceStore } from './start-tracing.ts'
import { openStores, type Stores } from './stores.ts'
import { TrafficControl } from './traffic-control.ts'

/** Under which the release service keeps what this gateway serves. */
const GRAPH_NAME = 'merchant'

/** What one gateway's graph is made of. */
export interface GraphParticulars {
  modules: readonly GraphModule[]
  /** Left out: none. */
  apollo?: ApolloOptions
}

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
  readonly reporter: Reporter
  readonly trafficReporter: TrafficReporter
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
  #metricsServer: Server | null = null
  /** Null in one process. */
  readonly #workerMetrics: WorkerMetrics | null
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
    if (settings.secret === null)
      log.warn('secret.own', {
        home: settings.home,
        hint: 'No PORTICO_SECRET: services that have one refuse this gateway.',
      })
    const secret = readSecret(settings.secret, settings.home)
    this.#workerMetrics = shareMetrics(settings, secret, this.metrics)
    const { release } = settings.serviceUrls
    const discovery = new Discovery(release ? [...services, 'release'] : services, settings.serviceUrls, {
      upstreamHosts: [...settings.upstreamHosts, ...settings.releaseUrls.map(hostOf)],
      log,
    })
    discovery.setInstances(withReleaseSeeds(settings.releaseUrls, []))
    this.upstream = new Upstream(discovery, log, {
      keyring: openKeyring(settings, secret),
      metrics: this.metrics.calls,
      traffic: this.traffic,
    })
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
    this.rules = this.#keepRules(discovery)
    const appMeter = new CallMeter(Date.now, 'app')
    const reported = new BrowserReportMeter()
    this.reporter = this.#createReporter([appMeter, this.upstream.meter, reported])
    this.trafficReporter = new TrafficReporter({
      meter: this.traffic,
      client: () => backgroundReleaseClient(this.upstream, log),
      log,
    })
    const assets = new AssetFiles(artifacts)
    this.reportGate = new ReportGate(this.snapshotTokens, secret)
    this.traceTickets = new TraceTickets(secret)
    this.browserTraces = new BrowserTraces({ ...this, tickets: this.traceTickets })
    this.appReports = new AppReports({
      apps: appMeter,
      services: this.upstream.meter,
      reported,
      pages: this.pages,
      reporter: this.reporter,
      check: new LoadCheck(this.library, assets),
      library: this.library,
    })
    this.routings = new TabRouter(this.rules, this.snapshotTokens, this.reporter)
    const effects = Object.assign({}, ...modules.map(module => module.effects ?? {}))
    const sources = { upstream: this.upstream, entities: this.stores.entities, effects, log }
    this.load = createLoad(settings.load)
    const schema = buildGraph(modules)
    this.control = new TrafficControl({ schema, load: this.load, log })
    this.metrics.readBrownOut(() => this.control.isBrownOut)
    this.#spending = shareLimits(this)
    this.admission = new Admission({
      isBehindProxy: settings.isBehindProxy,
      sessions: this.stores.sessions,
      routings: this.routings,
      load: this.load,
      sources,
      interventions: this.control.interventions,
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
    const { metricsPort, metricsHost, metricsToken } = this.settings
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
      this.reporter.start()
      this.trafficReporter.start()
      this.tracing.storeIn(traceStore(this.upstream, this.log), { followsOthers: false })
    }
    if (this.settings.redisUrl !== null) this.#spending.start()
    this.#stopListening = listenForRules(this.stores.notifications, this.rules)
    if (metricsPort !== null) {
      this.metrics.measureProcess()
      const place = { host: metricsHost, port: metricsPort, token: metricsToken }
      await this.#workerMetrics?.start()
      const write = () => this.#workerMetrics?.collect() ?? this.metrics.write()
      this.#metricsServer = await serveMetrics(write, place)
    }
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
    this.#metricsServer?.close()
    await this.#workerMetrics?.stop()
    this.#stopListening()
    this.control.stop()
    this.#spending.stop()
    this.rules.stop()
    await this.access.stop()
    if (this.#hasReleaseService) await Promise.all([this.reporter.stop(), this.trafficReporter.stop()])
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

  #keepRules(discovery: Discovery): RulesClient {
    const { log, settings } = this
    return new RulesClient({
      source: this.#hasReleaseService ? new ReleaseServiceSource(this.upstream) : null,
      store: new RulesStore(join(settings.home, 'rules'), log),
      currentSet: new CurrentSetFile(settings.artifacts, log),
      log,
      onChange: ({ feed }) => {
        discovery.setInstances(withReleaseSeeds(settings.releaseUrls, feed.instances))
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

  #createReporter(meters: readonly Pick<CallMeter, 'drain'>[]): Reporter {
    return new Reporter({
      client: () => backgroundReleaseClient(this.upstream, this.log),
      drain: () => meters.flatMap(meter => meter.drain()),
      log: this.log,
    })
  }
}

function shareMetrics({ workers, home }: GatewaySettings, secret: string, metrics: Metrics) {
  if (workers < 2) return null
  return new WorkerMetrics({
    read: () => metrics.read(),
    folder: join(home, 'workers'),
    token: partSecret(secret, 'metrics'),
  })
}

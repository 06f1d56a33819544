import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { ApolloExecutor } from './graphql/apollo-executor.ts'
import { GraphFront } from './graphql/graph-front.ts'
import type { GraphModule } from './graphql/module.ts'
import { buildGraph } from './graphql/schema.ts'
import { Admission } from './http/admission.ts'
import { Entry } from './http/entry.ts'
import { InFlight } from './http/in-flight.ts'
import type { Visit } from './http/visit.ts'
import { ArtifactWatch } from './release/artifact-watch.ts'
import { AssetFiles } from './release/asset-file.ts'
import { serveAsset } from './release/assets.ts'
import type { GatewaySettings } from './settings.ts'
import { openStores, type Stores } from './stores.ts'
import type { Log } from './telemetry/log.ts'
import { Metrics } from './telemetry/metrics.ts'
import { serveMetrics } from './telemetry/metrics-server.ts'
import { Discovery } from './upstream/discovery.ts'
import { Upstream } from './upstream/upstream.ts'

/** All parts of one gateway process, and the paths that are answered ahead of Egg. */
export class Gateway {
  readonly settings: GatewaySettings
  readonly modules: readonly GraphModule[]
  readonly log: Log
  readonly metrics = new Metrics()
  readonly inFlight = new InFlight()
  readonly upstream: Upstream
  readonly artifacts: ArtifactWatch
  readonly admission: Admission
  readonly stores: Stores
  readonly #entry: Entry
  readonly #executor: ApolloExecutor
  readonly #graph: GraphFront
  readonly #assets: AssetFiles
  #metricsServer: Server | null = null

  constructor(
    settings: GatewaySettings,
    modules: readonly GraphModule[],
    services: readonly string[],
    log: Log,
  ) {
    this.settings = settings
    this.modules = modules
    this.log = log
    this.upstream = new Upstream(new Discovery(services, settings.serviceUrls), log)
    this.artifacts = new ArtifactWatch(settings.artifacts, log)
    this.stores = openStores(settings, log)
    const sources = { upstream: this.upstream, entities: this.stores.entities, log }
    this.admission = new Admission(settings.isBehindProxy, this.stores.sessions, sources)
    this.#entry = new Entry(settings, this.inFlight, this.metrics, log)
    this.#assets = new AssetFiles(settings.artifacts)
    this.#executor = new ApolloExecutor(buildGraph(modules), !settings.isProduction, log)
    this.#graph = new GraphFront({
      executor: this.#executor,
      artifacts: this.artifacts,
      mode: settings.persistedOperations,
      metrics: this.metrics,
      log,
      admit: visit => this.admission.admit(visit),
    })
  }

  async start(): Promise<void> {
    const { metricsPort, host } = this.settings
    await Promise.all([this.#executor.start(), this.artifacts.current(), this.stores.opened])
    if (metricsPort !== null) this.#metricsServer = await serveMetrics(this.metrics, host, metricsPort)
  }

  /** The one way in. `next` is Egg's, for everything that is not hot. */
  handle(request: IncomingMessage, response: ServerResponse, next: (visit: Visit) => unknown): Promise<void> {
    return this.#entry.pass(request, response, visit => {
      const { pathname } = visit.url
      if (pathname === '/graphql') return this.#graph.serve(visit)
      if (pathname.startsWith('/a/')) return serveAsset(this.#assets, visit)
      return next(visit)
    })
  }

  /** What keeps this process from being of use, in words for an operator. */
  async listMissing(): Promise<string[]> {
    const services = this.upstream.discovery.listMissing().map(service => `${service.toUpperCase()}_URL`)
    const artifacts = (await this.artifacts.current()) ? [] : ['artifacts']
    return [...services, ...artifacts, ...(this.inFlight.isDraining ? ['draining'] : [])]
  }

  /** Serves on until the balancers have noticed, finishes what is in flight, closes pools and stores last. */
  async stop(server: Server | undefined): Promise<void> {
    this.inFlight.startDraining()
    await sleep(this.settings.drainMs)
    if (server?.listening) await this.inFlight.finish(server, this.settings.finishMs)
    await this.#executor.stop()
    this.#metricsServer?.close()
    await Promise.allSettled([
      this.upstream.close(),
      this.stores.sessions.close(),
      this.stores.entities.close(),
    ])
  }
}

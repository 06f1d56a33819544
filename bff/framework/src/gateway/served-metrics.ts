import type { Server } from 'node:http'
import { join } from 'node:path'
import { partSecret } from '@portico/release/trust'
import { serveMetrics } from '../http/metrics-server.ts'
import { WorkerMetrics } from '../http/worker-metrics.ts'
import type { GatewaySettings } from '../settings/gateway-settings.ts'
import type { Metrics } from '../telemetry/metrics.ts'

/** What a scraper gets: of this process, or of all workers together. */
export class ServedMetrics {
  readonly #settings: GatewaySettings
  readonly #metrics: Metrics
  /** Null in one process. */
  readonly #workers: WorkerMetrics | null
  #server: Server | null = null

  constructor(settings: GatewaySettings, secret: string, metrics: Metrics) {
    this.#settings = settings
    this.#metrics = metrics
    this.#workers = shareMetrics(settings, secret, metrics)
  }

  /** Nothing where no port is set. */
  async start(): Promise<void> {
    const { metricsPort, metricsHost, metricsToken } = this.#settings
    if (metricsPort === null) return
    this.#metrics.measureProcess()
    const place = { host: metricsHost, port: metricsPort, token: metricsToken }
    await this.#workers?.start()
    this.#server = await serveMetrics(() => this.#workers?.collect() ?? this.#metrics.write(), place)
  }

  async stop(): Promise<void> {
    this.#server?.close()
    await this.#workers?.stop()
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

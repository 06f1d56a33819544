import { join } from 'node:path'
import type { Host } from '../hosts/host.ts'
import { HostProcess } from '../hosts/host-process.ts'

const PORT = 4222
const ROUTES_PORT = 6222
const MONITOR_PORT = 8222
const LOOK_TIMEOUT_MS = 1_000

/** Servers of NATS with JetStream that keep each message on all of them. */
export class NatsCluster {
  readonly parts: readonly HostProcess[]
  /** As NATS_URL. */
  readonly url: string
  readonly replicas: number

  private constructor(parts: readonly HostProcess[], url: string) {
    this.parts = parts
    this.url = url
    this.replicas = parts.length
  }

  static async start(folder: string, hosts: readonly Host[]): Promise<NatsCluster> {
    const parts = hosts.map(host => serverOf(folder, host, hosts))
    await Promise.all(parts.map(part => part.start()))
    return new NatsCluster(parts, hosts.map(({ address }) => `nats://${address}:${PORT}`).join(','))
  }

  async close(): Promise<void> {
    await Promise.all(this.parts.map(part => part.kill()))
  }
}

function serverOf(folder: string, host: Host, hosts: readonly Host[]): HostProcess {
  const { address } = host
  const own = `nats-${address}`
  const routes = hosts.map(each => `nats://${each.address}:${ROUTES_PORT}`).join(',')
  const cluster =
    hosts.length === 1
      ? []
      : ['--cluster_name', 'portico', '--cluster', `nats://${address}:${ROUTES_PORT}`, '--routes', routes]
  const place = ['--addr', address, '--port', String(PORT), '--http_port', String(MONITOR_PORT)]
  return new HostProcess({
    name: `NATS on ${host.name}`,
    host,
    command: [
      'nats-server',
      '--name',
      own,
      '--jetstream',
      '--store_dir',
      join(folder, own),
      ...place,
      ...cluster,
    ],
    logFile: join(folder, `${own}.log`),
    // Well only once it knows who leads.
    isReady: async () =>
      (
        await fetch(`http://${address}:${MONITOR_PORT}/healthz`, {
          signal: AbortSignal.timeout(LOOK_TIMEOUT_MS),
        })
      ).ok,
  })
}

import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Host } from '../hosts/host.ts'
import { HostProcess } from '../hosts/host-process.ts'

const run = promisify(execFile)
const PORT = 6379
const BUS_OFFSET = 10_000
/** One must be silent for so long to be taken for dead by the others. */
const NODE_TIMEOUT_MS = 1_000
const LOOK_MS = 50
const AGREE_TIMEOUT_MS = 40_000

const ask = async (host: Host, port: number, ...args: string[]) =>
  (
    await run('redis-cli', ['-h', host.address, '-p', String(port), ...args], { timeout: 2_000 })
  ).stdout.trim()

/** A master on each host, and a replica of each on the next one: a host that goes takes no slots along. */
export class RedisClusterParts {
  readonly masters: readonly HostProcess[]
  readonly all: readonly HostProcess[]
  /** As REDIS_URL. */
  readonly url: string

  private constructor(masters: readonly HostProcess[], all: readonly HostProcess[], url: string) {
    this.masters = masters
    this.all = all
    this.url = url
  }

  static async start(folder: string, hosts: readonly Host[], base = PORT): Promise<RedisClusterParts> {
    const masters = hosts.map(host => nodeOf(folder, host, base))
    const replicas = hosts.map(host => nodeOf(folder, host, base + 1))
    await Promise.all([...masters, ...replicas].map(part => part.start()))
    const addresses = hosts.map(({ address }) => `${address}:${base}`)
    const [first] = hosts
    if (!first) throw new Error('A cluster needs hosts.')
    await run('redis-cli', ['--cluster', 'create', ...addresses, '--cluster-yes'])
    for (const host of hosts)
      await until(async () => (await ask(host, base, 'cluster', 'info')).includes('cluster_state:ok'))
    for (const [index, master] of hosts.entries()) {
      const host = hosts[(index + 1) % hosts.length] as Host
      const id = await ask(master, base, 'cluster', 'myid')
      await ask(host, base + 1, 'cluster', 'meet', first.address, String(base))
      await until(async () => (await ask(host, base + 1, 'cluster', 'nodes')).includes(id))
      await until(async () => (await ask(host, base + 1, 'cluster', 'replicate', id)) === 'OK')
    }
    await until(
      async () => (await ask(first, base, 'cluster', 'nodes')).split(' slave ').length === hosts.length + 1,
    )
    return new RedisClusterParts(masters, [...masters, ...replicas], `redis+cluster://${addresses.join(',')}`)
  }

  async close(): Promise<void> {
    await Promise.all(this.all.map(part => part.kill()))
  }
}

function nodeOf(folder: string, host: Host, port: number): HostProcess {
  const own = `redis-${host.address}-${port}`
  const settings = {
    port,
    bind: host.address,
    'protected-mode': 'no',
    save: '',
    appendonly: 'no',
    dir: folder,
    'cluster-enabled': 'yes',
    'cluster-config-file': `${own}.conf`,
    'cluster-announce-ip': host.address,
    'cluster-port': port + BUS_OFFSET,
    'cluster-node-timeout': NODE_TIMEOUT_MS,
    'repl-diskless-sync-delay': 0,
  }
  return new HostProcess({
    name: `Redis ${port} on ${host.name}`,
    host,
    command: [
      'redis-server',
      ...Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]),
    ],
    logFile: join(folder, `${own}.log`),
    isReady: async () => (await ask(host, port, 'ping')) === 'PONG',
  })
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + AGREE_TIMEOUT_MS
  while (!(await isSo().catch(() => false))) {
    if (performance.now() > end) throw new Error('The nodes of Redis do not agree: see their logs.')
    await sleep(LOOK_MS)
  }
}

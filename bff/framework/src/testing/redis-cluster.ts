import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { freePort } from './free-port.ts'
import { launch, type RedisProcess } from './redis-process.ts'

export interface RedisGroup {
  /** As REDIS_URL. */
  url: string
  /** Kills the only master of a Sentinel's group, or the cluster's that keeps the slot of `key`; names the one killed. */
  killMaster(key: string): Promise<number>
  stop(): Promise<void>
}

/** One must be silent for so long to be taken for dead by the others. */
const failoverMs = 1_000
const run = promisify(execFile)

async function command(port: number, ...args: string[]): Promise<string> {
  return (await run('redis-cli', ['-p', String(port), ...args])).stdout.trim()
}

/** Waits for what nodes send each other in their own time; the test's limit is the only one. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise(resolve => setTimeout(resolve, 50))
}

/** A real cluster of three masters, each with a replica. */
export async function startRedisCluster(): Promise<RedisGroup> {
  const dir = await mkdtemp(join(tmpdir(), 'portico-redis-'))
  const nodes: RedisProcess[] = []
  for (let count = 0; count < 6; count += 1) nodes.push(await launchNode(dir))
  const ports = nodes.map(({ port }) => port)
  const addresses = ports.map(port => `127.0.0.1:${port}`)
  const [first = 0] = ports
  await command(first, '--cluster', 'create', ...addresses, '--cluster-replicas', '1', '--cluster-yes')
  for (const port of ports)
    await until(async () => (await command(port, 'cluster', 'info')).includes('cluster_state:ok'))
  await until(async () => (await command(first, 'cluster', 'nodes')).split('slave').length === 4)
  return {
    url: `redis+cluster://${addresses.join(',')}`,
    async killMaster(key) {
      const slot = Number(await command(first, 'cluster', 'keyslot', key))
      const port = masterOf(await command(first, 'cluster', 'nodes'), slot)
      await nodes.find(node => node.port === port)?.kill()
      return port
    },
    async stop() {
      await Promise.all(nodes.map(node => node.kill()))
      await rm(dir, { recursive: true, force: true })
    },
  }
}

/** The port by which nodes talk to each other is any free one too. */
async function launchNode(dir: string): Promise<RedisProcess> {
  const port = await freePort()
  const bus = await freePort()
  const own = ['--cluster-enabled', 'yes', '--cluster-config-file', `nodes-${port}.conf`, '--dir', dir]
  const timing = ['--cluster-node-timeout', String(failoverMs), '--cluster-port', String(bus)]
  return launch(port, [...own, ...timing, '--repl-diskless-sync-delay', '0'])
}

/** From lines such as `id host:port@bus master - 0 0 1 connected 0-5460`. */
function masterOf(nodes: string, slot: number): number {
  const found = nodes.split('\n').find(line => {
    const [, , flags = '', , , , , , ...ranges] = line.split(' ')
    return flags.includes('master') && ranges.some(range => holds(range, slot))
  })
  return Number(/:(\d+)@/.exec(found ?? '')?.[1])
}

function holds(range: string, slot: number): boolean {
  const [from = '', to = from] = range.split('-')
  return Number(from) <= slot && slot <= Number(to)
}

/** A real master with a replica, and three sentinels that watch them. */
export async function startRedisSentinel(): Promise<RedisGroup> {
  const dir = await mkdtemp(join(tmpdir(), 'portico-sentinel-'))
  const master = await launch(await freePort(), [])
  const replica = await launch(await freePort(), [
    ...['--replicaof', '127.0.0.1', String(master.port)],
    ...['--repl-diskless-sync-delay', '0'],
  ])
  await until(async () => (await command(master.port, 'info', 'replication')).includes('state=online'))
  const sentinels: RedisProcess[] = []
  for (let count = 0; count < 3; count += 1) sentinels.push(await launchSentinel(dir, master.port))
  for (const { port } of sentinels)
    await until(async () => /slaves=1,sentinels=3/.test(await command(port, 'info', 'sentinel')))
  const all = [...sentinels, replica, master]
  return {
    url: `redis+sentinel://${sentinels.map(({ port }) => `127.0.0.1:${port}`).join(',')}/shop`,
    async killMaster() {
      await master.kill()
      return master.port
    },
    async stop() {
      await Promise.all(all.map(one => one.kill()))
      await rm(dir, { recursive: true, force: true })
    },
  }
}

async function launchSentinel(dir: string, masterPort: number): Promise<RedisProcess> {
  const port = await freePort()
  const file = join(dir, `sentinel-${port}.conf`)
  await writeFile(
    file,
    [
      `sentinel monitor shop 127.0.0.1 ${masterPort} 2`,
      `sentinel down-after-milliseconds shop ${failoverMs}`,
      'sentinel failover-timeout shop 5000',
      '',
    ].join('\n'),
  )
  return launch(port, [], { file, isSentinel: true })
}

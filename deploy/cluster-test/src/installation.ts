import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { renderChart } from '@portico/chart/testing'
import { Keyring } from '@portico/release/trust'
import { releaseContract } from '@portico/release-contract'
import { FixedClient } from '@portico/service-client'
import { pathOf } from '@portico/service-contract'
import { SERVICE_NAMES } from '@portico/service-contract/services'
import { Balancer } from './engines/balancer.ts'
import { NatsCluster } from './engines/nats-cluster.ts'
import { PostgresPair } from './engines/postgres-pair.ts'
import { PostgresWatch } from './engines/postgres-watch.ts'
import { RedisClusterParts } from './engines/redis-cluster.ts'
import { S3_KEYS, s3Part } from './engines/s3.ts'
import type { Host, Hosts } from './hosts/host.ts'
import type { HostProcess } from './hosts/host-process.ts'
import { gatewayPart, Installation, SECRET, urlOfService, urlsByService } from './roles/roles.ts'

/** Reached by every user of the machine, as the database's own one must. */
const PLACE = '/var/tmp/portico-cluster-'
/** What the platform itself signs with. */
const LAUNCHER = 'launcher'
const RELEASE_TIMEOUT_MS = 30_000
/** What of the chart is switched on. */
const VALUES = [
  '--set',
  'nats.enabled=true,grayServices[0].service=sales,grayServices[0].tag=gray,grayServices[0].version=1.1.0',
]
const SHELL = '1.0.0'
const SHELL_FILES = {
  'index.html': '<!doctype html><html><head><!--portico:head--></head><body></body></html>',
  'portico.json': '{"requires":{"shared":{}}}',
}

/** Everything that runs. */
export interface Cluster {
  folder: string
  hosts: Hosts
  database: PostgresPair
  watch: PostgresWatch
  redis: RedisClusterParts
  nats: NatsCluster
  s3: HostProcess
  balancer: Balancer
  gateways: readonly HostProcess[]
  /** Two of each, and of the worker. */
  services: readonly HostProcess[]
  gray: HostProcess
  keyring: Keyring
  /** Of the copies on the first host. */
  serviceUrls: Record<string, string>
  close(): Promise<void>
}

type Say = (line: string) => void

/** Three gateways, two copies of each service and a gray one, on three hosts with engines of their own. */
export async function startCluster(hosts: Hosts, say: Say): Promise<Cluster> {
  const [first, second, third] = hosts.all
  if (!first || !second || !third) throw new Error('The cluster needs three hosts.')
  const folder = await mkdtemp(PLACE)
  await chmod(folder, 0o755)
  const stops: (() => Promise<void>)[] = []
  const close = async () => {
    for (const stop of stops.splice(0).reverse()) await stop().catch(error => say(String(error)))
    await rm(folder, { recursive: true, force: true })
  }
  const keep = <T extends { close(): Promise<void> }>(opened: T): T => {
    stops.push(() => opened.close())
    return opened
  }
  const keepPart = (part: HostProcess): HostProcess => {
    stops.push(() => part.kill())
    return part
  }
  try {
    say('starting PostgreSQL, Redis, NATS, S3 and HAProxy')
    const database = keep(await PostgresPair.start(folder, [first, second]))
    const redis = keep(await RedisClusterParts.start(folder, hosts.all))
    const nats = keep(await NatsCluster.start(folder, hosts.all))
    const { part: s3, setting } = s3Part(folder, third)
    await keepPart(s3).start()
    const balancer = keep(
      await Balancer.start(folder, { outside: hosts.outside, gateways: hosts.all, database }),
    )
    const watch = keep(new PostgresWatch(database, say))
    say('running the migrations')
    const installation = await Installation.open(
      {
        folder,
        objects: await renderChart(...VALUES),
        settings: {
          ...S3_KEYS,
          PORTICO_URL: balancer.url,
          PORTICO_UPSTREAM_HOSTS: hosts.all.map(({ address }) => address).join(','),
          PORTICO_RELEASE_URLS: [first, second].map(host => urlOfService('release', host)).join(','),
          PORTICO_ARTIFACTS: join(folder, 'artifacts'),
          PORTICO_ARTIFACT_STORE: setting,
          PORTICO_BUS_REPLICAS: String(nats.replicas),
        },
      },
      { DATABASE_URL: database.urlOf(database.primary), REDIS_URL: redis.url, NATS_URL: nats.url },
    )
    await installation.migrate(first, balancer.databaseAddress)
    say('starting the services')
    const services = await startServices(installation, [first, second], keepPart)
    const gray = keepPart(installation.part('portico-sales-gray', { host: third, near: first }))
    const keyring = Keyring.fromSecrets(LAUNCHER, [SECRET])
    await Promise.all([gray.start(), publishShell(folder, urlOfService('release', first), keyring)])
    say('starting the gateways')
    const gateways = hosts.all.map(host =>
      keepPart(gatewayPart(installation, host, host === third ? first : host)),
    )
    for (const gateway of gateways) await gateway.start()
    watch.start()
    return {
      folder,
      hosts,
      database,
      watch,
      redis,
      nats,
      s3,
      balancer,
      gateways,
      services,
      gray,
      keyring,
      serviceUrls: urlsByService(first),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** The release service ahead of those that register with it; few at a time, for two cores start them. */
async function startServices(
  installation: Installation,
  hosts: readonly Host[],
  keep: (part: HostProcess) => HostProcess,
): Promise<HostProcess[]> {
  const parts: HostProcess[] = []
  for (const name of ['release', ...SERVICE_NAMES.filter(each => each !== 'release'), 'worker']) {
    const copies = hosts.map(host => keep(installation.part(`portico-${name}`, { host })))
    await Promise.all(copies.map(part => part.start()))
    parts.push(...copies)
  }
  return parts
}

/** A page that is empty: what is tried here is the servers. */
export async function publishShell(folder: string, releaseUrl: string, keyring: Keyring): Promise<void> {
  const place = join(folder, 'artifacts/shell', SHELL)
  await mkdir(place, { recursive: true })
  for (const [name, text] of Object.entries(SHELL_FILES)) await writeFile(join(place, name), text)
  const { registerLocal } = releaseContract.routes
  const client = new FixedClient('release', releaseUrl, { keyring })
  const attempt = await client.send({
    method: registerLocal.method,
    path: pathOf(registerLocal),
    headers: { 'content-type': 'application/json', baggage: 'portico.actor=system' },
    body: JSON.stringify({ shell: SHELL, apps: {}, shared: {}, others: [] }),
    timeoutMs: RELEASE_TIMEOUT_MS,
  })
  await client.close()
  if (attempt.outcome !== 'answered' || attempt.answer.status >= 300)
    throw new Error(`The release service did not take the shell (${attempt.outcome}).`)
}

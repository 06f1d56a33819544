import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { readBase } from '@portico/chart/testing'
import { Keyring } from '@portico/release/trust'
import { PostgresPair } from '../src/engines/postgres-pair.ts'
import { PostgresWatch } from '../src/engines/postgres-watch.ts'
import { RedisClusterParts } from '../src/engines/redis-cluster.ts'
import { openAddresses } from '../src/hosts/addresses.ts'
import type { Host } from '../src/hosts/host.ts'
import { HostProcess } from '../src/hosts/host-process.ts'
import { publishShell } from '../src/installation.ts'
import {
  answers,
  compileCache,
  gatewayPart,
  Installation,
  SECRET,
  urlOfService,
  urlsByService,
} from '../src/roles/roles.ts'
import { PrimaryWay } from './primary-way.ts'

const ALL_SERVICES = join(import.meta.dirname, '../../../services/host/src/main.ts')

/** Two gateways and two copies of all services, each in one process, on a database with a replica and three nodes of Redis. */
export interface SmallCluster {
  database: PostgresPair
  /** The primary hangs, and its replica takes its place. */
  failOver(): Promise<void>
  redis: RedisClusterParts
  services: readonly [HostProcess, HostProcess]
  gateways: readonly [HostProcess, HostProcess]
  gatewayUrls: readonly string[]
  serviceUrls: Record<string, string>
  keyring: Keyring
  close(): Promise<void>
}

export async function startSmallCluster(): Promise<SmallCluster> {
  const [first, second, third] = openAddresses(3).all as [Host, Host, Host]
  const folder = await mkdtemp('/var/tmp/portico-cluster-')
  await chmod(folder, 0o755)
  const database = await PostgresPair.start(folder, [first, second])
  const way = await PrimaryWay.open(third.address, database)
  const watch = new PostgresWatch(database, console.error, () => way.turn())
  const redis = await RedisClusterParts.start(folder, [first, second, third])
  const settings = {
    PORTICO_UPSTREAM_HOSTS: `${first.address},${second.address}`,
    PORTICO_RELEASE_URLS: [first, second].map(host => urlOfService('release', host)).join(','),
    PORTICO_ARTIFACTS: join(folder, 'artifacts'),
    PORTICO_ARTIFACT_STORE: '',
    // A user alone makes the load of many.
    PORTICO_USER_POINTS_PER_SECOND: '10000000',
    PORTICO_TENANT_POINTS_PER_SECOND: '10000000',
  }
  const installation = await Installation.open(
    { folder, objects: readBase(), settings },
    { DATABASE_URL: database.urlOf(database.primary), REDIS_URL: redis.url },
  )
  const databaseUrls = await installation.migrate(first, way.address)
  const env = { ...settings, ...databaseUrls, PORTICO_SECRET: SECRET, REDIS_URL: redis.url }
  const services = [allServices(folder, first, env), allServices(folder, second, env)] as const
  const gateways = [
    gatewayPart(installation, first, first),
    gatewayPart(installation, second, second),
  ] as const
  const keyring = Keyring.fromSecrets('launcher', [SECRET])
  const close = async () => {
    await watch.close()
    await Promise.all([...gateways, ...services].map(part => part.kill()))
    await Promise.all([redis.close(), database.close(), way.close()])
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await Promise.all(services.map(part => part.start()))
    await publishShell(folder, urlOfService('release', first), keyring)
    await Promise.all(gateways.map(part => part.start()))
    watch.start()
  } catch (error) {
    await close()
    throw error
  }
  return {
    database,
    failOver: () => watch.failOver(),
    redis,
    services,
    gateways,
    gatewayUrls: gateways.map(({ host }) => `http://${host.address}:8080`),
    serviceUrls: urlsByService(first),
    keyring,
    close,
  }
}

function allServices(folder: string, host: Host, env: Record<string, string>): HostProcess {
  return new HostProcess({
    name: `all services on ${host.name}`,
    host,
    command: [process.execPath, ALL_SERVICES],
    env: {
      ...env,
      HOST: host.address,
      PORTICO_MIGRATIONS: 'expect',
      PORTICO_HOME: join(folder, `services-${host.address}`),
      ...compileCache(folder),
    },
    logFile: join(folder, `services-${host.address}.log`),
    isReady: () => answers(`${urlOfService('sales', host)}/readyz`),
  })
}

import { Cluster, Redis, type RedisOptions } from 'ioredis'
import { parseRedisUrl, type RedisPlace } from './redis-url.ts'

export type RedisConnection = Redis | Cluster

/** Long enough for a slow network: until then commands fail at once, so nothing waits for it. */
const CONNECT_MS = 5_000
/** What is still on a socket that is given up on is not waited for. */
const DISCONNECT_MS = 50
/** A cluster reports a move when it is asked for a slot; this finds nodes that were removed and are asked for nothing. */
const SLOTS_REFRESH_MS = 5_000

/**
 * Fails at once while it is not connected, and sends nothing twice: by default ioredis queues and resends, and a request
 * would hang for seconds. Has no time limit for commands: see the caller. Throws BadRedisUrl.
 */
export function connectTo(url: string, options: RedisOptions = {}): RedisConnection {
  const place = parseRedisUrl(url)
  const common = { ...shared, ...accountOf(place), ...options }
  if (place.kind === 'cluster') return openCluster(place, common)
  if (place.kind === 'single') return new Redis({ ...common, ...address(place), db: place.db })
  return new Redis({
    ...common,
    sentinels: place.sentinels,
    name: place.master,
    db: place.db,
    failoverDetector: true,
    sentinelRetryStrategy: retryMs,
    ...(place.sentinelPassword && { sentinelPassword: place.sentinelPassword }),
    ...(place.hasTls && { enableTLSForSentinelMode: true, sentinelTLS: {} }),
  })
}

/** One that was master and is none any more: a new connection finds the new one. */
function isDemoted(error: Error): boolean {
  return error.message.includes('READONLY')
}

const retryMs = (attempt: number) => Math.min(50 * attempt, 1000)

const shared: RedisOptions = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  connectTimeout: CONNECT_MS,
  disconnectTimeout: DISCONNECT_MS,
  autoResendUnfulfilledCommands: false,
  // Who listens subscribes at each new connection. What ioredis does by itself there it does not wait for: where the connection is
  // lost at that moment, its rejection would be no caller's, and end the process.
  autoResubscribe: false,
  retryStrategy: retryMs,
  reconnectOnError: isDemoted,
}

function accountOf({ username, password, hasTls }: RedisPlace): RedisOptions {
  return { ...(username && { username }), ...(password && { password }), ...(hasTls && { tls: {} }) }
}

function address({ host, port }: { host: string; port: number }) {
  return { host, port }
}

function openCluster(place: RedisPlace & { kind: 'cluster' }, common: RedisOptions): Cluster {
  const {
    retryStrategy: _retry,
    enableOfflineQueue: _queue,
    // A bundle for a node that dies may never end, and everything for its slots would wait behind it.
    enableAutoPipelining: _bundles,
    lazyConnect,
    ...node
  } = common
  return new Cluster(place.nodes.map(address), {
    redisOptions: node,
    clusterRetryStrategy: retryMs,
    enableOfflineQueue: false,
    slotsRefreshTimeout: CONNECT_MS,
    slotsRefreshInterval: SLOTS_REFRESH_MS,
    ...(lazyConnect !== undefined && { lazyConnect }),
    // A certificate is of a name; looking the name up first would lose it.
    ...(place.hasTls && { dnsLookup: (name, done) => done(null, name) }),
  })
}

import { resolve } from 'node:path'
import type { OverrideMode } from '@portico/micro-app/page-state'
import type { SettingReader } from '@portico/settings'
import type { LogLevel } from '@portico/telemetry'
import { StartFault } from '../errors/start-fault.ts'
import type { PersistedMode } from '../graphql/operations.ts'
import type { LoadSettings } from '../load/load.ts'
import type { RedisPatience } from '../redis/shared-redis.ts'
import { readRedis } from './redis.ts'
import { readGatewaySecrets } from './secrets.ts'
import { badSetting, type Env, gatewayReader } from './values.ts'

/** Where the gateway listens, and in how many processes. */
export interface ServingSettings {
  host: string
  /** 0 picks a free one. */
  port: number
  /** More than one needs Redis, for sessions must be seen by all. */
  workers: number
}

export interface GatewaySettings extends ServingSettings {
  /** Introspection, suggestions and short stops are for development. */
  isProduction: boolean
  /** Believes x-forwarded-*; only where a proxy of ours sets them. */
  isBehindProxy: boolean
  hasAccessLog: boolean
  logLevel: LogLevel
  /** Folder of artifacts. */
  artifacts: string
  /** Folder for what the gateway itself keeps over a restart. */
  home: string
  /** Null: sessions and cache belong to this process. */
  redisUrl: string | null
  redisPatience: RedisPatience
  /** Null: no metrics. */
  metricsPort: number | null
  /** Where metrics are served; `HOST` may be open to all, this need not be. */
  metricsHost: string
  /** Null: who reaches the address may read metrics and the names in `/readyz`. */
  metricsToken: string | null
  persistedOperations: PersistedMode
  /** Operations that one request may have; 0: they come one by one. */
  maxBatch: number
  /** Tokens of developers let sessions run operations that no published app has. */
  hasDeveloperGrants: boolean
  /** Builds follow each change of the sources. */
  isWatched: boolean
  /** Folder whose mocks answer; null: none, and in production always. */
  mocks: string | null
  /** Folder that what is answered is recorded into; null: nothing is, and in production never. */
  recordings: string | null
  /** What a tab may have in place of an app, besides what a signed link brings. */
  overrides: OverrideMode
  load: LoadSettings
  /** How long a stopping gateway still takes new requests, so that a balancer notices. */
  drainMs: number
  /** How long what is in flight may then take. */
  finishMs: number
  /** How long a gateway is ready without what all gateways share. */
  readyGraceMs: number
  /** Service name -> URL, of the services the gateway names and of `release`, where there is one. */
  serviceUrls: Record<string, string>
  /** Release services besides that of `serviceUrls`, for as long as none is registered that is well. */
  releaseUrls: string[]
  /** Where registered instances may lie besides this machine and the hosts of `serviceUrls`. */
  upstreamHosts: string[]
  /** How long sessions go on without an answer from identity on what users may do. */
  accessMaxAgeMs: number
  /** Such as `https://assets.example.com`, where alone artifacts are then served; empty: at the product's own origin. */
  assetOrigin: string
  /** Names of apps that may run in a frame, where strings may be evaluated. */
  framedApps: string[]
  /** `s3://...` in place of the folder of artifacts. */
  artifactStore: string | null
  /** What the platform's processes share to trust each other; null, in development alone: one of this home's own. */
  secret: string | null
  /** The one before, while it is being changed: what was signed with it still holds. */
  previousSecret: string | null
  /** The gateway's keys alone, as a launcher hands them on; null: made from the secret. */
  keys: string | null
}

/** What makes no sense is refused before anything starts. Faults: BAD_SETTING, WORKERS_NEED_REDIS. */
export function readServing(env: Env): ServingSettings {
  const settings = gatewayReader(env)
  const workers = settings.integer('PORTICO_WORKERS')
  if (workers > 1 && !env.REDIS_URL) {
    throw new StartFault(
      'WORKERS_NEED_REDIS',
      'PORTICO_WORKERS over 1 needs REDIS_URL: workers share sessions there.',
    )
  }
  const port = settings.integer('PORT')
  if (workers > 1 && port === 0) {
    throw badSetting('PORT 0 finds a free port for one process only; name one for workers.')
  }
  return { host: env.HOST || '127.0.0.1', port, workers }
}

/** Relative folders are taken from `root`. Faults: those of `readServing`. */
export function readSettings(env: Env, root: string, services: readonly string[]): GatewaySettings {
  const settings = gatewayReader(env)
  const isProduction = settings.choice('PORTICO_ENV') === 'production'
  const home = resolve(root, env.PORTICO_HOME || '.portico')
  const serving = readServing(env)
  const developmentFolder = (folder?: string) => (isProduction || !folder ? null : resolve(root, folder))
  return {
    ...serving,
    isProduction,
    isBehindProxy: settings.switch('PORTICO_BEHIND_PROXY'),
    hasAccessLog: settings.switch('PORTICO_ACCESS_LOG'),
    logLevel: settings.choice('LOG_LEVEL') ?? 'info',
    artifacts: resolve(root, env.PORTICO_ARTIFACTS || `${home}/artifacts`),
    home,
    ...readRedis(env),
    metricsPort: settings.integer('PORTICO_METRICS_PORT'),
    metricsHost: env.PORTICO_METRICS_HOST || '127.0.0.1',
    metricsToken: env.PORTICO_METRICS_TOKEN || null,
    persistedOperations: settings.choice('PORTICO_OPERATIONS'),
    maxBatch: settings.integer('PORTICO_BATCH_OPERATIONS'),
    hasDeveloperGrants: settings.switch('PORTICO_DEVELOPER_GRANTS'),
    isWatched: settings.switch('PORTICO_WATCH') ?? false,
    mocks: developmentFolder(env.PORTICO_MOCKS),
    recordings: developmentFolder(env.PORTICO_RECORDINGS),
    overrides: settings.choice('PORTICO_OVERRIDES'),
    load: readLoad(settings),
    drainMs: settings.integer('PORTICO_DRAIN_MS'),
    finishMs: settings.integer('PORTICO_FINISH_MS'),
    readyGraceMs: settings.integer('PORTICO_READY_GRACE_MS'),
    serviceUrls: readServiceUrls(env, [...services, 'release']),
    releaseUrls: settings.list('PORTICO_RELEASE_URLS').map(requireHttp),
    upstreamHosts: (env.PORTICO_UPSTREAM_HOSTS ?? '').split(',').filter(Boolean),
    accessMaxAgeMs: 1000 * settings.integer('PORTICO_ACCESS_MAX_AGE_SECONDS'),
    assetOrigin: readOrigin(env.PORTICO_ASSET_ORIGIN),
    framedApps: settings.list('PORTICO_FRAMED_APPS'),
    artifactStore: settings.url('PORTICO_ARTIFACT_STORE', ['s3:', 'file:']),
    ...readGatewaySecrets(env),
    keys: env.PORTICO_KEYS || null,
  }
}

function readLoad(settings: SettingReader): LoadSettings {
  return {
    maxQueryPoints: settings.integer('PORTICO_QUERY_POINTS'),
    userPointsPerSecond: settings.integer('PORTICO_USER_POINTS_PER_SECOND'),
    tenantPointsPerSecond: settings.integer('PORTICO_TENANT_POINTS_PER_SECOND'),
    maxUserCalls: settings.integer('PORTICO_USER_CALLS'),
    maxTenantCalls: settings.integer('PORTICO_TENANT_CALLS'),
  }
}

function readServiceUrls(env: Env, services: readonly string[]): Record<string, string> {
  const settings = gatewayReader(env)
  const found = services.flatMap(service => {
    const url = settings.url(`${service.toUpperCase()}_URL`, ['http:', 'https:'])
    return url ? [[service, url]] : []
  })
  return Object.fromEntries(found)
}

function requireHttp(url: string): string {
  if (/^https?:\/\//.test(url) && URL.canParse(url)) return url
  throw badSetting(
    `PORTICO_RELEASE_URLS must be URLs with commas between them, http://... or https://..., not "${url}".`,
  )
}

/** Empty: not set. */
function readOrigin(text = ''): string {
  if (text === '' || (/^https?:/.test(text) && URL.parse(text)?.origin === text)) return text
  throw new StartFault(
    'BAD_SETTING',
    `PORTICO_ASSET_ORIGIN must be an origin such as https://assets.example.com, without a path, not "${text}".`,
  )
}

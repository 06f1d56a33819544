import { resolve } from 'node:path'
import type { PersistedMode } from './graphql/operations.ts'
import { StartFault } from './start-fault.ts'

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
  /** Folder of artifacts. */
  artifacts: string
  /** Folder for what the gateway itself keeps over a restart. */
  home: string
  /** Null: sessions and cache belong to this process. */
  redisUrl: string | null
  /** Null: no metrics. */
  metricsPort: number | null
  persistedOperations: PersistedMode
  /** How long a stopping gateway still takes new requests, so that a balancer notices. */
  drainMs: number
  /** How long what is in flight may then take. */
  finishMs: number
  /** Service name -> URL, of the services the gateway names and of `release`, where there is one. */
  serviceUrls: Record<string, string>
  /** Where registered instances may lie besides this machine and the hosts of `serviceUrls`. */
  upstreamHosts: string[]
  /** How long sessions go on without news from identity of what users may do. */
  accessMaxAgeMs: number
  /** `s3://...` in place of the folder of artifacts. */
  artifactStore: string | null
  /** What the platform's processes share to trust each other; null: one of this home's own. */
  secret: string | null
}

type Env = Readonly<Record<string, string | undefined>>

const modes = ['report', 'prefer', 'require'] as const

/** What makes no sense is refused before anything starts. Faults: BAD_SETTING, WORKERS_NEED_REDIS. */
export function readServing(env: Env): ServingSettings {
  const workers = readInteger(env, 'PORTICO_WORKERS', 1, 64)
  if (workers > 1 && !env.REDIS_URL) {
    throw new StartFault(
      'WORKERS_NEED_REDIS',
      'PORTICO_WORKERS over 1 needs REDIS_URL: workers share sessions there.',
    )
  }
  const port = readInteger(env, 'PORT', 8080, 65_535)
  if (workers > 1 && port === 0) {
    throw new StartFault(
      'BAD_SETTING',
      'PORT 0 finds a free port for one process only; name one for workers.',
    )
  }
  return { host: env.HOST || '127.0.0.1', port, workers }
}

/** Relative folders are taken from `root`. Faults: those of `readServing`. */
export function readSettings(env: Env, root: string, services: readonly string[]): GatewaySettings {
  const isProduction = env.PORTICO_ENV !== 'development'
  const home = resolve(root, env.PORTICO_HOME || '.portico')
  return {
    ...readServing(env),
    isProduction,
    isBehindProxy: readFlag(env, 'PORTICO_BEHIND_PROXY', false),
    hasAccessLog: readFlag(env, 'PORTICO_ACCESS_LOG', true),
    artifacts: resolve(root, env.PORTICO_ARTIFACTS || `${home}/artifacts`),
    home,
    redisUrl: env.REDIS_URL || null,
    metricsPort: env.PORTICO_METRICS_PORT ? readInteger(env, 'PORTICO_METRICS_PORT', 0, 65_535) : null,
    persistedOperations: readMode(env),
    drainMs: readInteger(env, 'PORTICO_DRAIN_MS', isProduction ? 10_000 : 0, 600_000),
    finishMs: readInteger(env, 'PORTICO_FINISH_MS', isProduction ? 30_000 : 5_000, 600_000),
    serviceUrls: readServiceUrls(env, [...services, 'release']),
    upstreamHosts: (env.PORTICO_UPSTREAM_HOSTS ?? '').split(',').filter(Boolean),
    accessMaxAgeMs: 1000 * readInteger(env, 'PORTICO_ACCESS_MAX_AGE_SECONDS', 300, 43_200),
    artifactStore: env.PORTICO_ARTIFACT_STORE || null,
    secret: env.PORTICO_SECRET || null,
  }
}

function readServiceUrls(env: Env, services: readonly string[]): Record<string, string> {
  const found = services.flatMap(service => {
    const name = `${service.toUpperCase()}_URL`
    const url = env[name]
    if (url && !URL.canParse(url)) throw new StartFault('BAD_SETTING', `${name} must be a URL, not "${url}".`)
    return url ? [[service, url]] : []
  })
  return Object.fromEntries(found)
}

function readInteger(env: Env, name: string, fallback: number, max: number): number {
  const text = env[name]
  if (text === undefined || text === '') return fallback
  const value = Number(text)
  if (Number.isInteger(value) && value >= 0 && value <= max) return value
  throw new StartFault('BAD_SETTING', `${name} must be a whole number from 0 to ${max}, not "${text}".`)
}

function readFlag(env: Env, name: string, fallback: boolean): boolean {
  const text = env[name]
  if (text === undefined || text === '') return fallback
  if (text === 'on' || text === 'off') return text === 'on'
  throw new StartFault('BAD_SETTING', `${name} must be on or off, not "${text}".`)
}

function readMode(env: Env): PersistedMode {
  const text = env.PORTICO_OPERATIONS || 'prefer'
  const mode = modes.find(known => known === text)
  if (mode) return mode
  throw new StartFault('BAD_SETTING', `PORTICO_OPERATIONS must be report, prefer or require, not "${text}".`)
}

import { ClockWatch, type Keyring, type TrustedHosts } from '@portico/release/trust'
import { Tracing, TrafficMeter } from '@portico/telemetry'
import type { FastifyBaseLogger } from 'fastify'
import { ContextSigner, openKeyring, secretsOf } from '../context/context-signer.ts'
import { type Database, openDatabase } from '../database/database.ts'
import type { SchemaMigrations } from '../database/migrate.ts'
import { provision } from '../database/provision.ts'
import { createApp, type ServiceApp } from '../http/app.ts'
import { endedNonces, takeNonce } from '../http/call-nonces.ts'
import { KEEP_DAYS } from '../http/idempotency.ts'
import { addMetrics } from '../http/metrics-route.ts'
import { addProbes } from '../http/probes.ts'
import { ServiceMetrics } from '../metrics/service-metrics.ts'
import { StartupError } from '../problems/startup-error.ts'
import { readCallFilters } from '../service-clients/call-filters.ts'
import { Heartbeat } from '../service-clients/heartbeat.ts'
import { reportStatements } from '../service-clients/report-statements.ts'
import { reportTraffic } from '../service-clients/report-traffic.ts'
import type { CountCall } from '../service-clients/service-client.ts'
import { ServiceClients } from '../service-clients/service-clients.ts'
import { TelemetrySender, type TelemetryStore } from '../service-clients/telemetry-sender.ts'
import { type Address, readAddress, readTrustedHosts } from '../settings/address.ts'
import { type Revision, readRevision } from '../settings/revision.ts'
import { readLogLevel, startTracing } from '../settings/telemetry.ts'
import { readWhole } from '../settings/whole.ts'
import { repeat } from '../sweep/repeat.ts'
import { type Clearing, expire } from '../sweep/sweep.ts'
import { DiskWatch } from '../uploads/disk-watch.ts'

/** What routes and background work are given. */
export interface ServiceContext extends Revision {
  name: string
  env: NodeJS.ProcessEnv
  database: Database
  /** Asked before an upload is taken. */
  disk: DiskWatch
  log: FastifyBaseLogger
  /** For work that no request began: see `runTraced`. */
  tracing: Tracing
  metrics: ServiceMetrics
  /** What it signs with and believes; null in development without a secret. */
  keyring: Keyring | null
  /** Where instances may lie: signed contexts go there. */
  hosts: TrustedHosts
  /** The other services. */
  clients: ServiceClients
}

type Stop = () => Promise<void>

const SWEEP_MS = 60_000
/** Of the kit's own table. */
const ENDED_KEYS = expire('idempotency', `created_at < now() - make_interval(days => ${KEEP_DAYS})`)

export interface ServiceDefinition extends SchemaMigrations {
  /** Also the database schema, the role `portico_<name>` and the prefix of `<NAME>_PORT`. */
  name: string
  /** Unless `<NAME>_PORT` says otherwise. */
  port: number
  /** Folder of `001.do.<what>.sql` files; ends with a slash. */
  migrations: URL
  /** Schemas besides its own, such as that of a job queue. */
  extraSchemas?: readonly string[]
  /** Schemas it shares with other services on the same database, such as that of the bus. */
  sharedSchemas?: readonly string[]
  /** What is cleared once it has ended, of all tenants. */
  clearings?(service: ServiceContext): readonly Clearing[]
  routes(app: ServiceApp, service: ServiceContext): void | Promise<void>
  /** Where its own traces and figures go; left out: to the release service, where there is one. */
  ownTelemetry?(service: ServiceContext): TelemetryStore
  /** Work besides requests; begins before the first request and gives what ends it. */
  background?(service: ServiceContext): Promise<Stop>
}

export interface RunningService {
  name: string
  url: string
  app: ServiceApp
  database: Database
  /** What the timer does: clears what has ended, of all tenants. Gives how much. */
  sweep(): Promise<number>
  /** Callers are led elsewhere, requests in flight end, then background work, then the connections close. */
  stop(): Promise<void>
}

export interface Service {
  name: string
  port: number
  /** Makes role and schemas with `DATABASE_URL`, for the migration job; gives the URL the service connects with. */
  provision(env: NodeJS.ProcessEnv): Promise<string>
  start(env: NodeJS.ProcessEnv): Promise<RunningService>
}

export function defineService(definition: ServiceDefinition): Service {
  const { name, port } = definition
  return {
    name,
    port,
    provision: env => provisionFor(definition, env),
    start: env => start(definition, env),
  }
}

async function start(definition: ServiceDefinition, env: NodeJS.ProcessEnv): Promise<RunningService> {
  const { name } = definition
  const keyring = openKeyring(name, env)
  const signer = new ContextSigner(keyring)
  const revision = readRevision(env, definition.migrations)
  const hosts = readTrustedHosts(env)
  const address = readAddress(name, definition.port, env)
  const filters = await readCallFilters(env, {
    service: name,
    say: (said, message) => app.log.info({ said }, message),
  })
  const tracing = new Tracing(name)
  const clock = new ClockWatch((facts, message) => app.log.error(facts, message))
  const app = createApp({
    name,
    logLevel: readLogLevel(env),
    tracing,
    signer,
    clock,
    takeNonce: (tenantId, nonce) => takeNonce(database, tenantId, nonce),
  })
  await startTracing(tracing, env)
  const traffic = new TrafficMeter()
  const countCall: CountCall = (called, calledRevision, ms, isFailure) =>
    traffic.call(name, called, calledRevision).note(ms, isFailure ? 'failed' : 'ok')
  const database = await open(definition, env, app.log)
  const service: ServiceContext = {
    name,
    env: { ...env, DATABASE_URL: undefined },
    database,
    disk: new DiskWatch(env, { database }),
    log: app.log,
    tracing,
    metrics: new ServiceMetrics({ service: name, tag: revision.tag }),
    clients: new ServiceClients(env, { signer, hosts, filters, countCall, log: instanceLog(app.log) }),
    keyring,
    hosts,
    ...revision,
  }
  let stopBackground: Stop | undefined
  let stopHeartbeat: Stop | undefined
  const sweeper = createSweeper(definition, service)
  const telemetrySender = createTelemetrySender(service, signer)
  const store = definition.ownTelemetry?.(service) ?? telemetrySender
  if (store) tracing.storeIn(store, { revision: revisionOf(revision), followsOthers: true })
  const stopTraffic = store && reportTraffic(traffic, store, service)
  const stopStatements = store && reportStatements(database, store, service)
  const stop = async () => {
    await stopHeartbeat?.()
    await app.close()
    await sweeper.stop()
    await stopBackground?.()
    await service.clients.close()
    await stopStatements?.()
    await stopTraffic?.()
    await tracing.stop()
    await telemetrySender?.close()
    await database.close()
  }
  try {
    await app.after()
    addProbes(app, database, clock)
    addMetrics(app, { metrics: service.metrics, token: env.PORTICO_METRICS_TOKEN || null })
    service.metrics.measurePool(() => database.poolState())
    await definition.routes(app, service)
    stopBackground = await definition.background?.(service)
    const listening = await listen(app, name, address)
    const url = address.advertisedUrl?.replace(/\/$/, '') ?? listening
    stopHeartbeat = await startHeartbeat(service, url, signer)
    return { name, url, app, database, sweep: sweeper.run, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Every copy of a service sweeps: each row is cleared by the first that comes. */
function createSweeper({ clearings }: ServiceDefinition, service: ServiceContext) {
  const { database } = service
  const all = [ENDED_KEYS, endedNonces, ...(clearings?.(service) ?? [])]
  const stopping = new AbortController()
  const sweepEnded = async () => {
    let cleared = 0
    for (const clear of all) cleared += await clear(database, stopping.signal)
    return cleared
  }
  const stopRepeating = repeat(SWEEP_MS, async () => void (await sweepEnded()), service)
  const stop = async () => {
    stopping.abort()
    await stopRepeating()
  }
  return { run: sweepEnded, stop }
}

function instanceLog(log: FastifyBaseLogger) {
  return { warn: (event: string, facts: object) => log.warn(facts, event) }
}

/** Null where there is no release service. */
function createTelemetrySender({ name, env: { RELEASE_URL: url } }: ServiceContext, signer: ContextSigner) {
  return url ? new TelemetrySender({ releaseUrl: url, service: name, signer }) : null
}

function revisionOf({ tag, version }: Revision): string {
  return version ? `${tag}@${version}` : tag
}

/** None where there is no release service. */
async function startHeartbeat(
  service: ServiceContext,
  url: string,
  signer: ContextSigner,
): Promise<Stop | undefined> {
  const releaseUrl = service.env.RELEASE_URL
  if (!releaseUrl) return undefined
  const { name, tag, version, log, clients } = service
  const beat = { service: name, tag, version, url }
  const heartbeat = new Heartbeat({ releaseUrl, beat, signer, discovery: clients.discovery, log })
  await heartbeat.start()
  return () => heartbeat.stop()
}

/**
 * In development a service may do the migration job's work for itself; it forgets the administrator's URL then. Elsewhere no
 * service is given that URL. Throws `ADMIN_URL_REFUSED`.
 */
async function open(definition: ServiceDefinition, env: NodeJS.ProcessEnv, log: FastifyBaseLogger) {
  const { name, migrations, keysSince } = definition
  const variable = databaseVariable(name)
  if (!env[variable] && env.DATABASE_URL && env.PORTICO_ENV !== 'development') {
    throw new StartupError(
      'ADMIN_URL_REFUSED',
      `DATABASE_URL is for the migration job alone. Run services/host/src/provision.ts with it, and start the service ${name} with the ${variable} that the job prints; PORTICO_ENV=development does both.`,
    )
  }
  const url = await provisionFor(definition, env)
  const onError = (error: Error) => log.warn({ reason: error.message }, 'an idle database connection ended')
  const slowMs = readWhole(env, 'PORTICO_SQL_SLOW_MS')
  return openDatabase({ name, migrations, keysSince, directUrl: url, onError, slowMs })
}

/** `<NAME>_DATABASE_URL` as it is, else what `DATABASE_URL` is used to make. Throws StartupError. */
async function provisionFor(
  { name, extraSchemas = [], sharedSchemas = [] }: ServiceDefinition,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const variable = databaseVariable(name)
  const { [variable]: ownUrl, DATABASE_URL: adminUrl } = env
  if (ownUrl) return ownUrl
  if (!adminUrl) {
    throw new StartupError(
      'DATABASE_NOT_CONFIGURED',
      `Set ${variable} for the service ${name}; in development DATABASE_URL does.`,
    )
  }
  const [secret] = secretsOf(env)
  return provision({ name, adminUrl, secret, extraSchemas, sharedSchemas })
}

/** `SALES_DATABASE_URL`. */
function databaseVariable(name: string): string {
  return `${name.toUpperCase()}_DATABASE_URL`
}

async function listen(app: ServiceApp, name: string, { host, port }: Address): Promise<string> {
  try {
    return await app.listen({ host, port })
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE')) throw cause
    const advice = `Free it, or choose another with ${name.toUpperCase()}_PORT.`
    throw new StartupError(
      'PORT_IN_USE',
      `Port ${port} of ${host}, for the service ${name}, is taken. ${advice}`,
      { cause },
    )
  }
}

import { setTimeout as sleep } from 'node:timers/promises'
import { ClockWatch, type Keyring, type TrustedHosts } from '@portico/release/trust'
import { Tracing, TrafficMeter } from '@portico/telemetry'
import type { FastifyBaseLogger } from 'fastify'
import { ContextSigner, openKeyring } from '../context/context-signer.ts'
import type { Database } from '../database/database.ts'
import { createApp, type ServiceApp } from '../http/app.ts'
import { endedNonces, takeNonce } from '../http/call-nonces.ts'
import { sayPosition } from '../http/caller-leaves.ts'
import { KEEP_DAYS } from '../http/idempotency.ts'
import { addMetrics } from '../http/metrics-route.ts'
import { addProbes, type Drain } from '../http/probes.ts'
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
import { type ProcessMode, readMode } from '../settings/mode.ts'
import { type Revision, readCell, readRevision } from '../settings/revision.ts'
import { readLogLevel, startTracing } from '../settings/telemetry.ts'
import { repeat } from '../sweep/repeat.ts'
import { type Clearing, expire } from '../sweep/sweep.ts'
import { DiskWatch } from '../uploads/disk-watch.ts'
import {
  type DatabaseOfService,
  inDatabaseFor,
  migrateFor,
  openFor,
  provisionFor,
} from './service-database.ts'

/** What routes and background work are given. */
export interface ServiceContext extends Revision {
  name: string
  /** Whether messages, jobs and tasks are this process's to do; false: another process of the service does them. */
  works: boolean
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

export interface ServiceDefinition extends DatabaseOfService {
  /** Unless `<NAME>_PORT` says otherwise. */
  port: number
  /** Folder of `001.do.<what>.sql` files; ends with a slash. */
  migrations: URL
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
  /** Brings its schema up to date, for the migration job. */
  migrate(env: NodeJS.ProcessEnv): Promise<void>
  start(env: NodeJS.ProcessEnv): Promise<RunningService>
  /** For a job that ends by itself: its database while `work` goes on. */
  inDatabase<T>(env: NodeJS.ProcessEnv, work: (database: Database) => Promise<T>): Promise<T>
}

export function defineService(definition: ServiceDefinition): Service {
  const { name, port } = definition
  return {
    name,
    port,
    provision: env => provisionFor(definition, env),
    migrate: env => migrateFor(definition, env),
    start: env => start(definition, env),
    inDatabase: (env, work) => inDatabaseFor(definition, env, work),
  }
}

async function start(definition: ServiceDefinition, env: NodeJS.ProcessEnv): Promise<RunningService> {
  const { name } = definition
  const keyring = openKeyring(name, env)
  const signer = new ContextSigner(keyring)
  const revision = readRevision(env, definition.migrations)
  const hosts = readTrustedHosts(env)
  const address = readAddress(name, definition.port, env)
  const mode = readMode(env)
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
  const database = await openFor(definition, env, { log: app.log, address: mode.serves ? address : null })
  const service: ServiceContext = {
    name,
    env: { ...env, DATABASE_URL: undefined },
    works: mode.works,
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
  const drain: Drain = { isDraining: false }
  const stop = async () => {
    drain.isDraining = true
    await stopHeartbeat?.()
    if (mode.serves) await sleep(mode.drainMs)
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
    app.addHook('onSend', (request, reply) => sayPosition(request, reply, database))
    addProbes(app, { database, clock, drain })
    addMetrics(app, { metrics: service.metrics, token: env.PORTICO_METRICS_TOKEN || null })
    service.metrics.measurePool(() => database.poolState())
    service.metrics.measureReplica(() => database.replicaLagMs())
    await definition.routes(app, service)
    stopBackground = await definition.background?.(service)
    const url = await open(app, { name, address, mode })
    if (mode.serves) stopHeartbeat = await startHeartbeat(service, url, signer)
    return { name, url, app, database, sweep: sweeper.run, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Every copy of a service that works sweeps: each row is cleared by the first that comes. */
function createSweeper({ clearings }: ServiceDefinition, service: ServiceContext) {
  const { database } = service
  const all = [ENDED_KEYS, endedNonces, ...(clearings?.(service) ?? [])]
  const stopping = new AbortController()
  const sweepEnded = async () => {
    let cleared = 0
    for (const clear of all) cleared += await clear(database, stopping.signal)
    return cleared
  }
  const stopRepeating = service.works
    ? repeat(SWEEP_MS, async () => void (await sweepEnded()), service)
    : async () => {}
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
  const { name, tag, version, log, clients, env } = service
  const cell = readCell(name, env)
  const beat = { service: name, tag, version, url, ...(cell !== null && { cell }) }
  const heartbeat = new Heartbeat({ releaseUrl, beat, signer, discovery: clients.discovery, log })
  await heartbeat.start()
  return () => heartbeat.stop()
}

/** Gives where others reach it; empty where it only works: its routes are asked by its own process alone, for probes. */
async function open(
  app: ServiceApp,
  { name, address, mode }: { name: string; address: Address; mode: ProcessMode },
): Promise<string> {
  if (!mode.serves) {
    await app.ready()
    return ''
  }
  const listening = await listen(app, name, address)
  const { advertisedUrl, advertisedHost } = address
  if (advertisedHost !== null) return `http://${advertisedHost}:${new URL(listening).port}`
  return advertisedUrl?.replace(/\/$/, '') ?? listening
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

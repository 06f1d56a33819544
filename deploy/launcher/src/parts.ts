import { join } from 'node:path'
import { portVariable } from '@portico/service-contract/services'
import { startChild } from './child.ts'
import { ProductPart } from './part.ts'
import { gatewaySecrets, keysFor } from './secret.ts'
import type { Settings } from './settings.ts'

/** What the processes of the product are started with. */
export interface LaunchEnvironment {
  settings: Settings
  /** Service -> the URL of its own role. */
  databaseUrls: Record<string, string>
  /** Whose disk is watched; null: the database is not on this machine, or its folder is not known. */
  databaseFolder: string | null
  /** Everything is made from it; no process but the launcher and the migration job has it. */
  secrets: readonly string[]
  /** Aborted: what is being started is ended again. */
  stopAsked: AbortSignal
}

/** All of this machine. */
const HOST = '127.0.0.1'

export interface Services {
  part: ProductPart
  /** By service name, such as `sales`. */
  urls: Record<string, string>
}

/**
 * A young generation of 4 MB instead of 16: measured 35 to 50 MB less at rest for the services, and no slower. Not for the
 * gateway: it rests at the same size either way, and large lists there cost a third more.
 */
const SERVICES_FLAGS = ['--max-semi-space-size=4']

type Provisioning = Pick<LaunchEnvironment, 'secrets' | 'stopAsked'> & {
  /** Of the administrator. */
  databaseUrl: string
}

/** Makes roles and schemas, as the only process that has the administrator's URL. Gives the URL of each service's role. */
export async function provisionDatabase(
  { root, home }: Settings,
  { databaseUrl, secrets: [secret = ''], stopAsked }: Provisioning,
): Promise<Record<string, string>> {
  const dir = join(root, 'services/host')
  const env = {
    ...ownDatabaseUrls(),
    ...compileCache(home),
    DATABASE_URL: databaseUrl,
    PORTICO_SECRET: secret,
  }
  const program = { script: join(dir, 'src/provision.ts'), cwd: dir, env }
  const { child, ready } = await startChild('migration', program, { stopAsked })
  await child.exited
  return ready.urls ?? {}
}

export async function startServices(environment: LaunchEnvironment): Promise<Services> {
  const dir = join(environment.settings.root, 'services/host')
  const env = serviceEnv(environment, Object.keys(environment.databaseUrls))
  const modules = [join(dir, 'src/host.ts')]
  const program = { script: join(dir, 'src/main.ts'), cwd: dir, env, nodeFlags: SERVICES_FLAGS, modules }
  const { stopAsked } = environment
  const { part, ready } = await ProductPart.start(options =>
    startChild('services', program, { ...options, stopAsked }),
  )
  const urls = ready.urls ?? {}
  // Where port 0 chose: a copy that takes this one's place listens there too.
  Object.assign(env, portsOf(urls))
  return { part, urls }
}

export async function startGateway(
  { settings, secrets, databaseUrls, stopAsked }: LaunchEnvironment,
  urls: Record<string, string>,
): Promise<{ part: ProductPart; url: string }> {
  const env: Record<string, string> = {
    // One machine has no balancer that must notice a stop, and a terminal is no place for a line a request.
    PORTICO_DRAIN_MS: '0',
    PORTICO_ACCESS_LOG: 'off',
    PORTICO_WATCH: settings.isWatching ? 'on' : 'off',
    ...gatewaySecrets(secrets, Object.keys(databaseUrls)),
    ...(process.env.HOST ? { HOST: process.env.HOST } : {}),
    // With data of its own this is a place to try things in, free text too; with a database of yours it is not.
    ...(settings.databaseUrl === null && {
      PORTICO_OPERATIONS: process.env.PORTICO_OPERATIONS || 'prefer',
      PORTICO_OVERRIDES: process.env.PORTICO_OVERRIDES || 'local',
      OTEL_TRACES_SAMPLER_ARG: process.env.OTEL_TRACES_SAMPLER_ARG || '1',
    }),
    ...folders(settings),
    ...urlVariables(urls),
    PORT: String(settings.port),
  }
  const dir = join(settings.root, 'bff/gateway')
  // Egg finds by their names what the application does not import.
  const modules = ['app.ts', 'app/router.ts', 'config/config.default.ts'].map(file => join(dir, file))
  const program = { script: join(dir, 'start.ts'), cwd: dir, env, modules }
  const { part, ready } = await ProductPart.start(options =>
    startChild('gateway', program, { ...options, stopAsked }),
  )
  const url = ready.url ?? `http://${HOST}:${settings.port}`
  env.PORT = new URL(url).port
  return { part, url }
}

/** `SALES_PORT` and so on. */
function portsOf(urls: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(urls).map(([name, url]) => [portVariable(name), new URL(url).port]),
  )
}

/** Of a process that runs `services`: their keys and databases, and no other part's. */
export function serviceEnv(
  { settings, databaseUrls, databaseFolder, secrets }: LaunchEnvironment,
  services: readonly string[],
): Record<string, string> {
  const urls = services.map(name => [`${name.toUpperCase()}_DATABASE_URL`, databaseUrls[name] ?? ''])
  const keys = keysFor(services, secrets, Object.keys(databaseUrls))
  const reports = services.includes('sales') ? { PORTICO_REPORTS_FOLDER: reportsFolder(settings) } : {}
  const watched = databaseFolder === null ? {} : { PORTICO_DATABASE_FOLDER: databaseFolder }
  return {
    HOST,
    ...Object.fromEntries(urls),
    ...furtherUrls(services),
    ...keys,
    ...folders(settings),
    ...watched,
    ...reports,
  }
}

/** Where the installation says so, else beside what is kept here. */
function reportsFolder({ home }: Settings): string {
  return process.env.PORTICO_REPORTS_FOLDER ?? join(home, 'reports')
}

/** Roles that an operator made by hand. */
function ownDatabaseUrls(): Record<string, string> {
  const given = Object.entries(process.env).filter(([name]) => name.endsWith('_DATABASE_URL'))
  return Object.fromEntries(given.map(([name, url]) => [name, url ?? '']))
}

/** Straight to PostgreSQL where a pooler stands in front of those, and to their replicas. */
function furtherUrls(services: readonly string[]): Record<string, string> {
  const kinds = ['DIRECT_URL', 'REPLICA_URL']
  const names = new Set(services.flatMap(name => kinds.map(kind => `${name.toUpperCase()}_${kind}`)))
  const given = Object.entries(process.env).filter(([name]) => names.has(name))
  return Object.fromEntries(given.map(([name, url]) => [name, url ?? '']))
}

/** `SALES_URL` and so on. */
export function urlVariables(urls: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(urls).map(([name, url]) => [`${name.toUpperCase()}_URL`, url]))
}

function folders(settings: Settings): Record<string, string> {
  return {
    PORTICO_HOME: settings.home,
    PORTICO_ARTIFACTS: settings.artifacts,
    ...compileCache(settings.home),
  }
}

/** Node keeps what it compiled (and stripped of types), so that the next start has less to do. */
function compileCache(home: string): Record<string, string> {
  return { NODE_COMPILE_CACHE: join(home, 'compile-cache') }
}

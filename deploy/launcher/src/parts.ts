import { join } from 'node:path'
import { type Child, startChild } from './child.ts'
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
}

/** All of this machine. */
const HOST = '127.0.0.1'

export interface Services {
  child: Child
  /** By service name, such as `sales`. */
  urls: Record<string, string>
}

/**
 * A young generation of 4 MB instead of 16: measured 35 to 50 MB less at rest for the services, and no slower. Not for the
 * gateway: it rests at the same size either way, and large lists there cost a third more.
 */
export const SERVICES_FLAGS = ['--max-semi-space-size=4']

/** Makes roles and schemas, as the only process that has the administrator's URL. Gives the URL of each service's role. */
export async function provisionDatabase(
  { root }: Settings,
  databaseUrl: string,
  [secret = '']: readonly string[],
): Promise<Record<string, string>> {
  const dir = join(root, 'services/host')
  const env = { ...ownDatabaseUrls(), DATABASE_URL: databaseUrl, PORTICO_SECRET: secret }
  const { child, ready } = await startChild('migration', {
    script: join(dir, 'src/provision.ts'),
    cwd: dir,
    env,
  })
  await child.exited
  return ready.urls ?? {}
}

export async function startServices(environment: LaunchEnvironment): Promise<Services> {
  const dir = join(environment.settings.root, 'services/host')
  const env = serviceEnv(environment, Object.keys(environment.databaseUrls))
  const { child, ready } = await startChild('services', {
    script: join(dir, 'src/main.ts'),
    cwd: dir,
    env,
    nodeFlags: SERVICES_FLAGS,
  })
  return { child, urls: ready.urls ?? {} }
}

export async function startGateway(
  { settings, secrets, databaseUrls }: LaunchEnvironment,
  urls: Record<string, string>,
): Promise<{ child: Child; url: string }> {
  const env = {
    // One machine has no balancer that must notice a stop, and a terminal is no place for a line a request.
    PORTICO_DRAIN_MS: '0',
    PORTICO_ACCESS_LOG: 'off',
    ...gatewaySecrets(secrets, Object.keys(databaseUrls)),
    ...(process.env.HOST ? { HOST: process.env.HOST } : {}),
    // With data of its own this is a place to try things in, free text too; with a database of yours it is not.
    ...(settings.databaseUrl === null && { PORTICO_OPERATIONS: process.env.PORTICO_OPERATIONS || 'prefer' }),
    ...folders(settings),
    ...urlVariables(urls),
    PORT: String(settings.port),
  }
  const dir = join(settings.root, 'bff/gateway')
  const { child, ready } = await startChild('gateway', { script: join(dir, 'start.ts'), cwd: dir, env })
  return { child, url: ready.url ?? `http://${HOST}:${settings.port}` }
}

/** Of a process that runs `services`: their keys and databases, and no other part's. */
export function serviceEnv(
  { settings, databaseUrls, databaseFolder, secrets }: LaunchEnvironment,
  services: readonly string[],
): Record<string, string> {
  const urls = services.map(name => [`${name.toUpperCase()}_DATABASE_URL`, databaseUrls[name] ?? ''])
  const keys = keysFor(services, secrets, Object.keys(databaseUrls))
  const watched = databaseFolder === null ? {} : { PORTICO_DATABASE_FOLDER: databaseFolder }
  return { HOST, ...Object.fromEntries(urls), ...keys, ...folders(settings), ...watched }
}

/** Roles that an operator made by hand. */
function ownDatabaseUrls(): Record<string, string> {
  const given = Object.entries(process.env).filter(([name]) => name.endsWith('_DATABASE_URL'))
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
    // Node keeps what it compiled (and stripped of types), so that the next start has less to do.
    NODE_COMPILE_CACHE: join(settings.home, 'compile-cache'),
  }
}

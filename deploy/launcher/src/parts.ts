import { join } from 'node:path'
import { type Child, startChild } from './child.ts'
import type { Settings } from './settings.ts'

/** What every process of the product is told. */
export interface Surroundings {
  settings: Settings
  databaseUrl: string
  /** With it the processes sign what they tell each other; the services' database passwords come from it too. */
  secret: string
}

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

export async function startServices(surroundings: Surroundings): Promise<Services> {
  const dir = join(surroundings.settings.root, 'services/host')
  const env = serviceEnv(surroundings)
  const { child, ready } = await startChild('services', join(dir, 'src/main.ts'), dir, env, SERVICES_FLAGS)
  return { child, urls: ready.urls ?? {} }
}

export async function startGateway(
  { settings, secret }: Surroundings,
  urls: Record<string, string>,
): Promise<{ child: Child; url: string }> {
  const env = {
    // One machine has no balancer that must notice a stop, and a terminal is no place for a line a request.
    PORTICO_DRAIN_MS: '0',
    PORTICO_ACCESS_LOG: 'off',
    PORTICO_SECRET: secret,
    // With data of its own this is a place to try things in, free text too; with a database of yours it is not.
    ...(settings.databaseUrl === null && { PORTICO_OPERATIONS: process.env.PORTICO_OPERATIONS || 'prefer' }),
    ...folders(settings),
    ...urlVariables(urls),
    PORT: String(settings.port),
  }
  const dir = join(settings.root, 'bff/gateway')
  const { child, ready } = await startChild('gateway', join(dir, 'start.ts'), dir, env)
  return { child, url: ready.url ?? `http://127.0.0.1:${settings.port}` }
}

export function serviceEnv({ settings, databaseUrl, secret }: Surroundings): Record<string, string> {
  return { DATABASE_URL: databaseUrl, PORTICO_SECRET: secret, ...folders(settings) }
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

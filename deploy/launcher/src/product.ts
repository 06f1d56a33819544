import { join } from 'node:path'
import { buildStaleArtifacts } from '@portico/artifacts'
import { seedDemo } from '@portico/seed'
import { type Child, startChild } from './child.ts'
import { type Database, openDatabase } from './database.ts'
import { assertPortsFree } from './ports.ts'
import { ensureSecret } from './secret.ts'
import type { Settings } from './settings.ts'

export interface Product {
  url: string
  settings: Settings
  databaseDescription: string
  serviceUrls: Record<string, string>
  pids: Record<string, number>
  /** Resolves with the reason when a part ends by itself. */
  broken: Promise<string>
  /** Stops the parts in the order in which nothing loses what it leans on. */
  stop(): Promise<void>
}

/**
 * Starts database, services and gateway, each after the one it leans on; what can fail at once (ports, database) comes before
 * the builds. Null when `stopAsked` was aborted before all stood: what had been started is stopped again.
 */
export async function startProduct(
  settings: Settings,
  say: (line: string) => void,
  stopAsked: AbortSignal,
): Promise<Product | null> {
  const stops: (() => Promise<void>)[] = []
  const stop = async () => {
    for (const undo of stops.splice(0).reverse()) await undo()
  }
  try {
    return await startParts(settings, say, stops, stop, stopAsked)
  } catch (error) {
    await stop()
    if (stopAsked.aborted) return null
    throw error
  }
}

async function startParts(
  settings: Settings,
  say: (line: string) => void,
  stops: (() => Promise<void>)[],
  stop: () => Promise<void>,
  stopAsked: AbortSignal,
): Promise<Product> {
  await assertPortsFree(settings.port, process.env)
  const database = await openDatabase(settings)
  stops.push(database.stop)
  stopAsked.throwIfAborted()
  await buildStaleArtifacts({
    root: settings.root,
    store: settings.artifacts,
    moreApps: settings.moreApps,
    onProgress: say,
  })
  stopAsked.throwIfAborted()
  const services = await startServices(settings, database)
  stops.push(services.child.stop)
  stopAsked.throwIfAborted()
  const [starting, seeding] = await Promise.allSettled([
    startGateway(settings, services.urls),
    seedDemo({ serviceUrls: services.urls, onProgress: say }),
  ])
  if (starting.status === 'rejected') throw starting.reason
  const gateway = starting.value
  stops.push(gateway.child.stop)
  if (seeding.status === 'rejected') throw seeding.reason
  return {
    url: gateway.url,
    settings,
    databaseDescription: database.description,
    serviceUrls: services.urls,
    pids: {
      ...(database.pid ? { database: database.pid } : {}),
      services: services.child.pid,
      gateway: gateway.child.pid,
    },
    broken: Promise.race([database.exited, services.child.exited, gateway.child.exited]),
    stop,
  }
}

/** Node keeps what it compiled (and stripped of types), so that the next start has less to do. */
function compileCache(settings: Settings): Record<string, string> {
  return { NODE_COMPILE_CACHE: join(settings.home, 'compile-cache') }
}

/**
 * A young generation of 4 MB instead of 16: measured 35 to 50 MB less at rest for the services, and no slower. Not for the
 * gateway: it rests at the same size either way, and large lists there cost a third more.
 */
const SERVICES_FLAGS = ['--max-semi-space-size=4']

async function startServices(
  settings: Settings,
  database: Database,
): Promise<{ child: Child; urls: Record<string, string> }> {
  const env = {
    DATABASE_URL: database.url,
    PORTICO_SECRET: await ensureSecret(settings.home, process.env),
    ...compileCache(settings),
  }
  const dir = join(settings.root, 'services/host')
  const { child, ready } = await startChild('services', join(dir, 'src/main.ts'), dir, env, SERVICES_FLAGS)
  return { child, urls: ready.urls ?? {} }
}

async function startGateway(
  settings: Settings,
  urls: Record<string, string>,
): Promise<{ child: Child; url: string }> {
  const found = Object.entries(urls).map(([name, url]) => [`${name.toUpperCase()}_URL`, url])
  const env = {
    // One machine has no balancer that must notice a stop, and a terminal is no place for a line a request.
    PORTICO_DRAIN_MS: '0',
    PORTICO_ACCESS_LOG: 'off',
    ...compileCache(settings),
    ...Object.fromEntries(found),
    PORT: String(settings.port),
    PORTICO_ARTIFACTS: settings.artifacts,
  }
  const dir = join(settings.root, 'bff/gateway')
  const { child, ready } = await startChild('gateway', join(dir, 'start.ts'), dir, env)
  return { child, url: ready.url ?? `http://127.0.0.1:${settings.port}` }
}

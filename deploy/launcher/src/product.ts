import { Keyring } from '@portico/release/trust'
import { buildAll, registerBuilds } from './builds.ts'
import { startDatabase } from './database.ts'
import { type FirstLogins, openLogins, prepareTenants } from './first-logins.ts'
import { startGrayService } from './gray.ts'
import { describeOverlaid } from './overlaid.ts'
import { provisionDatabase, startGateway, startServices } from './parts.ts'
import { assertPortsFree } from './ports.ts'
import { ensureSecrets, LAUNCHER } from './secret.ts'
import type { Settings } from './settings.ts'

export interface Product {
  url: string
  settings: Settings
  databaseUrl: string
  databaseDescription: string
  serviceUrls: Record<string, string>
  /** Of the build of sales that waits for a release. */
  graySalesVersion: string
  /** Who can log in, as far as this start knows. */
  logins: FirstLogins
  pids: Record<string, number>
  /** Resolves with the reason when a part ends by itself. */
  broken: Promise<string>
  /** Resolves with the reason when what the product can do without ends by itself. */
  missed: Promise<string>
  /** Stops the parts in the order in which nothing loses what it leans on. */
  stop(): Promise<void>
}

/**
 * Starts database, services and gateway, each after the one it leans on; what can fail at once (ports, database) comes before
 * the builds, and the release service knows the builds before there is a gateway to serve them. Null when `stopAsked` was aborted before all stood: what had been started is stopped again.
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
    return await startParts(settings, say, { stops, stop, stopAsked })
  } catch (error) {
    await stop()
    if (stopAsked.aborted) return null
    throw error
  }
}

interface Stopping {
  /** What ends each part that stands, in the order in which they were started. */
  stops: (() => Promise<void>)[]
  /** Ends them all. */
  stop: () => Promise<void>
  stopAsked: AbortSignal
}

async function startParts(
  settings: Settings,
  say: (line: string) => void,
  { stops, stop, stopAsked }: Stopping,
): Promise<Product> {
  await assertPortsFree(settings.port, process.env)
  const secrets = await ensureSecrets(settings.home, process.env)
  const keyring = Keyring.fromSecrets(LAUNCHER, secrets)
  const database = await startDatabase(settings)
  stops.push(database.stop)
  stopAsked.throwIfAborted()
  const [builds, databaseUrls] = await Promise.all([
    buildAll(settings, say),
    provisionDatabase(settings, database.url, secrets),
  ])
  stopAsked.throwIfAborted()
  const environment = { settings, databaseUrls, databaseFolder: database.folder, secrets }
  const services = await startServices(environment)
  stops.push(services.child.stop)
  stopAsked.throwIfAborted()
  await registerBuilds(builds, services.urls.release ?? '', keyring)
  const identity = { serviceUrls: services.urls, keyring }
  for (const line of await describeOverlaid(builds, services.urls.release ?? '', keyring)) say(line)
  const [starting, gray, seeding] = await Promise.allSettled([
    startGateway(environment, services.urls),
    startGrayService(environment, services),
    prepareTenants(settings, { ...identity, onProgress: say }),
  ])
  const graySales = gray.status === 'fulfilled' ? gray.value : null
  if (graySales) stops.push(graySales.stop)
  if (starting.status === 'rejected') throw starting.reason
  const gateway = starting.value
  stops.push(gateway.child.stop)
  if (seeding.status === 'rejected') throw seeding.reason
  return {
    url: gateway.url,
    settings,
    databaseUrl: database.url,
    databaseDescription: database.description,
    serviceUrls: services.urls,
    graySalesVersion: builds.graySales,
    logins: await openLogins(settings, identity),
    pids: {
      ...(database.pid ? { database: database.pid } : {}),
      services: services.child.pid,
      ...(graySales ? { salesGray: graySales.pid } : {}),
      gateway: gateway.child.pid,
    },
    broken: Promise.race([database.exited, services.child.exited, gateway.child.exited]),
    missed: graySales ? graySales.exited : new Promise(() => {}),
    stop,
  }
}

import { Keyring } from '@portico/release/trust'
import { type Builds, buildAll, registerBuilds } from './builds.ts'
import { type LauncherDatabase, startDatabase } from './database.ts'
import { type FirstLogins, openLogins, prepareTenants } from './first-logins.ts'
import { startGrayService } from './gray.ts'
import { requireHome } from './home.ts'
import { describeOverlaid } from './overlaid.ts'
import type { ProductPart } from './part.ts'
import { provisionDatabase, startGateway, startServices } from './parts.ts'
import { assertPortsFree } from './ports.ts'
import { ensureSecrets, LAUNCHER } from './secret.ts'
import type { Settings } from './settings.ts'
import { unlessStopped } from './stopping.ts'

export interface Product {
  url: string
  settings: Settings
  databaseUrl: string
  databaseDescription: string
  serviceUrls: Record<string, string>
  builds: Builds
  /** Who can log in, as far as this start knows. */
  logins: FirstLogins
  parts: Parts
  /** Signs what the launcher asks of the services. */
  keyring: Keyring
  /** Of the processes that run now. */
  pids(): Record<string, number>
  /** Resolves with the reason when a part ends by itself. */
  broken: Promise<string>
  /** Resolves with the reason when what the product can do without ends by itself. */
  missed: Promise<string>
  /** Stops the parts in the order in which nothing loses what it leans on. */
  stop(): Promise<void>
}

/** What runs besides the database. */
interface Parts {
  services: ProductPart
  gateway: ProductPart
  /** Null: it is switched off, sales was not built, or its next version did not start. */
  salesGray: ProductPart | null
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
  await requireHome(settings)
  const secrets = await ensureSecrets(settings.home, process.env)
  const keyring = Keyring.fromSecrets(LAUNCHER, secrets)
  const database = await startDatabase(settings)
  stops.push(database.stop)
  stopAsked.throwIfAborted()
  const [builds, databaseUrls] = await unlessStopped(
    Promise.all([
      buildAll(settings, say, stopAsked),
      provisionDatabase(settings, { databaseUrl: database.url, secrets, stopAsked }),
    ]),
    stopAsked,
  )
  const environment = { settings, databaseUrls, databaseFolder: database.folder, secrets, stopAsked }
  const { part: services, urls } = await startServices(environment)
  stops.push(() => services.stop())
  const releaseUrl = urls.release ?? ''
  await unlessStopped(registerBuilds(builds, releaseUrl, keyring), stopAsked)
  for (const line of await describeOverlaid(builds, releaseUrl, keyring)) say(line)
  const identity = { serviceUrls: urls, keyring }
  const [starting, gray, seeding] = await Promise.allSettled([
    startGateway(environment, urls),
    builds.graySales !== null && settings.hasSalesGray ? startGrayService(environment, urls) : null,
    unlessStopped(prepareTenants(settings, { ...identity, onProgress: say }), stopAsked),
  ])
  const salesGray = gray.status === 'fulfilled' ? gray.value : null
  const front = starting.status === 'fulfilled' ? starting.value.part : null
  // Side by side: what the gateway has under way at the gray copy, that copy answers before it ends.
  stops.push(async () => void (await Promise.all([front?.stop(), salesGray?.stop()])))
  if (starting.status === 'rejected') throw starting.reason
  const { part: gateway, url } = starting.value
  if (seeding.status === 'rejected') throw seeding.reason
  const parts = { services, gateway, salesGray }
  return {
    url,
    settings,
    ...describeDatabase(database),
    serviceUrls: urls,
    builds,
    logins: await openLogins(settings, identity),
    parts,
    keyring,
    pids: () => pidsOf(database, parts),
    broken: Promise.race([database.exited, services.ended, gateway.ended]),
    missed: salesGray ? salesGray.ended : new Promise(() => {}),
    stop,
  }
}

function describeDatabase({ url, description }: LauncherDatabase) {
  return { databaseUrl: url, databaseDescription: description }
}

function pidsOf(database: LauncherDatabase, parts: Parts): Record<string, number> {
  const named = [['database', database.pid] as const, ...Object.entries(parts).map(pidOf)]
  return Object.fromEntries(named.flatMap(([name, pid]) => (pid ? [[name, pid]] : [])))
}

function pidOf([name, part]: [string, ProductPart | null]): readonly [string, number | null] {
  return [name, part?.pid ?? null]
}

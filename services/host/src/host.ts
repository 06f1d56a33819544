import { service as identity } from '@portico/service-identity'
import { service as inventory } from '@portico/service-inventory'
import type { RunningService, Service } from '@portico/service-kit'
import { service as party } from '@portico/service-party'
import { service as pricing } from '@portico/service-pricing'
import { service as product } from '@portico/service-product'
import { service as release } from '@portico/service-release'
import { service as sales } from '@portico/service-sales'

/** Those of a later wave call those of earlier ones, and so need their addresses; all register with the first. */
const WAVES: readonly (readonly Service[])[] = [
  [release],
  [identity, party, pricing],
  [product],
  [inventory],
  [sales],
]

export interface RunningServices {
  /** By service name, such as `sales`. */
  urls: Record<string, string>
  /** Callers before those they call. */
  stop(): Promise<void>
}

/** Of every service, in no order. */
export const serviceNames: readonly string[] = WAVES.flat().map(({ name }) => name)

/** What the migration job does with the administrator's URL: makes roles and schemas. Gives the URL of each service. */
export async function provisionServices(env: NodeJS.ProcessEnv): Promise<Record<string, string>> {
  const all = WAVES.flat().map(async service => [service.name, await service.provision(env)] as const)
  return Object.fromEntries(await Promise.all(all))
}

/** All services in this process, each on its own port with its own connections. When one cannot start, none runs. */
export async function startServices(env: NodeJS.ProcessEnv): Promise<RunningServices> {
  const running: RunningService[][] = []
  const stop = async () => {
    for (const wave of running.toReversed()) await Promise.all(wave.map(service => service.stop()))
  }
  try {
    for (const wave of WAVES) await startWave(wave, { ...urlVariables(running.flat()), ...env }, running)
    return { urls: Object.fromEntries(running.flat().map(({ name, url }) => [name, url])), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function startWave(wave: readonly Service[], env: NodeJS.ProcessEnv, running: RunningService[][]) {
  const results = await Promise.allSettled(wave.map(service => start(service, env)))
  running.push(results.flatMap(result => (result.status === 'fulfilled' ? [result.value] : [])))
  const failed = results.find(result => result.status === 'rejected')
  if (failed) throw failed.reason
}

/** The failure says whose it is. */
async function start(service: Service, env: NodeJS.ProcessEnv): Promise<RunningService> {
  try {
    return await service.start(env)
  } catch (error) {
    if (error instanceof Error) error.message = `Service ${service.name}: ${error.message}`
    throw error
  }
}

/** `SALES_URL` and so on: with port 0 only the started service knows its address. */
function urlVariables(services: readonly RunningService[]): Record<string, string> {
  return Object.fromEntries(services.map(({ name, url }) => [`${name.toUpperCase()}_URL`, url]))
}

import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { StartFault } from '../errors/start-fault.ts'
import { readServing, type ServingSettings } from '../settings/gateway-settings.ts'
import type { Agent, Application } from './application.ts'

export interface RunningGateway {
  url: string
  app: Application
  /** Drains and closes; calling it again waits for the same end. */
  stop(): Promise<void>
}

/** Longer than any drain; Egg would cut what is in flight after 5 s. */
const EGG_CLOSE_TIMEOUT_MS = 1_300_000

/** Egg loads `.ts` files only when this says so, and without it boots and serves nothing. */
export function prepareEnvironment(env: NodeJS.ProcessEnv): void {
  env.EGG_TS_ENABLE = 'true'
  env.EGG_SERVER_ENV ||= 'prod'
  // Else it asks the system for the home of its user, which in a container may have no account.
  env.EGG_HOME ||= tmpdir()
  env.EGG_APP_CLOSE_TIMEOUT ||= String(EGG_CLOSE_TIMEOUT_MS)
  env.GRACEFUL_TIMEOUT ||= String(EGG_CLOSE_TIMEOUT_MS)
}

/** Starts the BFF in `baseDir` in this process. Faults: StartFault. */
export async function openGateway(baseDir: string): Promise<RunningGateway> {
  prepareEnvironment(process.env)
  const { Application, Agent } = await import('./application.ts')
  const options = { baseDir, mode: 'single' as const }
  const agent = new Agent(options)
  await load(agent)
  const app = new Application(options)
  app.agent = agent
  agent.application = app
  await load(app)
  const server = createServer(app.callback())
  app.emit('server', server)
  await listen(server, readServing(process.env))
  let stopping: Promise<void> | null = null
  const stop = () => (stopping ??= Promise.resolve(app.close()).then(() => undefined))
  return { url: urlOf(server), app, stop }
}

/** Egg says what stopped it by an event that must have a listener, and is never ready. */
async function load(part: Application | Agent): Promise<void> {
  const failed = new Promise<never>((_, reject) => part.once('error', reject))
  await Promise.race([part.ready(), failed])
}

async function listen(server: Server, { host, port }: ServingSettings): Promise<void> {
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (cause) {
    const { message } = cause as Error
    throw new StartFault('PORT_IN_USE', `${host}:${port} cannot be used (${message}). Set PORT.`, { cause })
  }
}

function urlOf(server: Server): string {
  const { address, port } = server.address() as AddressInfo
  return `http://${address}:${port}`
}

import type { FastifyBaseLogger } from 'fastify'
import { ContextSigner } from './context-signer.ts'
import { type Database, openDatabase } from './database/database.ts'
import { createApp, type ServiceApp } from './http/app.ts'
import { addProbes } from './http/probes.ts'
import { Heartbeat } from './neighbours/heartbeat.ts'
import { Neighbours } from './neighbours/neighbours.ts'
import { type Revision, readRevision } from './revision.ts'
import { StartupError } from './startup-error.ts'

/** What routes and background work are given. */
export interface ServiceContext extends Revision {
  name: string
  env: NodeJS.ProcessEnv
  database: Database
  log: FastifyBaseLogger
  /** The other services. */
  neighbours: Neighbours
}

type Stop = () => Promise<void>

export interface ServiceDefinition {
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
  routes(app: ServiceApp, service: ServiceContext): void | Promise<void>
  /** Work besides requests; begins before the first request and gives what ends it. */
  background?(service: ServiceContext): Promise<Stop>
}

export interface RunningService {
  name: string
  url: string
  app: ServiceApp
  database: Database
  /** Callers are led elsewhere, requests in flight end, then background work, then the connections close. */
  stop(): Promise<void>
}

export interface Service {
  name: string
  port: number
  start(env: NodeJS.ProcessEnv): Promise<RunningService>
}

export function defineService(definition: ServiceDefinition): Service {
  return { name: definition.name, port: definition.port, start: env => start(definition, env) }
}

async function start(definition: ServiceDefinition, env: NodeJS.ProcessEnv): Promise<RunningService> {
  const { name } = definition
  const signer = new ContextSigner(env)
  const revision = readRevision(env, definition.migrations)
  const app = createApp({ name, logLevel: env.LOG_LEVEL ?? 'warn', signer })
  const database = await open(definition, env, app.log)
  const service: ServiceContext = {
    name,
    env,
    database,
    log: app.log,
    neighbours: new Neighbours(env),
    ...revision,
  }
  let stopBackground: Stop | undefined
  let stopHeartbeat: Stop | undefined
  const stop = async () => {
    await stopHeartbeat?.()
    await app.close()
    await stopBackground?.()
    await database.close()
  }
  try {
    await app.after()
    addProbes(app, database)
    await definition.routes(app, service)
    stopBackground = await definition.background?.(service)
    const url = await listen(app, definition, env)
    stopHeartbeat = await startHeartbeat(service, url, signer)
    return { name, url, app, database, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** None where there is no release service. */
async function startHeartbeat(
  service: ServiceContext,
  url: string,
  signer: ContextSigner,
): Promise<Stop | undefined> {
  const releaseUrl = service.env.RELEASE_URL
  if (!releaseUrl) return undefined
  const { name, tag, version, log, neighbours } = service
  const beat = { service: name, tag, version, url }
  const heartbeat = new Heartbeat({ releaseUrl, beat, signer, directory: neighbours.directory, log })
  await heartbeat.start()
  return () => heartbeat.stop()
}

function open(
  { name, migrations, extraSchemas, sharedSchemas }: ServiceDefinition,
  env: NodeJS.ProcessEnv,
  log: FastifyBaseLogger,
) {
  const variable = `${name.toUpperCase()}_DATABASE_URL`
  const directUrl = env[variable]
  const adminUrl = env.DATABASE_URL
  if (!directUrl && !adminUrl) {
    throw new StartupError(
      'DATABASE_NOT_CONFIGURED',
      `Set DATABASE_URL (or ${variable}) for the service ${name}.`,
    )
  }
  const onError = (error: Error) => log.warn({ reason: error.message }, 'an idle database connection ended')
  return openDatabase({
    name,
    migrations,
    extraSchemas,
    sharedSchemas,
    directUrl,
    adminUrl,
    secret: env.PORTICO_SECRET,
    onError,
  })
}

async function listen(
  app: ServiceApp,
  { name, port }: ServiceDefinition,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const variable = `${name.toUpperCase()}_PORT`
  const wanted = Number(env[variable] ?? port)
  try {
    return await app.listen({ host: '127.0.0.1', port: wanted })
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE')) throw cause
    const advice = `Free it, or choose another with ${variable}.`
    throw new StartupError(
      'PORT_IN_USE',
      `Port ${wanted} of 127.0.0.1, for the service ${name}, is taken. ${advice}`,
      { cause },
    )
  }
}

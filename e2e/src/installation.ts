import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { S3Server } from '@portico/artifact-store/testing'
import { buildStaleArtifacts, type CurrentSet } from '@portico/artifacts'
import { startRedis } from '@portico/bff-framework/testing/redis'
import {
  type PlannedProcess,
  planProcesses,
  type RunningProcess,
  readBase,
  runJob,
  startProcess,
} from '@portico/chart/testing'
import { startPostgres } from '@portico/postgres'
import { startNats } from '@portico/service-kit/testing/nats'
import { freePort } from './free-port.ts'
import { MORE_APPS } from './product.ts'

const root = resolve(import.meta.dirname, '../..')
const SECRET = 'of-this-installation-and-no-other-0123456789'

/** An installation as the chart renders it: a process for each Deployment, on engines of their own, with settings alone. */
export class Installation {
  readonly secret = SECRET
  /** Superuser's URL of its database. */
  readonly databaseUrl: string
  readonly #home: string
  readonly #plans: ReadonlyMap<string, PlannedProcess>
  readonly #running = new Map<string, RunningProcess>()
  readonly #undo: (() => Promise<void>)[]

  private constructor(
    { home, databaseUrl, undo }: { home: string; databaseUrl: string; undo: (() => Promise<void>)[] },
    plans: readonly PlannedProcess[],
  ) {
    this.databaseUrl = databaseUrl
    this.#home = home
    this.#undo = undo
    this.#plans = new Map(plans.map(plan => [plan.name, plan]))
  }

  /** Engines and the Secret; nothing of the platform runs yet. */
  static async prepare(home: string): Promise<Installation> {
    const undo: (() => Promise<void>)[] = []
    const postgres = await startPostgres({ dir: join(home, 'postgres'), port: 0, isDurable: false })
    undo.push(() => postgres.stop())
    const redis = await startRedis()
    undo.push(redis.kill)
    const s3 = new S3Server()
    const endpoint = await s3.start()
    undo.push(() => s3.stop())
    const secrets = join(home, 'secrets')
    await mkdir(secrets)
    const values = { PORTICO_SECRET: SECRET, DATABASE_URL: postgres.url, REDIS_URL: redis.url }
    for (const [name, value] of Object.entries(values)) await writeFile(join(secrets, name), `${value}\n`)
    const objects = readBase()
    const deployments = objects
      .filter(({ kind }) => kind === 'Deployment')
      .map(({ metadata }) => metadata.name)
    const ports = new Map<string, number>()
    for (const name of deployments) ports.set(name, Number(await freePort()))
    const settings = {
      PORTICO_ARTIFACT_STORE: `s3://portico-artifacts?endpoint=${endpoint}`,
      ...{ AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' },
      PORTICO_URL: `http://127.0.0.1:${ports.get('portico-gateway')}`,
      PORTICO_BUILDS: await imageOf(home),
      // No balancer must notice a stop.
      ...{ PORTICO_DRAIN_MS: '0', PORTICO_SERVICE_DRAIN_MS: '0' },
    }
    return new Installation(
      { home, databaseUrl: postgres.url, undo },
      planProcesses(objects, { secrets, ports, settings }),
    )
  }

  /** What the job wrote. */
  job(name: 'migrate' | 'publish', ...more: string[]): Promise<string> {
    return runJob(this.#plan(name), this.#home, ...more)
  }

  /** The Secret gets what `migrate --print-urls` says: without it no service can start. */
  async keepUrls(printed: string): Promise<void> {
    for (const line of printed.trim().split('\n')) {
      const at = line.indexOf('=')
      await writeFile(join(this.#home, 'secrets', line.slice(0, at)), line.slice(at + 1))
    }
  }

  /** All Deployments, in no order, until each is ready by its probes. */
  async start(): Promise<void> {
    const names = [...this.#plans.values()].filter(({ url }) => url !== null).map(({ name }) => name)
    await Promise.all(names.map(name => this.#begin(name)))
  }

  /** Another set of settings, one Deployment after the other: the old process ends, the new one begins. */
  async restartWithNats(...names: string[]): Promise<void> {
    const nats = await startNats()
    this.#undo.push(nats.remove)
    for (const name of names) {
      await this.#running.get(`portico-${name}`)?.stop()
      await this.#begin(`portico-${name}`, { NATS_URL: nats.url })
    }
  }

  /** As `kubectl exec deploy/portico-gateway -- node deploy/role/src/main.ts operator-link` does it. */
  operatorLink(): Promise<string> {
    const gateway = this.#plan('gateway')
    return runJob({ ...gateway, name: 'operator-link', args: ['operator-link'] }, this.#home)
  }

  urlOf(name: string): string {
    return this.#plan(name).url ?? ''
  }

  /** Exit codes by name. */
  async stop(): Promise<Record<string, number | null>> {
    const codes = [...this.#running].map(async ([name, process]) => [name, await process.stop()] as const)
    return Object.fromEntries(await Promise.all(codes))
  }

  /** Whatever runs still, and the engines. */
  async close(): Promise<void> {
    for (const process of this.#running.values()) process.kill()
    for (const step of this.#undo.splice(0).reverse()) await step()
  }

  async #begin(name: string, settings: Record<string, string> = {}): Promise<void> {
    const plan = this.#plan(name.replace('portico-', ''))
    const changed = { ...plan, env: { ...plan.env, ...settings } }
    this.#running.set(name, await startProcess(changed, this.#home))
  }

  #plan(name: string): PlannedProcess {
    const plan = this.#plans.get(`portico-${name}`)
    if (!plan) throw new Error(`The chart has no ${name}`)
    return plan
  }
}

/** A folder as the image has it, of the builds that all journeys share, without the apps that misbehave on purpose. */
async function imageOf(home: string): Promise<string> {
  const store = join(root, '.portico/e2e-artifacts')
  const nothing = () => {}
  const moreApps = MORE_APPS.split(',').map(dir => join(root, dir))
  const { shell, apps, shared } = await buildStaleArtifacts({
    ...{ root, moreApps, store, effort: 'quick' },
    onProgress: nothing,
    onFault: nothing,
  })
  const { rude: _, broken: __, ...own } = apps
  const set: CurrentSet = { shell, apps: own, shared }
  const folder = join(home, 'image')
  await mkdir(folder)
  await writeFile(join(folder, 'current.json'), JSON.stringify(set))
  for (const name of ['shell', ...Object.keys(own), ...Object.keys(shared)])
    await symlink(join(store, name), join(folder, name))
  return folder
}

/** The text of an operation that the app has published. */
export async function operationOf(home: string, app: string, name: string): Promise<string> {
  const { apps } = JSON.parse(await readFile(join(home, 'image/current.json'), 'utf8')) as CurrentSet
  const manifest = join(home, 'image', app, apps[app] ?? '', 'portico.json')
  const { operations } = JSON.parse(await readFile(manifest, 'utf8')) as {
    operations: { name: string; body: string }[]
  }
  return operations.find(operation => operation.name === name)?.body ?? ''
}

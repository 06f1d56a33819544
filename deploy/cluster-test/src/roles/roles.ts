import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type KubeObject, listPorts, type PlannedProcess, planProcesses } from '@portico/chart/testing'
import { SERVICE_NAMES, SERVICE_PORTS, type ServiceName } from '@portico/service-contract/services'
import type { Host } from '../hosts/host.ts'
import { HostProcess } from '../hosts/host-process.ts'

const run = promisify(execFile)
const ROLE = join(import.meta.dirname, '../../../role/src/main.ts')
const PROBE_MS = 2_000
/** Beside a gateway, which has its port, as pods do not have to. */
const WORKER_PORT = 8081
const WORKER = 'portico-worker'
const MIGRATE = 'portico-migrate'

export const SECRET = 'of the cluster test, which is no secret'

/** Where a copy of the service on the host is asked. */
export function urlOfService(name: ServiceName, { address }: Host): string {
  return `http://${address}:${SERVICE_PORTS[name]}`
}

/** Of the copies on the host. */
export function urlsByService(host: Host): Record<string, string> {
  return Object.fromEntries(SERVICE_NAMES.map(name => [name, urlOfService(name, host)]))
}

interface InstallationOptions {
  folder: string
  /** What the chart renders. */
  objects: readonly KubeObject[]
  /** Settings of the installation, as an overlay has them. */
  settings: Record<string, string>
}

/** What the chart renders, as processes of hosts: its commands, settings, files of secrets and probes. */
export class Installation {
  readonly folder: string
  readonly #options: InstallationOptions
  readonly #ports: ReadonlyMap<string, number>

  private constructor(options: InstallationOptions) {
    this.folder = options.folder
    this.#options = options
    this.#ports = listPorts(options.objects).set(WORKER, WORKER_PORT)
  }

  /** `secrets`: what the Secret has before the first migration. */
  static async open(options: InstallationOptions, secrets: Record<string, string>): Promise<Installation> {
    const installation = new Installation(options)
    await mkdir(installation.#secrets, { recursive: true })
    await installation.#keep({ PORTICO_SECRET: SECRET, ...secrets })
    return installation
  }

  /**
   * Makes roles and schemas, and keeps the URLs of the services, with `address` in place of the primary's; gives them by name
   * (`SALES_DATABASE_URL` and so on).
   */
  async migrate(host: Host, address: string): Promise<Record<string, string>> {
    const { args, env } = this.#plan(MIGRATE, host, host)
    const { stdout } = await run(process.execPath, [ROLE, ...args, '--print-urls'], {
      env: { PATH: process.env.PATH, ...compileCache(this.folder), ...env },
    })
    const lines = stdout.matchAll(/^([A-Z]+_DATABASE_URL)=(.+)$/gm)
    const urls = Object.fromEntries(
      Array.from(lines, ([, name = '', value = '']) => {
        const url = new URL(value)
        url.host = address
        return [name, url.href]
      }),
    )
    await this.#keep(urls)
    return urls
  }

  /** A pod of the Deployment on the host. `near` is the host that stands for the Services. `settings`: of this Deployment alone. */
  part(
    deployment: string,
    { host, near = host, settings = {} }: { host: Host; near?: Host; settings?: Record<string, string> },
  ): HostProcess {
    const { args, env, url, startupPath, readinessPath } = this.#plan(deployment, host, near)
    const own = join(this.folder, `${deployment}-${host.address}`)
    return new HostProcess({
      name: `${deployment.replace('portico-', '')} on ${host.name}`,
      host,
      command: [process.execPath, ROLE, ...args],
      env: { ...compileCache(this.folder), PORTICO_HOME: own, ...env, ...settings },
      logFile: `${own}.log`,
      isReady: async () =>
        (await answers(`${url}${startupPath}`)) && (await answers(`${url}${readinessPath}`)),
    })
  }

  #plan(name: string, { address }: Host, near: Host): PlannedProcess {
    const { objects, settings } = this.#options
    const [plan] = planProcesses(
      objects.filter(({ metadata }) => metadata.name === name),
      { secrets: this.#secrets, settings, ports: this.#ports, address, near: near.address },
    )
    if (!plan) throw new Error(`The chart has no ${name}`)
    return plan
  }

  async #keep(secrets: Record<string, string>): Promise<void> {
    for (const [name, value] of Object.entries(secrets)) await writeFile(join(this.#secrets, name), value)
  }

  get #secrets(): string {
    return join(this.folder, 'secrets')
  }
}

export function gatewayPart(installation: Installation, host: Host, near: Host): HostProcess {
  return installation.part('portico-gateway', {
    host,
    near,
    settings: {
      PORTICO_OPERATIONS: 'prefer',
      PORTICO_DRAIN_MS: '2000',
      PORTICO_ACCESS_LOG: 'off',
    },
  })
}

export function compileCache(folder: string): Record<string, string> {
  return { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE || join(folder, 'compile-cache') }
}

export async function answers(url: string): Promise<boolean> {
  return (await fetch(url, { signal: AbortSignal.timeout(PROBE_MS) })).ok
}

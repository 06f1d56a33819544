import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { SERVICE_NAMES, SERVICE_PORTS, type ServiceName } from '@portico/service-contract/services'
import type { Host } from '../hosts/host.ts'
import { HostProcess } from '../hosts/host-process.ts'

const run = promisify(execFile)
const ROLE = join(import.meta.dirname, '../../../role/src/main.ts')
const GATEWAY_PORT = 8080
const PROBE_MS = 2_000

export const SECRET = 'of the cluster test, which is no secret'

/** Where a copy of the service on the host is asked. */
export function urlOfService(name: ServiceName, { address }: Host): string {
  return `http://${address}:${SERVICE_PORTS[name]}`
}

/** Of the copies on the host. */
export function urlsByService(host: Host): Record<string, string> {
  return Object.fromEntries(SERVICE_NAMES.map(name => [name, urlOfService(name, host)]))
}

/** What all roles of the installation are started with. */
export interface Installation {
  folder: string
  /** `SALES_DATABASE_URL` and so on. */
  databaseUrls: Record<string, string>
  /** Settings that are the same for all. */
  shared: Record<string, string>
}

/** Makes roles and schemas at the primary; gives the URLs of the services, with `address` in place of the primary's. */
export async function runMigration(
  folder: string,
  adminUrl: string,
  address: string,
): Promise<Record<string, string>> {
  const env = {
    PATH: process.env.PATH,
    PORTICO_SECRET: SECRET,
    DATABASE_URL: adminUrl,
    ...compileCache(folder),
  }
  const { stdout } = await run(process.execPath, [ROLE, 'migrate', '--print-urls'], { env })
  const lines = stdout.split('\n').flatMap(line => /^([A-Z]+_DATABASE_URL)=(.+)$/.exec(line) ?? [])
  const found: Record<string, string> = {}
  for (let at = 0; at < lines.length; at += 3) {
    const url = new URL(lines[at + 2] ?? '')
    url.host = address
    found[lines[at + 1] ?? ''] = url.href
  }
  return found
}

/** One copy of a service. `near` is the host whose services it calls at fixed addresses. */
export function servicePart(
  { folder, databaseUrls, shared }: Installation,
  name: ServiceName,
  { host, near = host, tag = 'stable' }: { host: Host; near?: Host; tag?: string },
): HostProcess {
  const own = `${name}-${tag}-${host.address}`
  const variable = `${name.toUpperCase()}_DATABASE_URL`
  const env = {
    ...shared,
    HOST: host.address,
    ...serviceUrls(near),
    ...compileCache(folder),
    [variable]: databaseUrls[variable] ?? '',
    PORTICO_TAG: tag,
    PORTICO_VERSION: tag === 'stable' ? '1.0.0' : '1.1.0',
    PORTICO_HOME: join(folder, own),
  }
  const line = name === 'release' ? ['release'] : ['service', name]
  return new HostProcess({
    name: `${name}${tag === 'stable' ? '' : ` (${tag})`} on ${host.name}`,
    host,
    command: [process.execPath, ROLE, ...line],
    env,
    logFile: join(folder, `${own}.log`),
    isReady: () => answers(`${urlOfService(name, host)}/readyz`),
  })
}

export function gatewayPart({ folder, shared }: Installation, host: Host, near: Host): HostProcess {
  const own = `gateway-${host.address}`
  const env = {
    ...shared,
    HOST: host.address,
    ...serviceUrls(near),
    ...compileCache(folder),
    PORTICO_HOME: join(folder, own),
    PORTICO_OPERATIONS: 'prefer',
    PORTICO_DRAIN_MS: '2000',
    PORTICO_ACCESS_LOG: 'off',
  }
  return new HostProcess({
    name: `gateway on ${host.name}`,
    host,
    command: [process.execPath, ROLE, 'gateway'],
    env,
    logFile: join(folder, `${own}.log`),
    isReady: () => answers(`http://${host.address}:${GATEWAY_PORT}/readyz`),
  })
}

export function compileCache(folder: string): Record<string, string> {
  return { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE || join(folder, 'compile-cache') }
}

function serviceUrls(host: Host): Record<string, string> {
  const all = Object.entries(urlsByService(host))
  return Object.fromEntries(all.map(([name, url]) => [`${name.toUpperCase()}_URL`, url]))
}

export async function answers(url: string): Promise<boolean> {
  return (await fetch(url, { signal: AbortSignal.timeout(PROBE_MS) })).ok
}

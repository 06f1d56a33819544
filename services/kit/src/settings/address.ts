import { TrustedHosts } from '@portico/release/trust'
import { badServiceSetting, serviceReader } from './whole.ts'

/** Of a machine that runs everything; other installations say `HOST`. */
const THIS_MACHINE = '127.0.0.1'
const EVERY_ADDRESS = new Set(['0.0.0.0', '::', '[::]'])

/** Where a service listens, and where the others are to call it. */
export interface Address {
  host: string
  port: number
  /** Null: where it listens. */
  advertisedUrl: string | null
  /** Null: as above. Else others call this host, at the port where it listens. */
  advertisedHost: string | null
}

/**
 * `HOST`, `<NAME>_PORT`, and `<NAME>_ADVERTISED_URL` or `PORTICO_ADVERTISED_HOST`. A service that listens on every address of a machine must say which of
 * them the others call. Throws StartupError.
 */
export function readAddress(name: string, defaultPort: number, env: NodeJS.ProcessEnv): Address {
  const variable = name.toUpperCase()
  const host = env.HOST || THIS_MACHINE
  const advertised = env[`${variable}_ADVERTISED_URL`] || null
  const port = serviceReader(env).port(`${variable}_PORT`, defaultPort)
  if (advertised !== null && !isOrigin(advertised))
    throw badServiceSetting(`${variable}_ADVERTISED_URL must be http://<host>:<port>, without a path.`)
  const advertisedHost = advertised === null ? readAdvertisedHost(env) : null
  if (advertised === null && advertisedHost === null && env.RELEASE_URL && EVERY_ADDRESS.has(host))
    throw badServiceSetting(
      `With HOST=${host}, ${variable}_ADVERTISED_URL must say where others reach the service, such as http://${name}.internal:${port}; PORTICO_ADVERTISED_HOST names the host alone.`,
    )
  return { host, port, advertisedUrl: advertised, advertisedHost }
}

/** `<NAME>_URL`, else the service's port on the host where this one listens. */
export function serviceUrl(env: NodeJS.ProcessEnv, name: string, defaultPort: number): string {
  const variable = name.toUpperCase()
  const { HOST: host = '' } = env
  const near = host === '' || EVERY_ADDRESS.has(host) ? THIS_MACHINE : host
  return (
    env[`${variable}_URL`] || `http://${near}:${serviceReader(env).port(`${variable}_PORT`, defaultPort)}`
  )
}

/** `PORTICO_UPSTREAM_HOSTS` beside this machine and the hosts of all `<NAME>_URL`. Throws StartupError. */
export function readTrustedHosts(env: NodeJS.ProcessEnv): TrustedHosts {
  const given = Object.entries(env).flatMap(([name, value]) =>
    /^[A-Z_]+_URL$/.test(name) && value && /^https?:/.test(value) && URL.canParse(value) ? [value] : [],
  )
  try {
    return TrustedHosts.parse(env.PORTICO_UPSTREAM_HOSTS, given)
  } catch (cause) {
    throw badServiceSetting(`PORTICO_UPSTREAM_HOSTS: ${(cause as Error).message}`)
  }
}

/** In brackets where it is of IPv6, as a URL has it. */
function readAdvertisedHost({ PORTICO_ADVERTISED_HOST: host }: NodeJS.ProcessEnv): string | null {
  if (!host) return null
  const written = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host
  if (URL.parse(`http://${written}/`)?.host === written.toLowerCase()) return written
  throw badServiceSetting(`PORTICO_ADVERTISED_HOST must be a host alone, such as 10.1.2.3, not "${host}".`)
}

function isOrigin(text: string): boolean {
  const url = URL.parse(text)
  return (
    url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.username
  )
}

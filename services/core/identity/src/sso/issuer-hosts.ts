import { lookup as resolveHost } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'
import { identityProblems } from '../problems.ts'

/** Addresses that lie inside somebody's network, or nowhere (RFC 6890). An IPv4-mapped one is held against those of IPv4. */
const inner = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  inner.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  inner.addSubnet(network, prefix, 'ipv6')

type Resolve = (host: string) => Promise<readonly { address: string }[]>

const resolveAll: Resolve = host => resolveHost(host, { all: true })

/**
 * Where an identity provider may lie. Its address is typed by a tenant's owner, so without this the service could be made
 * to call what only it can reach. `trusted` are hosts the platform names (`PORTICO_SSO_HOSTS`), which may be inner ones
 * and speak plain HTTP.
 */
export class IssuerHosts {
  readonly #trusted: ReadonlySet<string>
  readonly #resolve: Resolve

  constructor(trusted: readonly string[], resolve: Resolve = resolveAll) {
    this.#trusted = new Set(trusted.map(host => host.toLowerCase()))
    this.#resolve = resolve
  }

  isTrusted({ hostname }: URL): boolean {
    return this.#trusted.has(hostname)
  }

  /** Throws `SSO_ADDRESS_REFUSED`. */
  async assert(url: URL): Promise<void> {
    if (this.isTrusted(url)) return
    if (url.protocol !== 'https:') throw refused(url, 'it is not https')
    const host = url.hostname.replace(/^\[|\]$/g, '')
    const addresses = isIP(host) ? [{ address: host }] : await this.#resolve(host).catch(() => [])
    if (addresses.length === 0) throw refused(url, 'its name is not known')
    if (addresses.some(({ address }) => isInner(address))) throw refused(url, 'it lies in an inner network')
  }
}

/** `PORTICO_SSO_HOSTS`: host names, separated by commas. */
export function issuerHostsOf({ PORTICO_SSO_HOSTS = '' }: NodeJS.ProcessEnv): IssuerHosts {
  return new IssuerHosts(PORTICO_SSO_HOSTS.split(',').filter(Boolean))
}

function isInner(address: string): boolean {
  return inner.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}

function refused(url: URL, why: string) {
  return identityProblems.SSO_ADDRESS_REFUSED(`${url.origin} cannot be called: ${why}.`)
}

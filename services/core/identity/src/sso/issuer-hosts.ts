import { lookup as resolveHost } from 'node:dns/promises'
import { isIP } from 'node:net'
import { isInnerAddress } from '@portico/service-kit'
import { identityProblems } from '../problems.ts'

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
    if (addresses.some(({ address }) => isInnerAddress(address)))
      throw refused(url, 'it lies in an inner network')
  }
}

/** `PORTICO_SSO_HOSTS`: host names, separated by commas. */
export function issuerHostsOf({ PORTICO_SSO_HOSTS = '' }: NodeJS.ProcessEnv): IssuerHosts {
  return new IssuerHosts(PORTICO_SSO_HOSTS.split(',').filter(Boolean))
}

function refused(url: URL, why: string) {
  return identityProblems.SSO_ADDRESS_REFUSED(`${url.origin} cannot be called: ${why}.`)
}

import { lookup as resolveHost } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { isInnerAddress } from '@portico/service-kit'
import { Agent, fetch } from 'undici'
import { identityProblems } from '../problems/identity-problems.ts'

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
  readonly #pinned = new Agent({
    connect: { lookup: (host, options, done) => this.#lookUp(host, options, done) },
  })

  constructor(trusted: readonly string[], resolve: Resolve = resolveAll) {
    this.#trusted = new Set(trusted.map(host => host.toLowerCase()))
    this.#resolve = resolve
  }

  isTrusted({ hostname }: URL): boolean {
    return this.#trusted.has(hostname)
  }

  /**
   * Calls the address if it may be called. The name is resolved again when the connection is made, and the connection goes
   * to what was looked at then: a name that answers otherwise a moment later leads nowhere else. Redirects are not
   * followed. Throws `SSO_ADDRESS_REFUSED`, or has it as the cause of what is thrown.
   */
  async fetch(url: URL, options: RequestInit): Promise<Response> {
    await this.assert(url)
    const pinned = this.isTrusted(url) ? {} : { dispatcher: this.#pinned }
    const init = { ...options, redirect: 'manual', ...pinned } as Parameters<typeof fetch>[1]
    // The same class but for the version of its types.
    return (await fetch(url, init)) as unknown as Response
  }

  close(): Promise<void> {
    return this.#pinned.close()
  }

  /** Throws `SSO_ADDRESS_REFUSED`. */
  async assert(url: URL): Promise<void> {
    if (this.isTrusted(url)) return
    if (url.protocol !== 'https:') throw refused(url.origin, 'it is not https')
    const host = url.hostname.replace(/^\[|\]$/g, '')
    if (!isIP(host)) await this.#outerAddresses(host, url.origin)
    else if (isInnerAddress(host)) throw refused(url.origin, 'it lies in an inner network')
  }

  async #outerAddresses(host: string, origin: string) {
    const addresses = await this.#resolve(host).catch(() => [])
    if (addresses.length === 0) throw refused(origin, 'its name is not known')
    if (addresses.some(({ address }) => isInnerAddress(address)))
      throw refused(origin, 'it lies in an inner network')
    return addresses.map(({ address }) => ({ address, family: isIP(address) }))
  }

  #lookUp(...[host, { all }, done]: Parameters<LookupFunction>) {
    this.#outerAddresses(host, host).then(
      ([first, ...others]) =>
        all && first ? done(null, [first, ...others]) : done(null, first?.address ?? '', first?.family),
      error => done(error, ''),
    )
  }
}

/** `PORTICO_SSO_HOSTS`: host names, separated by commas. */
export function issuerHostsOf({ PORTICO_SSO_HOSTS = '' }: NodeJS.ProcessEnv): IssuerHosts {
  return new IssuerHosts(PORTICO_SSO_HOSTS.split(',').filter(Boolean))
}

function refused(place: string, why: string) {
  return identityProblems.SSO_ADDRESS_REFUSED(`${place} cannot be called: ${why}.`)
}

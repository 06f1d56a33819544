import { BlockList, isIP } from 'node:net'

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/
const NAME = /^\.?[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/
const CIDR = /^([0-9a-f.:]+)\/(\d{1,3})$/

/**
 * The hosts an instance may have: signed contexts go there, so an address is not believed because a process registered it.
 * An entry is a host name, an address, `.name` for all names below one, or a network such as `10.1.0.0/16`.
 */
export class TrustedHosts {
  readonly #names: ReadonlySet<string>
  readonly #suffixes: readonly string[]
  readonly #networks = new BlockList()

  /** This machine, the hosts of `urls`, and `more`. Throws a TypeError that names an entry that is none. */
  constructor(urls: readonly string[], more: readonly string[] = []) {
    const entries = more.map(entry => entry.trim().toLowerCase()).filter(Boolean)
    for (const entry of entries) if (CIDR.test(entry)) this.#addNetwork(entry)
    const names = entries.filter(entry => !CIDR.test(entry))
    for (const entry of names) if (!isHost(entry)) throw notOne(entry)
    this.#suffixes = names.filter(entry => entry.startsWith('.'))
    this.#names = new Set([...urls.map(url => new URL(url).hostname), ...names.map(bracketed)])
  }

  /** From the value of `PORTICO_UPSTREAM_HOSTS`, entries with commas between. */
  static parse(text: string | undefined, urls: readonly string[] = []): TrustedHosts {
    return new TrustedHosts(urls, (text ?? '').split(','))
  }

  /** The origin of a URL at a trusted host, else null. */
  originOf(url: string): string | null {
    const parsed = URL.parse(url)
    if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.username || parsed.password) return null
    return this.#isTrusted(parsed.hostname) ? parsed.origin : null
  }

  #isTrusted(host: string): boolean {
    if (LOOPBACK.test(host) || this.#names.has(host)) return true
    if (this.#suffixes.some(suffix => host.endsWith(suffix))) return true
    const address = host.replace(/^\[|\]$/g, '')
    const family = isIP(address)
    return family !== 0 && this.#networks.check(address, family === 6 ? 'ipv6' : 'ipv4')
  }

  #addNetwork(entry: string) {
    const [, address = '', bits = ''] = CIDR.exec(entry) ?? []
    const family = isIP(address)
    if (family === 0 || Number(bits) > (family === 6 ? 128 : 32)) throw notOne(entry)
    this.#networks.addSubnet(address, Number(bits), family === 6 ? 'ipv6' : 'ipv4')
  }
}

function isHost(entry: string): boolean {
  return NAME.test(entry) || isIP(entry) !== 0
}

/** As a URL writes an IPv6 address. */
function bracketed(entry: string): string {
  return isIP(entry) === 6 ? `[${entry}]` : entry
}

function notOne(entry: string): TypeError {
  return new TypeError(
    `"${entry}" is no host: give names (sales.internal), all names below one (.internal), addresses or networks (10.1.0.0/16).`,
  )
}

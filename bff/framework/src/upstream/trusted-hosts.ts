const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/**
 * The hosts a registered instance may have: signed context goes there, so an address is not believed because somebody
 * registered it.
 */
export class TrustedHosts {
  readonly #names: ReadonlySet<string>
  readonly #suffixes: readonly string[]

  /** Loopback, the hosts of `urls`, and `more`: host names, or with a dot in front all names below one. */
  constructor(urls: readonly string[], more: readonly string[] = []) {
    const names = more.map(name => name.toLowerCase())
    this.#suffixes = names.filter(name => name.startsWith('.'))
    this.#names = new Set([...urls.map(url => new URL(url).hostname), ...names])
  }

  /** The origin of a URL at a trusted host, else null. */
  originOf(url: string): string | null {
    const parsed = URL.parse(url)
    if (!parsed || !/^https?:$/.test(parsed.protocol)) return null
    return this.#isTrusted(parsed.hostname) ? parsed.origin : null
  }

  #isTrusted(host: string): boolean {
    return (
      loopback.test(host) || this.#names.has(host) || this.#suffixes.some(suffix => host.endsWith(suffix))
    )
  }
}

import http, { type ClientRequest, type RequestOptions } from 'node:http'
import https from 'node:https'

/** A server that requests are passed on to. */
export class Target {
  readonly origin: string
  readonly host: string
  readonly #agent: http.Agent
  readonly #url: URL

  /** `url`: of http or https, without a path. */
  constructor(url: string) {
    this.#url = new URL(url)
    this.origin = this.#url.origin
    this.host = this.#url.host
    const options = { keepAlive: true, maxSockets: Number.POSITIVE_INFINITY, maxFreeSockets: 16 }
    this.#agent = this.isHttps ? new https.Agent(options) : new http.Agent(options)
  }

  get isHttps(): boolean {
    return this.#url.protocol === 'https:'
  }

  request(options: Pick<RequestOptions, 'method' | 'path' | 'headers'>): ClientRequest {
    const { hostname, port } = this.#url
    // Node wants an IPv6 address without its brackets.
    const place = { host: hostname.replace(/^\[|\]$/g, ''), port: port || undefined, agent: this.#agent }
    return this.isHttps ? https.request({ ...place, ...options }) : http.request({ ...place, ...options })
  }

  /** Ends the connections that wait for a next request. */
  close(): void {
    this.#agent.destroy()
  }
}

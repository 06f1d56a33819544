import cluster from 'node:cluster'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Agent as EggAgent, Application as EggApplication } from 'egg'
import type { HttpExchange } from '../exchange/http-exchange.ts'
import { Gateway } from '../gateway/gateway.ts'
import type { GraphParticulars } from '../gateway/graph-parts.ts'
import { readSettings } from '../settings/gateway-settings.ts'
import { createLog } from '../telemetry/log.ts'
import { outliveOutput } from './output.ts'

const eggPath = Symbol.for('egg#eggPath')
const VISIT = Symbol('the exchange that a request is part of')

/** On the request itself: a table that is old keeps what it holds from the next collection of what is young. */
interface Visiting extends IncomingMessage {
  [VISIT]?: HttpExchange
}

/** What a BFF says about itself in `config.portico`. */
interface PorticoConfig {
  /** Services it calls; each is found by `<NAME>_URL`. */
  services: string[]
  /** Folder that relative settings are relative to. */
  root: string
}

/**
 * Egg with the gateway in front: `/graphql` and `/a/` never reach Koa. Egg finds our configuration and plugins by the
 * `egg#eggPath` of the class.
 */
export class Application extends EggApplication {
  #gateway: Gateway | null = null

  constructor(...options: ConstructorParameters<typeof EggApplication>) {
    super(...options)
    outliveOutput()
    // Koa says here what broke on the way to a caller. Without a listener it would be thrown, and Egg ends a process for that.
    this.on('error', (error: Error) => this.#gateway?.log.info('http.broken', { reason: String(error) }))
    // A terminal sends it to all processes alike; the master, which gets it too, stops its workers by SIGTERM.
    if (cluster.isWorker) process.on('SIGINT', () => {})
  }

  get [eggPath](): string {
    return import.meta.dirname
  }

  get gateway(): Gateway {
    if (!this.#gateway) throw new Error('The gateway is made when Egg loads')
    return this.#gateway
  }

  /** Made before the router is loaded; opened when everything is. */
  createGateway(graph: GraphParticulars): void {
    const { services, root } = this.config.portico as PorticoConfig
    const settings = readSettings(process.env, root, services)
    this.#gateway = new Gateway(settings, graph, services, createLog(undefined, settings.logLevel))
  }

  override callback() {
    const egg = super.callback()
    return (request: Visiting, response: ServerResponse) =>
      this.gateway.handle(request, response, http => {
        request[VISIT] = http
        return egg(request, response)
      })
  }
}

export class Agent extends EggAgent {
  constructor(...options: ConstructorParameters<typeof EggAgent>) {
    super(...options)
    outliveOutput()
  }

  get [eggPath](): string {
    return import.meta.dirname
  }
}

/** The HTTP exchange a Koa context belongs to. */
export function exchangeOf(request: Visiting): HttpExchange {
  const http = request[VISIT]
  if (!http) throw new Error('The request did not come through the front')
  return http
}

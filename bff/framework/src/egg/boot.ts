import type { Server } from 'node:http'
import type { ApolloOptions } from '../graphql/apollo-options.ts'
import type { GraphModule } from '../graphql/module.ts'
import type { Application } from './application.ts'

/** The default export of a BFF's `app.ts`: ties the gateway to Egg's life. `apollo`: options of its server, where there are any. */
export function gatewayBoot(modules: readonly GraphModule[], apollo?: ApolloOptions) {
  return class GatewayBoot {
    readonly #app: Application

    constructor(app: Application) {
      this.#app = app
    }

    configDidLoad(): void {
      this.#app.createGateway({ modules, ...(apollo && { apollo }) })
      this.#app.once('server', limitConnections)
    }

    async didLoad(): Promise<void> {
      await this.#app.gateway.start()
    }

    async beforeClose(): Promise<void> {
      await this.#app.gateway.stop(this.#app.server)
    }
  }
}

/** Proxies keep idle connections for a minute; one that the server closes first loses the request sent on it just then. */
function limitConnections(server: Server): void {
  server.keepAliveTimeout = 65_000
  server.headersTimeout = 20_000
}

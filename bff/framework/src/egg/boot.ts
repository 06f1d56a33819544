import type { GraphModule } from '../graphql/module.ts'
import type { Application } from './application.ts'

/** The default export of a BFF's `app.ts`: ties the gateway to Egg's life. */
export function gatewayBoot(modules: readonly GraphModule[]) {
  return class GatewayBoot {
    readonly #app: Application

    constructor(app: Application) {
      this.#app = app
    }

    configDidLoad(): void {
      this.#app.createGateway(modules)
    }

    async didLoad(): Promise<void> {
      await this.#app.gateway.start()
    }

    async beforeClose(): Promise<void> {
      await this.#app.gateway.stop(this.#app.server)
    }
  }
}

import { identityContract } from '@portico/identity-contract'
import type { ServiceApp, ServiceContext } from '@portico/service-kit'
import type { LoginQueue } from '../passwords/login-queue.ts'
import { lookAtLink, takeLink } from './use-link.ts'

const { routes } = identityContract

/** Of people who have a one-time link and nothing else yet. */
export function addLinkRoutes(app: ServiceApp, { database }: ServiceContext, hashing: LoginQueue) {
  const config = { isTenantFree: true }
  app.route({ ...routes.lookAtLink, config, handler: ({ body }) => lookAtLink(database, body.token) })

  app.route({
    ...routes.useLink,
    config,
    handler: ({ body: { address = null, ...body } }) =>
      hashing.run(() => takeLink(database, { ...body, address })),
  })
}

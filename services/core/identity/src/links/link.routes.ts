import { Nullable, type ServiceApp, type ServiceContext } from '@portico/service-kit'
import Type from 'typebox'
import type { LoginQueue } from '../passwords/login-queue.ts'
import { Password } from '../users/user.schema.ts'
import { lookAtLink, takeLink } from './use-link.ts'

const Token = Type.String({ minLength: 1, maxLength: 200 })
const LinkView = Type.Object({
  purpose: Type.Enum(['INVITATION', 'RESET']),
  expiresAt: Type.String(),
  tenant: Type.Object({ slug: Type.String(), name: Type.String() }),
  user: Type.Object({ username: Type.String(), displayName: Type.String() }),
})
const Use = Type.Object({
  token: Token,
  password: Password,
  address: Type.Optional(Nullable(Type.String({ maxLength: 100 }))),
})

/** Of people who have a one-time link and nothing else yet. */
export function addLinkRoutes(app: ServiceApp, { database }: ServiceContext, hashing: LoginQueue) {
  const config = { isTenantFree: true }
  const look = { body: Type.Object({ token: Token }), response: { 200: LinkView } }
  app.post('/links/look', { config, schema: look }, ({ body }) => lookAtLink(database, body.token))

  const use = { body: Use, response: { 200: LinkView } }
  app.post('/links/use', { config, schema: use }, ({ body: { address = null, ...body } }) =>
    hashing.run(() => takeLink(database, { ...body, address })),
  )
}

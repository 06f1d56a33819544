import { IdParams, Nullable, requireSystem, type ServiceApp, type ServiceContext } from '@portico/service-kit'
import Type from 'typebox'
import { assertOwnOrNew } from '../tenants/tenant.routes.ts'
import { NewUser, Password } from '../users/user.schema.ts'
import { openFirstOwner } from './first-owner.ts'
import { takePublicPassword } from './public-password.ts'

const { username, displayName } = NewUser.properties
const Wanted = Type.Object({
  username,
  displayName,
  isAskedAgain: Type.Boolean(),
  /** One that is public: the user of that name keeps it no longer. */
  publicPassword: Type.Optional(Password),
})
const Answer = Type.Object({
  state: Type.Enum(['MADE', 'WAITING', 'JOINED']),
  username: Type.String(),
  link: Nullable(Type.Object({ token: Type.String(), expiresAt: Type.String() })),
})

/** Of the person who installs the platform or makes a company: no user of that company is there yet to ask. */
export function addFirstOwnerRoutes(app: ServiceApp, { database }: ServiceContext) {
  const schema = { params: IdParams, body: Wanted, response: { 200: Answer } }
  app.post('/tenants/:id/first-owner', { config: { isTenantFree: true }, schema }, async request => {
    requireSystem(request)
    const { id } = request.params
    assertOwnOrNew(request.caller, id)
    const { publicPassword: password, ...wanted } = request.body
    if (password !== undefined) await takePublicPassword(database, id, { ...wanted, password })
    return openFirstOwner(database, id, wanted)
  })
}

import { identityContract } from '@portico/identity-contract'
import {
  type CallContext,
  type Database,
  problems,
  type ServiceApp,
  type ServiceContext,
} from '@portico/service-kit'
import type { LoginQueue } from '../passwords/login-queue.ts'
import { changeAs } from '../people/act.ts'
import { assertOwnPassword, type OwnUser } from '../sessions/own-password.ts'
import { resetFactor, setRule } from './owner-acts.ts'
import type { SecondFactors } from './second-factors.ts'

const { routes } = identityContract

/** The second factor of the user who calls. */
export function addSecondFactorRoutes(
  app: ServiceApp,
  { database }: ServiceContext,
  { factors, hashing }: { factors: SecondFactors; hashing: LoginQueue },
) {
  const assertPassword = (caller: CallContext, password: string) =>
    assertOwnPassword(database, hashing, caller, password)

  app.route({ ...routes.getSecondFactor, handler: request => factors.show(ownUser(request.caller)) })

  app.route({
    ...routes.offerSecondFactor,
    handler: async request => {
      const user = ownUser(request.caller)
      await assertPassword(request.caller, request.body.password)
      return factors.offer(user)
    },
  })

  app.route({
    ...routes.confirmSecondFactor,
    handler: request => factors.confirm(ownUser(request.caller), request.body.code),
  })

  app.route({
    ...routes.renewRecoveryCodes,
    handler: async request => {
      const user = ownUser(request.caller)
      await assertPassword(request.caller, request.body.password)
      return factors.renewRecoveryCodes(user, request.body.code)
    },
  })

  app.route({
    ...routes.switchSecondFactorOff,
    handler: async (request, reply) => {
      const user = ownUser(request.caller)
      await assertPassword(request.caller, request.body.password)
      await factors.switchOff(user, request.body.code)
      return reply.code(204).send(null)
    },
  })

  addOwnersRoutes(app, database)
}

/** What an owner does about others. */
function addOwnersRoutes(app: ServiceApp, database: Database) {
  const permission = 'people.user.write'
  app.route({
    ...routes.resetSecondFactor,
    handler: async ({ caller, params }, reply) => {
      await changeAs(database, caller, permission, act => resetFactor(act, params.id))
      return reply.code(204).send(null)
    },
  })

  app.route({
    ...routes.setSecondFactorRule,
    handler: async ({ caller, body }, reply) => {
      await changeAs(database, caller, permission, act => setRule(act, body.isRequired))
      return reply.code(204).send(null)
    },
  })
}

function ownUser({ tenantId, userId, address }: CallContext): OwnUser {
  if (userId === null) throw problems.INVALID_REQUEST('The call names no user.')
  return { tenantId, userId, address }
}

import {
  type CallContext,
  type Database,
  IdParams,
  problems,
  type ServiceApp,
  type ServiceContext,
} from '@portico/service-kit'
import Type from 'typebox'
import type { LoginQueue } from '../passwords/login-queue.ts'
import { changeAs } from '../people/act.ts'
import { assertOwnPassword, type OwnUser } from '../sessions/own-password.ts'
import { resetFactor, setRule } from './owner-acts.ts'
import {
  Enrolment,
  OwnCode,
  OwnPassword,
  OwnPasswordAndCode,
  RecoveryCodes,
  SecondFactor,
  SecondFactorRule,
} from './second-factor.schema.ts'
import type { SecondFactors } from './second-factors.ts'

const Done = Type.Null()

/** The second factor of the user who calls. */
export function addSecondFactorRoutes(
  app: ServiceApp,
  { database }: ServiceContext,
  { factors, hashing }: { factors: SecondFactors; hashing: LoginQueue },
) {
  const assertPassword = (caller: CallContext, password: string) =>
    assertOwnPassword(database, hashing, caller, password)

  app.get('/second-factor', { schema: { response: { 200: SecondFactor } } }, request =>
    factors.show(ownUser(request.caller)),
  )

  const enrol = { body: OwnPassword, response: { 200: Enrolment } }
  app.post('/second-factor/enrolment', { schema: enrol }, async request => {
    const user = ownUser(request.caller)
    await assertPassword(request.caller, request.body.password)
    return factors.offer(user)
  })

  const confirm = { body: OwnCode, response: { 200: RecoveryCodes } }
  app.post('/second-factor/confirm', { schema: confirm }, request =>
    factors.confirm(ownUser(request.caller), request.body.code),
  )

  const renew = { body: OwnPasswordAndCode, response: { 200: RecoveryCodes } }
  app.post('/second-factor/recovery-codes', { schema: renew }, async request => {
    const user = ownUser(request.caller)
    await assertPassword(request.caller, request.body.password)
    return factors.renewRecoveryCodes(user, request.body.code)
  })

  const off = { body: OwnPasswordAndCode, response: { 204: Done } }
  app.post('/second-factor/off', { schema: off }, async (request, reply) => {
    const user = ownUser(request.caller)
    await assertPassword(request.caller, request.body.password)
    await factors.switchOff(user, request.body.code)
    return reply.code(204).send(null)
  })

  addOwnersRoutes(app, database)
}

/** What an owner does about others. */
function addOwnersRoutes(app: ServiceApp, database: Database) {
  const permission = 'people.user.write'
  const reset = { params: IdParams, response: { 204: Done } }
  app.delete('/users/:id/second-factor', { schema: reset }, async ({ caller, params }, reply) => {
    await changeAs(database, caller, permission, act => resetFactor(act, params.id))
    return reply.code(204).send(null)
  })

  const rule = { body: SecondFactorRule, response: { 204: Done } }
  app.put('/second-factor/rule', { schema: rule }, async ({ caller, body }, reply) => {
    await changeAs(database, caller, permission, act => setRule(act, body.isRequired))
    return reply.code(204).send(null)
  })
}

function ownUser({ tenantId, userId, address }: CallContext): OwnUser {
  if (userId === null) throw problems.INVALID_REQUEST('The call names no user.')
  return { tenantId, userId, address }
}

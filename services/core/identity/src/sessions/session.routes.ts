import { IdParams, ItemsOf, problems, type ServiceApp, type ServiceContext } from '@portico/service-kit'
import Type from 'typebox'
import { audit } from '../audit/audit.ts'
import { type Act, changeAs, readAs } from '../people/act.ts'
import { assertWithin } from '../people/limits.ts'
import { permissionsOf } from '../roles/roles.ts'
import { auditSubjectOf, getUser } from '../users/user.store.ts'
import { endSession, endSessions } from './access-changes.ts'
import { NewSession, SeenSessions, SessionAccess, SessionView } from './session.schema.ts'
import { SessionStore } from './session.store.ts'

export const EndedCount = Type.Object({ ended: Type.Integer() })
const SessionParams = Type.Object({ ...IdParams.properties, sessionId: IdParams.properties.id })
const Nothing = Type.Null()

/** What gateways report and ask of the sessions they hold, in the name of the session's user. */
export function addGatewaySessionRoutes(app: ServiceApp, { database }: ServiceContext) {
  const open = { body: NewSession, response: { 201: SessionAccess } }
  app.post('/sessions', { schema: open }, async ({ caller, body }, reply) => {
    const { tenantId, userId } = caller
    const access = await database.tenant(tenantId, tx =>
      new SessionStore(tx, tenantId).open(userId ?? '', body),
    )
    if (!access) throw problems.NOT_FOUND('There is no active user of that id.')
    return reply.code(201).send(access)
  })

  const seen = { body: SeenSessions, response: { 204: Nothing } }
  app.post('/sessions/seen', { schema: seen }, async ({ caller, body }, reply) => {
    const { tenantId } = caller
    await database.tenant(tenantId, tx => new SessionStore(tx, tenantId).noteSeen(body))
    return reply.code(204).send(null)
  })

  const access = { params: IdParams, response: { 200: SessionAccess } }
  app.get('/sessions/:id/access', { schema: access }, async ({ caller, params }) => {
    const { tenantId } = caller
    const found = await database.tenant(tenantId, tx => new SessionStore(tx, tenantId).findAccess(params.id))
    if (!found) throw problems.NOT_FOUND('The session has ended.')
    return found
  })

  const end = { params: IdParams, response: { 204: Nothing } }
  app.delete('/sessions/:id', { schema: end }, async ({ caller, params }, reply) => {
    const { tenantId, userId } = caller
    const session = { id: params.id, userId: userId ?? '' }
    await database.tenant(tenantId, tx => endSession(tx, tenantId, session, 'LOGGED_OUT'))
    return reply.code(204).send(null)
  })
}

/** Sessions of another user. The session that asks is never ended by it. */
export function addUserSessionRoutes(app: ServiceApp, { database }: ServiceContext) {
  const list = { params: IdParams, response: { 200: ItemsOf(SessionView) } }
  app.get('/users/:id/sessions', { schema: list }, ({ caller, params }) =>
    readAs(database, caller, 'people.user.read', async ({ tx, tenant, actor }) => {
      await getUser(tx, tenant.id, params.id)
      return { items: await new SessionStore(tx, tenant.id).listOpen(params.id, actor.sessionId) }
    }),
  )

  const endAll = { params: IdParams, response: { 200: EndedCount } }
  app.delete('/users/:id/sessions', { schema: endAll }, ({ caller, params }) =>
    changeAs(database, caller, 'people.user.write', async act => {
      const { tx, tenant, actor } = act
      const user = await getWithin(act, params.id)
      const keep = user.id === actor.id ? actor.sessionId : null
      const ended = await endSessions(tx, { tenantId: tenant.id, userId: user.id }, 'ENDED_BY_ADMIN', keep)
      await audit(act, 'user.sessions-end', auditSubjectOf(user), countChange(ended))
      return { ended }
    }),
  )

  const endOne = { params: SessionParams, response: { 200: EndedCount } }
  app.delete('/users/:id/sessions/:sessionId', { schema: endOne }, ({ caller, params }) =>
    changeAs(database, caller, 'people.user.write', async act => {
      const user = await getWithin(act, params.id)
      const session = { id: params.sessionId, userId: user.id }
      const isEnded = await endSession(act.tx, act.tenant.id, session, 'ENDED_BY_ADMIN')
      if (isEnded) await audit(act, 'user.sessions-end', auditSubjectOf(user), countChange(1))
      return { ended: isEnded ? 1 : 0 }
    }),
  )
}

async function getWithin({ tx, tenant, actor }: Act, userId: string) {
  const user = await getUser(tx, tenant.id, userId)
  assertWithin(actor, await permissionsOf(tx, tenant.id, user.role))
  return user
}

export function countChange(ended: number) {
  return { sessions: { old: String(ended), new: '0' } }
}

import { identityContract } from '@portico/identity-contract'
import { problems, type ServiceApp, type ServiceContext } from '@portico/service-kit'
import { audit } from '../audit/audit.ts'
import { type Act, changeAs, readAs } from '../people/act.ts'
import { assertWithin } from '../people/limits.ts'
import { permissionsOf } from '../roles/roles.ts'
import { auditSubjectOf, getUser } from '../users/user.store.ts'
import { endSession, endSessions } from './access-changes.ts'
import { SessionStore } from './session.store.ts'

const { routes } = identityContract

/** What gateways report and ask of the sessions they hold, in the name of the session's user. */
export function addGatewaySessionRoutes(app: ServiceApp, { database }: ServiceContext) {
  app.route({
    ...routes.openSession,
    handler: async ({ caller, body }, reply) => {
      const { tenantId, userId } = caller
      const access = await database.tenant(tenantId, tx =>
        new SessionStore(tx, tenantId).open(userId ?? '', body),
      )
      if (!access) throw problems.NOT_FOUND('There is no active user of that id.')
      return reply.code(201).send(access)
    },
  })

  app.route({
    ...routes.noteSeenSessions,
    handler: async ({ caller, body }, reply) => {
      const { tenantId } = caller
      await database.tenant(tenantId, tx => new SessionStore(tx, tenantId).noteSeen(body))
      return reply.code(204).send(null)
    },
  })

  app.route({
    ...routes.getSessionAccess,
    handler: async ({ caller, params }) => {
      const { tenantId } = caller
      const found = await database.tenant(tenantId, tx =>
        new SessionStore(tx, tenantId).findAccess(params.id),
      )
      if (!found) throw problems.NOT_FOUND('The session has ended.')
      return found
    },
  })

  app.route({
    ...routes.endSession,
    handler: async ({ caller, params }, reply) => {
      const { tenantId, userId } = caller
      const session = { id: params.id, userId: userId ?? '' }
      await database.tenant(tenantId, tx => endSession(tx, tenantId, session, 'LOGGED_OUT'))
      return reply.code(204).send(null)
    },
  })
}

/** Sessions of another user. The session that asks is never ended by it. */
export function addUserSessionRoutes(app: ServiceApp, { database }: ServiceContext) {
  app.route({
    ...routes.listUserSessions,
    handler: ({ caller, params }) =>
      readAs(database, caller, 'people.user.read', async ({ tx, tenant, actor }) => {
        await getUser(tx, tenant.id, params.id)
        return { items: await new SessionStore(tx, tenant.id).listOpen(params.id, actor.sessionId) }
      }),
  })

  app.route({
    ...routes.endUserSessions,
    handler: ({ caller, params }) =>
      changeAs(database, caller, 'people.user.write', async act => {
        const { tx, tenant, actor } = act
        const user = await getWithin(act, params.id)
        const keep = user.id === actor.id ? actor.sessionId : null
        const ended = await endSessions(tx, { tenantId: tenant.id, userId: user.id }, 'ENDED_BY_ADMIN', keep)
        await audit(act, 'user.sessions-end', auditSubjectOf(user), countChange(ended))
        return { ended }
      }),
  })

  app.route({
    ...routes.endUserSession,
    handler: ({ caller, params }) =>
      changeAs(database, caller, 'people.user.write', async act => {
        const user = await getWithin(act, params.id)
        const session = { id: params.sessionId, userId: user.id }
        const isEnded = await endSession(act.tx, act.tenant.id, session, 'ENDED_BY_ADMIN')
        if (isEnded) await audit(act, 'user.sessions-end', auditSubjectOf(user), countChange(1))
        return { ended: isEnded ? 1 : 0 }
      }),
  })
}

async function getWithin({ tx, tenant, actor }: Act, userId: string) {
  const user = await getUser(tx, tenant.id, userId)
  assertWithin(actor, await permissionsOf(tx, tenant.id, user.role))
  return user
}

export function countChange(ended: number) {
  return { sessions: { old: String(ended), new: '0' } }
}

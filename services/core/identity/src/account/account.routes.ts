import { identityContract } from '@portico/identity-contract'
import type { ServiceApp, ServiceContext } from '@portico/service-kit'
import { audit } from '../audit/audit.ts'
import type { LoginQueue } from '../passwords/login-queue.ts'
import { changeAs, readAs } from '../people/act.ts'
import { endSession, endSessions, noteAccess } from '../sessions/access-changes.ts'
import { countChange } from '../sessions/session.routes.ts'
import { SessionStore } from '../sessions/session.store.ts'
import { auditSubjectOf, getUser } from '../users/user.store.ts'
import { changeOwnPassword } from './change-password.ts'

const { routes } = identityContract

/** What each user may do about the own account, whatever the role. */
export function addAccountRoutes(app: ServiceApp, service: ServiceContext, hashing: LoginQueue) {
  const { database } = service
  app.route({
    ...routes.changeOwnPassword,
    handler: async ({ caller, body }) => ({
      ended: await changeOwnPassword(database, hashing, caller, body),
    }),
  })

  app.route({
    ...routes.chooseLanguage,
    handler: async ({ caller, body }, reply) => {
      await changeAs(database, caller, null, async ({ tx, tenant, actor }) => {
        await tx.run('update user_account set language = $3 where tenant_id = $1 and id = $2', [
          tenant.id,
          actor.id,
          body.language,
        ])
        await noteAccess(tx, tenant.id, [actor.id])
      })
      return reply.code(204).send(null)
    },
  })
  addOwnSessions(app, service)
}

function addOwnSessions(app: ServiceApp, { database }: ServiceContext) {
  app.route({
    ...routes.listOwnSessions,
    handler: ({ caller }) =>
      readAs(database, caller, null, async ({ tx, tenant, actor }) => ({
        items: await new SessionStore(tx, tenant.id).listOpen(actor.id, actor.sessionId),
      })),
  })

  app.route({
    ...routes.endOwnSessions,
    handler: ({ caller }) =>
      changeAs(database, caller, null, async act => {
        const { tx, tenant, actor } = act
        const user = await getUser(tx, tenant.id, actor.id)
        const own = { tenantId: tenant.id, userId: actor.id }
        const count = await endSessions(tx, own, 'ENDED_BY_USER', actor.sessionId)
        await audit(act, 'user.sessions-end', auditSubjectOf(user), countChange(count))
        return { ended: count }
      }),
  })

  app.route({
    ...routes.endOwnSession,
    handler: ({ caller, params }) =>
      changeAs(database, caller, null, async act => {
        const { tx, tenant, actor } = act
        const user = await getUser(tx, tenant.id, actor.id)
        const session = { id: params.id, userId: actor.id }
        const isEnded = await endSession(tx, tenant.id, session, 'ENDED_BY_USER')
        if (isEnded) await audit(act, 'user.sessions-end', auditSubjectOf(user), countChange(1))
        return { ended: isEnded ? 1 : 0 }
      }),
  })
}

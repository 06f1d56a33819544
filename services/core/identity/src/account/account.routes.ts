import { Id, ItemsOf, Nullable, type ServiceApp, type ServiceContext } from '@portico/service-kit'
import Type from 'typebox'
import { audit } from '../audit/audit.ts'
import type { LoginQueue } from '../passwords/login-queue.ts'
import { changeAs, readAs } from '../people/act.ts'
import { endSession, endSessions, noteAccess } from '../sessions/access-changes.ts'
import { countChange, EndedCount } from '../sessions/session.routes.ts'
import { SessionView } from '../sessions/session.schema.ts'
import { SessionStore } from '../sessions/session.store.ts'
import { Language, Password } from '../users/user.schema.ts'
import { auditSubjectOf, getUser } from '../users/user.store.ts'
import { changeOwnPassword } from './change-password.ts'

/** What each user may do about the own account, whatever the role. */
export function addAccountRoutes(app: ServiceApp, service: ServiceContext, hashing: LoginQueue) {
  const { database } = service
  const password = {
    body: Type.Object({ current: Password, next: Password }),
    response: { 200: EndedCount },
  }
  app.post('/me/password', { schema: password }, async ({ caller, body }) => ({
    ended: await changeOwnPassword(database, hashing, caller, body),
  }))

  const language = { body: Type.Object({ language: Nullable(Language) }), response: { 204: Type.Null() } }
  app.put('/me/language', { schema: language }, async ({ caller, body }, reply) => {
    await changeAs(database, caller, null, async ({ tx, tenant, actor }) => {
      await tx.run('update user_account set language = $3 where tenant_id = $1 and id = $2', [
        tenant.id,
        actor.id,
        body.language,
      ])
      await noteAccess(tx, tenant.id, [actor.id])
    })
    return reply.code(204).send(null)
  })
  addOwnSessions(app, service)
}

function addOwnSessions(app: ServiceApp, { database }: ServiceContext) {
  app.get('/me/sessions', { schema: { response: { 200: ItemsOf(SessionView) } } }, ({ caller }) =>
    readAs(database, caller, null, async ({ tx, tenant, actor }) => ({
      items: await new SessionStore(tx, tenant.id).listOpen(actor.id, actor.sessionId),
    })),
  )

  const ended = { response: { 200: EndedCount } }
  app.delete('/me/sessions', { schema: ended }, ({ caller }) =>
    changeAs(database, caller, null, async act => {
      const { tx, tenant, actor } = act
      const user = await getUser(tx, tenant.id, actor.id)
      const own = { tenantId: tenant.id, userId: actor.id }
      const count = await endSessions(tx, own, 'ENDED_BY_USER', actor.sessionId)
      await audit(act, 'user.sessions-end', auditSubjectOf(user), countChange(count))
      return { ended: count }
    }),
  )

  const one = { params: Type.Object({ id: Id }), ...ended }
  app.delete('/me/sessions/:id', { schema: one }, ({ caller, params }) =>
    changeAs(database, caller, null, async act => {
      const { tx, tenant, actor } = act
      const user = await getUser(tx, tenant.id, actor.id)
      const session = { id: params.id, userId: actor.id }
      const isEnded = await endSession(tx, tenant.id, session, 'ENDED_BY_USER')
      if (isEnded) await audit(act, 'user.sessions-end', auditSubjectOf(user), countChange(1))
      return { ended: isEnded ? 1 : 0 }
    }),
  )
}

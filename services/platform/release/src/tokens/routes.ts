import { Id, IdParams, Nullable, problems, type ServiceApp, type ServiceContext } from '@portico/service-kit'
import Type from 'typebox'
import { actorOf, requireAdministrator } from '../access/actor.ts'
import { createToken, listTokens, revokeToken, useToken } from '../access/tokens.ts'
import { audit } from '../audit/audit.ts'
import { Instant } from '../schemas/instant.ts'

const CONFIG = { isTenantFree: true, allowsToken: true }
const MAX_APPS = 100
const ScopeName = Type.String({ pattern: '^(\\*|[a-z][a-z0-9-]{0,63})$' })
const Actions = Type.Array(Type.Enum(['publish', 'release', 'read']), { minItems: 1, maxItems: 3 })
const Apps = Type.Array(ScopeName, { minItems: 1, maxItems: MAX_APPS })

const WantedTokenBody = Type.Object({
  name: Type.String({ pattern: '^[a-z0-9][a-z0-9.-]{0,63}$' }),
  apps: Apps,
  actions: Actions,
  expiresAt: Instant,
})

const TokenSchema = Type.Object({
  id: Id,
  name: Type.String(),
  apps: Type.Array(Type.String()),
  actions: Actions,
  createdAt: Type.String(),
  createdBy: Type.String(),
  expiresAt: Type.String(),
  lastUsedAt: Nullable(Type.String()),
  revokedAt: Nullable(Type.String()),
})
const CreatedTokenSchema = Type.Object({ token: TokenSchema, secret: Type.String() })

/** Tokens are made and revoked by people only: one that leaked must not make itself a successor. */
export function addTokenRoutes(app: ServiceApp, service: ServiceContext) {
  addReads(app, service)
  addChanges(app, service)
}

function addReads(app: ServiceApp, service: ServiceContext) {
  const { database } = service
  const list = { response: { 200: Type.Object({ items: Type.Array(TokenSchema) }) } }
  app.get('/tokens', { config: CONFIG, schema: list }, async request => {
    requireAdministrator(await actorOf(request, service))
    return { items: await database.transaction({}, listTokens) }
  })
  app.get(
    '/tokens/self',
    { config: CONFIG, schema: { response: { 200: TokenSchema } } },
    async ({ headers }) => {
      if (headers.authorization === undefined) throw problems.NOT_FOUND('The call was made without a token.')
      return useToken(database, headers.authorization)
    },
  )
}

function addChanges(app: ServiceApp, service: ServiceContext) {
  const { database } = service
  const create = { body: WantedTokenBody, response: { 201: CreatedTokenSchema } }
  app.post('/tokens', { config: CONFIG, schema: create }, async (request, reply) => {
    const actor = await actorOf(request, service)
    requireAdministrator(actor)
    const created = await database.transaction({}, async tx => {
      const made = await createToken(tx, request.body, actor.name)
      const { id, name, apps, actions, expiresAt } = made.token
      const change = { name, apps, actions, expiresAt }
      await audit(tx, { actor: actor.name, action: 'token.create', subject: `token:${id}`, change })
      return made
    })
    return reply.code(201).send(created)
  })

  const revoke = { params: IdParams, response: { 204: Type.Null() } }
  app.delete('/tokens/:id', { config: CONFIG, schema: revoke }, async (request, reply) => {
    const actor = await actorOf(request, service)
    requireAdministrator(actor)
    await database.transaction({}, async tx => {
      const revoked = await revokeToken(tx, request.params.id)
      if (!revoked) return
      const change = { name: revoked.name }
      await audit(tx, { actor: actor.name, action: 'token.revoke', subject: `token:${revoked.id}`, change })
    })
    return reply.code(204).send(null)
  })
}

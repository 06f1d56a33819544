import { releaseContract } from '@portico/release-contract'
import { problems, type ServiceApp, type ServiceContext } from '@portico/service-kit'
import { actorOf, requireAdministrator } from '../access/actor.ts'
import { createToken, listTokens, revokeToken, useToken } from '../access/tokens.ts'
import { audit } from '../audit/audit.ts'

const { routes } = releaseContract

const CONFIG = { isTenantFree: true, allowsToken: true }

/** Tokens are made and revoked by people only: one that leaked must not make itself a successor. */
export function addTokenRoutes(app: ServiceApp, service: ServiceContext) {
  addReads(app, service)
  addChanges(app, service)
}

function addReads(app: ServiceApp, service: ServiceContext) {
  const { database } = service
  app.route({
    ...routes.listTokens,
    config: CONFIG,
    handler: async request => {
      requireAdministrator(await actorOf(request, service))
      return { items: await database.transaction({}, listTokens) }
    },
  })
  app.route({
    ...routes.getOwnToken,
    config: CONFIG,
    handler: async ({ headers }) => {
      if (headers.authorization === undefined) throw problems.NOT_FOUND('The call was made without a token.')
      return useToken(database, headers.authorization)
    },
  })
}

function addChanges(app: ServiceApp, service: ServiceContext) {
  const { database } = service
  app.route({
    ...routes.createToken,
    config: CONFIG,
    handler: async (request, reply) => {
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
    },
  })

  app.route({
    ...routes.revokeToken,
    config: CONFIG,
    handler: async (request, reply) => {
      const actor = await actorOf(request, service)
      requireAdministrator(actor)
      await database.transaction({}, async tx => {
        const revoked = await revokeToken(tx, request.params.id)
        if (!revoked) return
        const change = { name: revoked.name }
        await audit(tx, { actor: actor.name, action: 'token.revoke', subject: `token:${revoked.id}`, change })
      })
      return reply.code(204).send(null)
    },
  })
}

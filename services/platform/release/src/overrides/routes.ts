import { releaseContract } from '@portico/release-contract'
import { newId, type ServiceApp, type ServiceContext } from '@portico/service-kit'
import { actorOf, requireScope } from '../access/actor.ts'
import { getContent } from '../artifacts/artifact-table.ts'
import { audit } from '../audit/audit.ts'
import { readItems } from '../http/page.ts'
import { requireRead } from '../http/require-read.ts'
import { touchFeed } from '../store/feed-state.ts'
import {
  insertOverrideLink,
  listOpenLinks,
  lockOverrideLink,
  noteLinkRevoked,
} from '../store/override-links.ts'
import { releaseProblems } from '../store/problems.ts'

const { routes } = releaseContract
const CONFIG = { isTenantFree: true, allowsToken: true }

/**
 * A link lets one user have published versions in one tab, for some time; the gateway signs it. Here is decided who may make one and
 * revoke it, which is who may release these apps, and written down that this was done. Gateways get with the rules what was revoked.
 */
export function addOverrideRoutes(app: ServiceApp, service: ServiceContext) {
  addMaking(app, service)
  addListing(app, service)
  addRevoking(app, service)
}

function addMaking(app: ServiceApp, service: ServiceContext) {
  app.route({
    ...routes.noteOverrideLink,
    config: CONFIG,
    handler: async (request, reply) => {
      const actor = await actorOf(request, service)
      const { apps, tenant, user, minutes, reason } = request.body
      requireScope(actor, 'release', Object.keys(apps))
      const id = newId()
      const expiresAt = new Date(Date.now() + minutes * 60_000).toISOString()
      await service.database.transaction({}, async tx => {
        for (const [name, version] of Object.entries(apps)) {
          const { kind } = await getContent(tx, { name, version })
          if (kind !== 'app') throw releaseProblems.ARTIFACT_KIND(`${name} is no app.`, { name, version })
        }
        const change = { apps, tenant, user, expiresAt }
        await insertOverrideLink(tx, { ...change, id, reason, createdBy: actor.name })
        const subject = `override:${id}`
        await audit(tx, { actor: actor.name, action: 'override.link', subject, reason, change })
      })
      return reply.code(201).send({ id, actor: actor.name, expiresAt })
    },
  })
}

function addListing(app: ServiceApp, service: ServiceContext) {
  app.route({
    ...routes.listOverrideLinks,
    config: CONFIG,
    handler: async request => {
      await requireRead(request, service)
      return service.database.transaction({}, tx =>
        readItems(request.query, {
          keyLength: 1,
          rows: (limit, after) => listOpenLinks(tx, { limit, before: after?.[0] ?? null }),
          keyOf: ({ id }) => [id],
          toItem: link => link,
        }),
      )
    },
  })
}

function addRevoking(app: ServiceApp, service: ServiceContext) {
  app.route({
    ...routes.revokeOverrideLink,
    config: CONFIG,
    handler: async (request, reply) => {
      const actor = await actorOf(request, service)
      const { id } = request.params
      await service.database.transaction({}, async tx => {
        const { apps, tenant, user, revokedAt } = await lockOverrideLink(tx, id)
        requireScope(actor, 'release', Object.keys(apps))
        if (revokedAt !== null) return
        await noteLinkRevoked(tx, id, actor.name)
        const change = { apps, tenant, user }
        await audit(tx, { actor: actor.name, action: 'override.revoke', subject: `override:${id}`, change })
        await touchFeed(tx)
      })
      return reply.code(204).send(null)
    },
  })
}

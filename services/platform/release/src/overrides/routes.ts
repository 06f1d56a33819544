import { releaseContract } from '@portico/release-contract'
import { newId, type ServiceApp, type ServiceContext } from '@portico/service-kit'
import { actorOf, requireScope } from '../access/actor.ts'
import { getContent } from '../artifacts/artifact-table.ts'
import { audit } from '../audit/audit.ts'
import { releaseProblems } from '../store/problems.ts'

const { routes } = releaseContract
const CONFIG = { isTenantFree: true, allowsToken: true }

/**
 * A link lets one user have published versions in one tab, for some time; the gateway signs it. Here is decided who may make one, which
 * is who may release these apps, and written down that it was made.
 */
export function addOverrideRoutes(app: ServiceApp, service: ServiceContext) {
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
        await audit(tx, {
          actor: actor.name,
          action: 'override.link',
          subject: `override:${id}`,
          reason,
          change,
        })
      })
      return reply.code(201).send({ id, actor: actor.name, expiresAt })
    },
  })
}

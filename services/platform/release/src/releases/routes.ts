import type { Overlay, WantedRelease } from '@portico/release'
import { releaseContract } from '@portico/release-contract'
import type { ServiceApp, ServiceContext } from '@portico/service-kit'
import { actorOf, requireScope } from '../access/actor.ts'
import { causeOf } from '../access/cause.ts'
import { tenantCounter } from '../four-eyes/count-tenants.ts'
import { answerChange, tagged } from '../http/answer-change.ts'
import { readItems } from '../http/page.ts'
import { requireReleaseRead } from '../http/require-read.ts'
import { OPEN_TO_TOKENS } from '../http/route-config.ts'
import { changeRelease } from '../lifecycle/change.ts'
import { createRelease } from '../lifecycle/create.ts'
import { releaseSteps } from '../lifecycle/steps.ts'
import { KnownTenants } from '../members/known-tenants.ts'
import { setPlan } from '../plans/change-plan.ts'
import { requireContent, scopeOf } from '../store/overlay.ts'
import { getRelease, listReleases } from '../store/release.ts'

const { routes } = releaseContract
const STEP_ROUTES = {
  start: routes.startRelease,
  promote: routes.promoteRelease,
  abort: routes.abortRelease,
  rollback: routes.rollbackRelease,
} satisfies Record<keyof typeof releaseSteps, unknown>

export function addReleaseRoutes(app: ServiceApp, service: ServiceContext) {
  addReads(app, service)
  addWrites(app, service)
  addSteps(app, service)
}

function addReads(app: ServiceApp, service: ServiceContext) {
  const { database } = service
  app.route({
    ...routes.listReleases,
    config: OPEN_TO_TOKENS,
    handler: async request => {
      await requireReleaseRead(request, service)
      const { query } = request
      return database.transaction({}, tx =>
        readItems(query, {
          keyLength: 1,
          rows: (limit, after) => listReleases(tx, query, { limit, before: after?.[0] ?? null }),
          keyOf: ({ id }) => [id],
          toItem: release => release,
        }),
      )
    },
  })
  app.route({
    ...routes.getRelease,
    config: OPEN_TO_TOKENS,
    handler: async (request, reply) => {
      await requireReleaseRead(request, service)
      return tagged(reply, await database.transaction({}, tx => getRelease(tx, request.params.id)))
    },
  })
}

function addWrites(app: ServiceApp, service: ServiceContext) {
  const tenants = new KnownTenants(service)
  const prepareCount = tenantCounter(service)
  app.route({
    ...routes.createRelease,
    config: OPEN_TO_TOKENS,
    handler: async (request, reply) => {
      const { overlay: wanted, plan, reason = null, ...rest } = request.body
      const overlay: Overlay = {
        apps: wanted.apps ?? {},
        services: wanted.services ?? {},
        ...sharedOf(wanted),
      }
      const actor = await actorOf(request, service)
      requireContent(overlay)
      requireScope(actor, 'release', scopeOf(overlay))
      const by = causeOf(actor, reason, await prepareCount())
      const { isForced = false, ...filled } = rest
      const lists = {
        allow: await tenants.idsOf(filled.allow ?? [], isForced),
        block: await tenants.idsOf(filled.block ?? [], isForced),
      }
      const release = await service.database.transaction({}, async tx => {
        const draft = await createRelease(tx, { ...filled, ...lists, overlay }, { actor: actor.name, reason })
        return plan ? setPlan(tx, draft, plan, by) : draft
      })
      return tagged(reply.code(201), release)
    },
  })

  app.route({
    ...routes.changeRelease,
    config: OPEN_TO_TOKENS,
    handler: async (request, reply) => {
      const { params, body } = request
      const countTenants = await prepareCount()
      return answerChange({ request, reply, service }, params.id, (tx, release, actor) =>
        changeRelease(tx, release, body, causeOf(actor, body.reason, countTenants)),
      )
    },
  })
}

function addSteps(app: ServiceApp, service: ServiceContext) {
  const prepareCount = tenantCounter(service)
  for (const name of Object.keys(STEP_ROUTES) as (keyof typeof STEP_ROUTES)[]) {
    app.route({
      ...STEP_ROUTES[name],
      config: OPEN_TO_TOKENS,
      handler: async (request, reply) => {
        const { params, body } = request
        const countTenants = await prepareCount()
        return answerChange({ request, reply, service }, params.id, (tx, release, actor) =>
          releaseSteps[name](tx, release, {
            ...causeOf(actor, body?.reason, countTenants),
            isForced: body?.isForced,
          }),
        )
      },
    })
  }
}

/** An overlay without shared libraries has no such part: there is one way to say it. */
function sharedOf({ shared = {} }: WantedRelease['overlay']): Pick<Overlay, 'shared'> {
  return Object.keys(shared).length > 0 ? { shared } : {}
}

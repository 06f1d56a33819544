import type { Release, ReleasePlan } from '@portico/release'
import { releaseContract } from '@portico/release-contract'
import type { ServiceApp, ServiceContext, Transaction } from '@portico/service-kit'
import { causeOf } from '../access/cause.ts'
import { tenantCounter } from '../four-eyes/count-tenants.ts'
import { answerChange } from '../http/answer-change.ts'
import { requireReleaseRead } from '../http/require-read.ts'
import { OPEN_TO_TOKENS } from '../http/route-config.ts'
import { getRelease } from '../store/release.ts'
import { moveOf } from './advance.ts'
import { dropPlan, planSteps, setPlan } from './change-plan.ts'
import { getPlan } from './plan-table.ts'
import { addReachRoutes } from './reach.ts'

const { routes } = releaseContract
const STEP_ROUTES = {
  pause: routes.pausePlan,
  resume: routes.resumePlan,
  approve: routes.approvePlan,
  advance: routes.advancePlan,
} satisfies Record<keyof typeof planSteps, unknown>

export function addPlanRoutes(app: ServiceApp, service: ServiceContext) {
  addRead(app, service)
  addChanges(app, service)
  addReachRoutes(app, service)
}

function addRead(app: ServiceApp, service: ServiceContext) {
  app.route({
    ...routes.getPlan,
    config: OPEN_TO_TOKENS,
    handler: async request => {
      await requireReleaseRead(request, service)
      return service.database.transaction({}, async tx =>
        describePlan(tx, await getRelease(tx, request.params.id), new Date()),
      )
    },
  })
}

async function describePlan(tx: Transaction, release: Release, now: Date): Promise<ReleasePlan> {
  const plan = await getPlan(tx, release.id)
  const move = await moveOf(tx, plan, release, now)
  const isRefused = move.kind === 'take' && plan.problem !== null
  return {
    releaseId: release.id,
    steps: plan.steps,
    freezes: plan.freezes,
    startsAt: plan.startsAt?.toISOString() ?? null,
    position: plan.position,
    steppedAt: plan.steppedAt?.toISOString() ?? null,
    isPaused: plan.isPaused,
    // What is due is taken within seconds, unless it is refused.
    waitsFor: move.kind === 'wait' ? move.waitsFor : isRefused ? 'REFUSED' : 'BAKE',
    waitsUntil: move.kind === 'wait' ? (move.until?.toISOString() ?? null) : null,
    problem: move.kind === 'wait' ? move.problem : plan.problem,
    requestedBy: plan.asked.requestedBy,
    approvedBy: plan.approvedBy,
  }
}

function addChanges(app: ServiceApp, service: ServiceContext) {
  const prepareCount = tenantCounter(service)
  app.route({
    ...routes.setPlan,
    config: OPEN_TO_TOKENS,
    handler: async (request, reply) => {
      const { params, body } = request
      const countTenants = await prepareCount()
      return answerChange({ request, reply, service }, params.id, (tx, release, actor) =>
        setPlan(tx, release, body, causeOf(actor, body.reason, countTenants)),
      )
    },
  })
  app.route({
    ...routes.dropPlan,
    config: OPEN_TO_TOKENS,
    handler: async (request, reply) => {
      const { params, query } = request
      const countTenants = await prepareCount()
      return answerChange({ request, reply, service }, params.id, (tx, release, actor) =>
        dropPlan(tx, release, causeOf(actor, query.reason, countTenants)),
      )
    },
  })
  for (const name of Object.keys(STEP_ROUTES) as (keyof typeof STEP_ROUTES)[]) {
    app.route({
      ...STEP_ROUTES[name],
      config: OPEN_TO_TOKENS,
      handler: async (request, reply) => {
        const { params, body } = request
        const countTenants = await prepareCount()
        return answerChange({ request, reply, service }, params.id, (tx, release, actor) => {
          const by = { ...causeOf(actor, body?.reason, countTenants), isForced: body?.isForced }
          return planSteps[name](tx, release, by, new Date())
        })
      },
    })
  }
}

import type { Release, ReleasePlan } from '@portico/release'
import {
  IdParams,
  Nullable,
  type ServiceApp,
  type ServiceContext,
  type Transaction,
  VersionHeaders,
} from '@portico/service-kit'
import Type from 'typebox'
import { causeOf } from '../access/cause.ts'
import { tenantCounter } from '../four-eyes/count-tenants.ts'
import { answerChange } from '../http/answer-change.ts'
import { requireReleaseRead } from '../http/require-read.ts'
import { OPEN_TO_TOKENS } from '../http/route-config.ts'
import { Reason, ReleaseSchema, ReleaseStepBody } from '../schemas/release.ts'
import { getRelease } from '../store/release.ts'
import { moveOf } from './advance.ts'
import { dropPlan, planSteps, setPlan } from './change-plan.ts'
import { getPlan } from './plan-table.ts'
import { addReachRoutes } from './reach.ts'
import { PlanSchema, WantedPlanBody } from './schemas.ts'

const response = { 200: ReleaseSchema }

export function addPlanRoutes(app: ServiceApp, service: ServiceContext) {
  addRead(app, service)
  addChanges(app, service)
  addReachRoutes(app, service)
}

function addRead(app: ServiceApp, service: ServiceContext) {
  const schema = { params: IdParams, response: { 200: PlanSchema } }
  app.get('/releases/:id/plan', { config: OPEN_TO_TOKENS, schema }, async request => {
    await requireReleaseRead(request, service)
    return service.database.transaction({}, async tx =>
      describePlan(tx, await getRelease(tx, request.params.id), new Date()),
    )
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
  const put = { params: IdParams, headers: VersionHeaders, body: WantedPlanBody, response }
  app.put('/releases/:id/plan', { config: OPEN_TO_TOKENS, schema: put }, async (request, reply) => {
    const { params, body } = request
    const countTenants = await prepareCount()
    return answerChange({ request, reply, service }, params.id, (tx, release, actor) =>
      setPlan(tx, release, body, causeOf(actor, body.reason, countTenants)),
    )
  })
  const drop = {
    params: IdParams,
    headers: VersionHeaders,
    querystring: Type.Object({ reason: Type.Optional(Reason) }),
    response,
  }
  app.delete('/releases/:id/plan', { config: OPEN_TO_TOKENS, schema: drop }, async (request, reply) => {
    const { params, query } = request
    const countTenants = await prepareCount()
    return answerChange({ request, reply, service }, params.id, (tx, release, actor) =>
      dropPlan(tx, release, causeOf(actor, query.reason, countTenants)),
    )
  })
  const step = { params: IdParams, headers: VersionHeaders, body: Nullable(ReleaseStepBody), response }
  for (const [name, take] of Object.entries(planSteps)) {
    app.post(
      `/releases/:id/plan/${name}`,
      { config: OPEN_TO_TOKENS, schema: step },
      async (request, reply) => {
        const { params, body } = request
        const countTenants = await prepareCount()
        return answerChange({ request, reply, service }, params.id, (tx, release, actor) =>
          take(
            tx,
            release,
            { ...causeOf(actor, body?.reason, countTenants), isForced: body?.isForced },
            new Date(),
          ),
        )
      },
    )
  }
}

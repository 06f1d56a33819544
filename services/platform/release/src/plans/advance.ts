import type { Release } from '@portico/release'
import { type Database, Problem, type Transaction } from '@portico/service-kit'
import type { StepCause } from '../access/cause.ts'
import { audit } from '../audit/audit.ts'
import { isFourEyes } from '../four-eyes/is-four-eyes.ts'
import { judgeRelease } from '../guardrails/held.ts'
import { changeRelease } from '../lifecycle/change.ts'
import { releaseSteps } from '../lifecycle/steps.ts'
import { lockRelease } from '../store/release.ts'
import { announceToWebhooks } from '../webhooks/announce.ts'
import { type Move, nextMove } from './next-move.ts'
import { findPlan, listPlanned, type Plan, savePlan } from './plan-table.ts'

const ACTOR = 'plan'

/**
 * Takes every step that is due; gives the releases that went on. Several copies of the service may do this at once: a step
 * is taken under the lock of its release, in the transaction that counts it, so each is taken once.
 */
export async function advancePlans(database: Database, now: Date): Promise<string[]> {
  const advanced: string[] = []
  for (const id of await database.transaction({}, listPlanned)) {
    if (await advancePlan(database, id, now)) advanced.push(id)
  }
  return advanced
}

async function advancePlan(database: Database, id: string, now: Date): Promise<boolean> {
  try {
    return await database.transaction({}, async tx => {
      const release = await lockRelease(tx, id)
      const plan = await findPlan(tx, id)
      if (!plan) return false
      const move = await moveOf(tx, plan, release, now)
      if (move.kind === 'take') await takeStep(tx, { ...move, plan, release, now }, byPlan(plan, move))
      else if (move.waitsFor === 'GUARDRAIL') await announceHold(tx, plan, move.problem)
      return move.kind === 'take'
    })
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    // The step was not taken. Why is kept apart from it, and it is tried again the next time.
    const problem = `${error.code}: ${error.message}`
    await database.transaction({}, async tx => {
      await lockRelease(tx, id)
      const plan = await findPlan(tx, id)
      if (plan) await announceHold(tx, plan, problem)
    })
    return false
  }
}

export async function moveOf(tx: Transaction, plan: Plan, release: Release, now: Date): Promise<Move> {
  const verdicts = release.state === 'gray' ? await judgeRelease(tx, release, now) : []
  return nextMove(plan, { state: release.state, verdicts, isFourEyes: await isFourEyes(tx), now })
}

interface DueStep extends Pick<Extract<Move, { kind: 'take' }>, 'index' | 'step'> {
  plan: Plan
  release: Release
  now: Date
}

/** The release is locked. A share is never made smaller by a step: an operator may have widened the release beyond the plan. */
export async function takeStep(
  tx: Transaction,
  { plan, release, index, step, now }: DueStep,
  by: StepCause,
): Promise<Release> {
  const wider = Math.max(release.percentBp, step.percentBp)
  const widened =
    wider === release.percentBp ? release : await changeRelease(tx, release, { percentBp: wider }, by)
  const started = widened.state === 'draft' ? await releaseSteps.start(tx, widened, by) : widened
  const done = step.promotes ? await releaseSteps.promote(tx, started, { ...by, isForced: true }) : started
  await savePlan(tx, { ...plan, position: index, steppedAt: now, problem: null })
  const change = { step: index + 1, of: plan.steps.length, percentBp: step.percentBp }
  const subject = `release:${release.id}`
  await audit(tx, { actor: by.actor, reason: by.reason, action: 'release.plan-step', subject, change })
  await announceToWebhooks(tx, 'step', done, { ...change, reason: by.reason })
  return done
}

/** The second operator's word, where there was one, holds for every step of the plan. */
function byPlan({ asked, steps }: Plan, { index }: Extract<Move, { kind: 'take' }>): StepCause {
  return {
    actor: ACTOR,
    person: asked.person,
    isOperator: false,
    isApproved: true,
    countTenants: async () => null,
    reason: `Step ${index + 1} of ${steps.length} of the plan of ${asked.requestedBy}`,
  }
}

/** Announced once as long as it is the same. */
async function announceHold(tx: Transaction, plan: Plan, problem: string | null): Promise<void> {
  if (plan.problem === problem) return
  await savePlan(tx, { ...plan, problem })
  const release = await lockRelease(tx, plan.releaseId)
  await announceToWebhooks(tx, 'hold', release, {
    step: plan.position + 2,
    of: plan.steps.length,
    reason: problem,
  })
}

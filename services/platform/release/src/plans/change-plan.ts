import type { Release, WantedPlan } from '@portico/release'
import { isTimeZone, problems, type Transaction } from '@portico/service-kit'
import type { PersonCause, StepCause } from '../access/cause.ts'
import { audit } from '../audit/audit.ts'
import { isFourEyes } from '../four-eyes/is-four-eyes.ts'
import { requireWell } from '../guardrails/held.ts'
import { askedBy, requireSecond } from '../store/asked.ts'
import { releaseProblems } from '../store/problems.ts'
import { getRelease, requireState } from '../store/release.ts'
import { takeStep } from './advance.ts'
import { frozenUntil } from './freeze.ts'
import { findPlan, getPlan, type Plan, savePlan } from './plan-table.ts'

const ALL_BP = 10_000

/**
 * The release goes on by this plan from now on, from its first step that is wider than the present share. A second
 * operator's approval of a plan before it is void; a pause of it is not: what was paused goes on by `resume` alone. Throws RELEASE_STATE, PLAN_INVALID.
 */
export async function setPlan(
  tx: Transaction,
  release: Release,
  { steps, freezes = [], startsAt }: Omit<WantedPlan, 'reason'>,
  by: PersonCause,
): Promise<Release> {
  requireState(release, 'draft', 'gray')
  requireRising({ steps, freezes })
  const isRunning = release.state === 'gray'
  const position = isRunning
    ? steps.findLastIndex(({ percentBp, promotes }) => !promotes && percentBp <= release.percentBp)
    : -1
  const before = await findPlan(tx, release.id)
  await savePlan(tx, {
    releaseId: release.id,
    steps,
    freezes,
    startsAt: startsAt === undefined ? null : new Date(startsAt),
    position,
    steppedAt: position < 0 ? null : new Date(),
    isPaused: before?.isPaused ?? false,
    problem: null,
    asked: askedBy(by),
    approvedBy: null,
  })
  return noted(tx, release, by, { action: 'plan', change: { steps, freezes, startsAt: startsAt ?? null } })
}

export async function dropPlan(tx: Transaction, release: Release, by: PersonCause): Promise<Release> {
  await getPlan(tx, release.id)
  await tx.run('delete from release_plan where release_id = $1', [release.id])
  return noted(tx, release, by, { action: 'plan-drop', change: {} })
}

/** Of a release that is locked. */
type PlanStepTaker = (tx: Transaction, release: Release, by: StepCause, now: Date) => Promise<Release>

const pause: PlanStepTaker = async (tx, release, by) => {
  await savePlan(tx, { ...(await getPlan(tx, release.id)), isPaused: true })
  return noted(tx, release, by, { action: 'plan-pause', change: {} })
}

const resume: PlanStepTaker = async (tx, release, by) => {
  await savePlan(tx, { ...(await getPlan(tx, release.id)), isPaused: false, problem: null })
  return noted(tx, release, by, { action: 'plan-resume', change: {} })
}

/** Throws as `requireSecond`. */
const approve: PlanStepTaker = async (tx, release, by) => {
  const plan = await getPlan(tx, release.id)
  requireSecond(plan.asked, by)
  await savePlan(tx, { ...plan, approvedBy: by.actor, problem: null })
  return noted(tx, release, by, { action: 'plan-approve', change: { requestedBy: plan.asked.requestedBy } })
}

/**
 * The next step at a person's word, before its time or instead of waiting for one.
 * Throws PLAN_WAITS, GUARDRAIL_HELD, and what the step throws.
 */
const advance: PlanStepTaker = async (tx, release, by, now) => {
  requireState(release, 'draft', 'gray')
  const plan = await getPlan(tx, release.id)
  const index = plan.position + 1
  const step = plan.steps[index]
  if (!step) throw releaseProblems.PLAN_WAITS('The plan has no further step.', { waitsFor: 'NOTHING' })
  if (plan.isPaused)
    throw releaseProblems.PLAN_WAITS('The plan is paused. Resume it first.', { waitsFor: 'PAUSED' })
  const needsApproval = (await isFourEyes(tx)) && plan.approvedBy === null
  if (needsApproval)
    throw releaseProblems.PLAN_WAITS('A second operator has not approved the plan yet.', {
      waitsFor: 'APPROVAL',
    })
  requireThawed(plan, by, now)
  if (index > 0) await requireWell(tx, release, by, now)
  return takeStep(tx, { plan, release, index, step, now }, { ...by, isApproved: true })
}

export const planSteps = { pause, resume, approve, advance } as const

function requireThawed({ freezes }: Plan, { isForced, reason }: StepCause, now: Date) {
  const until = frozenUntil(freezes, now)
  if (until === null || (isForced && reason?.trim())) return
  throw releaseProblems.PLAN_WAITS(
    `Nothing is stepped before ${until.toISOString()}: a freeze window. Wait, or force it and give a reason.`,
    { waitsFor: 'FROZEN', until: until.toISOString() },
  )
}

function requireRising({ steps, freezes }: Pick<Plan, 'steps' | 'freezes'>) {
  steps.forEach(({ percentBp, promotes }, index) => {
    const before = steps[index - 1]
    if (before && percentBp < before.percentBp + (promotes ? 0 : 1))
      throw invalid(`Step ${index + 1} gives the release to no more tenants than the one before.`, index)
    if (promotes && (index < steps.length - 1 || percentBp < ALL_BP))
      throw invalid(`Step ${index + 1} promotes: it must be the last one, and 100 %.`, index)
  })
  const unknown = freezes.find(({ timeZone }) => !isTimeZone(timeZone))
  if (unknown)
    throw problems.INVALID_REQUEST(`${unknown.timeZone} is no time zone. Name one such as Europe/Berlin.`)
  const empty = freezes.find(({ from, to }) => from === to)
  if (empty) throw problems.INVALID_REQUEST('A freeze window ends when it begins. Give it another end.')
}

function invalid(message: string, step: number) {
  return releaseProblems.PLAN_INVALID(message, { step })
}

async function noted(
  tx: Transaction,
  { id }: Release,
  { actor, reason }: PersonCause,
  { action, change }: { action: string; change: Record<string, unknown> },
): Promise<Release> {
  await tx.run('update release set revision = revision + 1 where id = $1', [id])
  await audit(tx, { actor, reason, action: `release.${action}`, subject: `release:${id}`, change })
  return getRelease(tx, id)
}

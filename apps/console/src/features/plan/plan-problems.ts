import {
  type FreezeDraft,
  MAX_STEPS,
  minutesOf,
  type PlanDraft,
  type StepDraft,
  shareOf,
  stepsOf,
} from './plan-draft.ts'
import { instantOfWallClock, isTimeZone } from './wall-clock.ts'

export type StepProblem = 'share' | 'rising' | 'bake'
export type FreezeProblem = 'days' | 'clock' | 'noLength' | 'zone'

/** What is wrong with a plan as it is being typed; by the key of the row. */
export interface PlanProblems {
  steps: ReadonlyMap<string, StepProblem>
  freezes: ReadonlyMap<string, FreezeProblem>
  plan: 'empty' | 'tooMany' | null
  start: 'unread' | 'past' | null
}

/** 30 days, as the service has it. */
const MAX_BAKE_MINUTES = 30 * 24 * 60

/** `mayStart`: false where the release runs already, so that its start says nothing. */
export function checkPlan(draft: PlanDraft, now: Date, mayStart = true): PlanProblems {
  const count = draft.steps.length + (draft.end === 'stay' ? 0 : 1)
  return {
    steps: checkSteps(draft.steps),
    freezes: new Map(draft.freezes.flatMap(freeze => entryOf(freeze.key, freezeProblemOf(freeze)))),
    plan: count === 0 ? 'empty' : count > MAX_STEPS ? 'tooMany' : null,
    start: mayStart ? startProblemOf(draft, now) : null,
  }
}

export function hasPlanProblems({ steps, freezes, plan, start }: PlanProblems): boolean {
  return steps.size > 0 || freezes.size > 0 || plan !== null || start !== null
}

function checkSteps(steps: readonly StepDraft[]): ReadonlyMap<string, StepProblem> {
  return new Map(
    steps.flatMap((step, index) => {
      const before = stepsOf({ steps: steps.slice(0, index), end: 'stay' }).at(-1)?.percentBp ?? 0
      return entryOf(step.key, stepProblemOf(step, before))
    }),
  )
}

function stepProblemOf(step: StepDraft, before: number): StepProblem | null {
  const share = shareOf(step)
  if (share === null) return 'share'
  if (share <= before) return 'rising'
  const minutes = minutesOf(step)
  return minutes === null || minutes > MAX_BAKE_MINUTES ? 'bake' : null
}

function freezeProblemOf({ days, from, to, timeZone }: FreezeDraft): FreezeProblem | null {
  if (days.length === 0) return 'days'
  if (!isClock(from) || !isClock(to)) return 'clock'
  if (from === to) return 'noLength'
  return isTimeZone(timeZone) ? null : 'zone'
}

function startProblemOf({ startsAt, timeZone }: PlanDraft, now: Date): PlanProblems['start'] {
  if (startsAt === '') return null
  const instant = instantOfWallClock(startsAt, timeZone)
  if (instant === null) return 'unread'
  return instant <= now ? 'past' : null
}

function isClock(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text)
}

function entryOf<Problem>(key: string, problem: Problem | null): [string, Problem][] {
  return problem === null ? [] : [[key, problem]]
}

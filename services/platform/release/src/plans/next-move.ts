import type { GuardrailVerdict, PlanStep, PlanWait, ReleaseState } from '@portico/release'
import { describeHeld, heldOf } from '../guardrails/held.ts'
import { frozenUntil } from './freeze.ts'
import type { Plan } from './plan-table.ts'

const MINUTE_MS = 60_000

/** What decides about the next step, beside the plan itself. */
export interface PlanStatus {
  state: ReleaseState
  verdicts: readonly GuardrailVerdict[]
  isFourEyes: boolean
  now: Date
}

export type Move =
  | { kind: 'take'; index: number; step: PlanStep }
  | { kind: 'wait'; waitsFor: PlanWait; until: Date | null; problem: string | null }

/** The next step, or what it waits for; `problem` is the first thing that is in its way. */
export function nextMove(plan: Plan, { state, verdicts, isFourEyes, now }: PlanStatus): Move {
  const index = plan.position + 1
  const step = plan.steps[index]
  if (state === 'full' || state === 'aborted') return wait('DONE')
  if (!step) return wait('NOTHING')
  if (plan.isPaused) return wait('PAUSED')
  if (isFourEyes && plan.approvedBy === null) return wait('APPROVAL')
  const due = dueAt(plan, state)
  if (due === 'START') return wait('START', plan.startsAt)
  if (due && due > now) return index === 0 ? wait('START', due) : wait('BAKE', due)
  // The first step of a release that an operator has started is taken at that operator's word.
  if (index > 0 && !step.isAutomatic) return wait('PERSON')
  const frozen = frozenUntil(plan.freezes, now)
  if (frozen) return wait('FROZEN', frozen)
  const held = index === 0 ? [] : heldOf(verdicts)
  if (held.length > 0) return wait('GUARDRAIL', null, describeHeld(held))
  return { kind: 'take', index, step }
}

function wait(waitsFor: PlanWait, until: Date | null = null, problem: string | null = null): Move {
  return { kind: 'wait', waitsFor, until, problem }
}

/** Null: at once. */
function dueAt({ position, steps, steppedAt, startsAt }: Plan, state: ReleaseState): Date | 'START' | null {
  if (position < 0) return state === 'draft' ? (startsAt ?? 'START') : null
  const bakeMs = (steps[position]?.bakeMinutes ?? 0) * MINUTE_MS
  return steppedAt && new Date(steppedAt.getTime() + bakeMs)
}

import type { FreezeWindow, PlanStep, ReleasePlan, WantedPlan } from '@portico/release'
import { instantOfWallClock, wallOf } from './wall-clock.ts'

/** A share and how long it is looked at, as they are being typed. */
export interface StepDraft {
  /** Of the row on the page. */
  key: string
  /** Percent, such as `0.5`. */
  percent: string
  bake: string
  unit: BakeUnit
  isAutomatic: boolean
}

export interface FreezeDraft extends FreezeWindow {
  key: string
}

/** What comes after the last share: all tenants at a person's word or by itself, or nothing. */
type PlanEnd = 'ask' | 'automatic' | 'stay'

export interface PlanDraft {
  steps: StepDraft[]
  end: PlanEnd
  freezes: FreezeDraft[]
  /** `2026-03-01T08:00` by the clock of `timeZone`; empty: a person starts it. */
  startsAt: string
  /** Of the start, and of a freeze that is added. */
  timeZone: string
}

export const BAKE_UNITS = { minutes: 1, hours: 60, days: 24 * 60 } as const
export type BakeUnit = keyof typeof BAKE_UNITS

/** As many as the service takes. */
export const MAX_STEPS = 20
export const MAX_FREEZES = 20
const ALL_BP = 10_000

/** 1 % for an hour, 10 % and 50 % for a day each, then all tenants at a person's word. */
export function usualPlan(timeZone: string): PlanDraft {
  const steps = [
    { key: '1', percent: '1', bake: '1', unit: 'hours', isAutomatic: true },
    { key: '2', percent: '10', bake: '1', unit: 'days', isAutomatic: true },
    { key: '3', percent: '50', bake: '1', unit: 'days', isAutomatic: true },
  ] as const
  return { steps: [...steps], end: 'ask', freezes: [], startsAt: '', timeZone }
}

export function planDraftOf(
  { steps, freezes, startsAt }: Pick<ReleasePlan, 'steps' | 'freezes' | 'startsAt'>,
  timeZone: string,
): PlanDraft {
  const last = steps.find(({ promotes }) => promotes)
  return {
    steps: steps.filter(({ promotes }) => !promotes).map(stepDraftOf),
    end: last === undefined ? 'stay' : last.isAutomatic ? 'automatic' : 'ask',
    freezes: freezes.map((freeze, index) => ({ ...freeze, key: String(index + 1) })),
    startsAt: startsAt === null ? '' : wallOf(new Date(startsAt), timeZone),
    timeZone,
  }
}

function stepDraftOf({ percentBp, bakeMinutes, isAutomatic }: PlanStep, index: number): StepDraft {
  const unit = unitOf(bakeMinutes)
  const bake = String(bakeMinutes / BAKE_UNITS[unit])
  return { key: String(index + 1), percent: String(percentBp / 100), bake, unit, isAutomatic }
}

/** The largest one in which the time is a whole number. */
export function unitOf(minutes: number): BakeUnit {
  const isWhole = (unit: BakeUnit) => minutes >= BAKE_UNITS[unit] && minutes % BAKE_UNITS[unit] === 0
  return isWhole('days') ? 'days' : isWhole('hours') ? 'hours' : 'minutes'
}

export function newStep(others: readonly StepDraft[]): StepDraft {
  const before = others.at(-1)
  const last = Number(before?.percent.replace(',', '.'))
  const share = Math.min(100, last * 2 || 1)
  const percent = share === last ? '' : String(share)
  return { key: nextKey(others), percent, bake: '1', unit: 'days', isAutomatic: true }
}

/** The end of a week, when fewer people look at what goes wrong. */
export function newFreeze(others: readonly FreezeDraft[], timeZone: string): FreezeDraft {
  return { key: nextKey(others), days: [5, 6, 7], from: '18:00', to: '08:00', timeZone }
}

function nextKey(rows: readonly { key: string }[]): string {
  return String(Math.max(0, ...rows.map(({ key }) => Number(key))) + 1)
}

/** Basis points of a share in percent, or null for what is none. */
export function shareOf({ percent }: Pick<StepDraft, 'percent'>): number | null {
  if (!/^\d{1,3}([.,]\d{1,2})?$/.test(percent.trim())) return null
  const points = Math.round(Number(percent.trim().replace(',', '.')) * 100)
  return points >= 1 && points <= ALL_BP ? points : null
}

export function minutesOf({ bake, unit }: Pick<StepDraft, 'bake' | 'unit'>): number | null {
  return /^\d{1,5}$/.test(bake.trim()) ? Number(bake) * BAKE_UNITS[unit] : null
}

/** The steps that can be read so far and are wider than those before them: what the picture shows. */
export function stepsOf({ steps, end }: Pick<PlanDraft, 'steps' | 'end'>): PlanStep[] {
  const readable: PlanStep[] = []
  for (const step of steps) {
    const percentBp = shareOf(step)
    if (percentBp === null || percentBp <= (readable.at(-1)?.percentBp ?? 0)) continue
    readable.push({ percentBp, bakeMinutes: minutesOf(step) ?? 0, isAutomatic: step.isAutomatic })
  }
  if (end === 'stay') return readable
  return [
    ...readable,
    { percentBp: ALL_BP, bakeMinutes: 0, isAutomatic: end === 'automatic', promotes: true },
  ]
}

/** Of a draft without problems. */
export function wantedPlanOf(draft: PlanDraft): Omit<WantedPlan, 'reason'> {
  const startsAt = draft.startsAt === '' ? null : instantOfWallClock(draft.startsAt, draft.timeZone)
  return {
    steps: stepsOf(draft),
    freezes: draft.freezes.map(({ days, from, to, timeZone }) => ({ days, from, to, timeZone })),
    ...(startsAt && { startsAt: startsAt.toISOString() }),
  }
}

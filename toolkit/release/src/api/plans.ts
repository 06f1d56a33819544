import type { DecisionReason } from './decisions.ts'

/** One step of a plan: the share of tenants from then on, and how long it is looked at before the next one. */
export interface PlanStep {
  /** 1 to 10,000 (hundredths of a percent). */
  percentBp: number
  /** The next step is not taken sooner than this after this one. */
  bakeMinutes: number
  /** False: the step waits for a person. */
  isAutomatic: boolean
  /** Of the last step: the release becomes the baseline. */
  promotes?: boolean
}

/** While it lasts, no step is taken. One whose end is not after its begin lasts over midnight. */
export interface FreezeWindow {
  /** On which it begins; 1 is Monday, 7 Sunday. */
  days: number[]
  /** `18:00`, of the zone's clock. */
  from: string
  to: string
  /** IANA, such as `Europe/Berlin`. */
  timeZone: string
}

/** `PUT /releases/:id/plan` with `If-Match`. */
export interface WantedPlan {
  steps: PlanStep[]
  freezes?: FreezeWindow[]
  /** An ISO instant at which a draft is started; left out: an operator starts it. */
  startsAt?: string
  reason?: string
}

/** What the next step waits for. */
export type PlanWait =
  | 'START'
  | 'BAKE'
  | 'PERSON'
  | 'PAUSED'
  | 'FROZEN'
  | 'GUARDRAIL'
  | 'APPROVAL'
  | 'REFUSED'
  | 'NOTHING'
  | 'DONE'

/** `GET /releases/:id/plan`. */
export interface ReleasePlan {
  releaseId: string
  steps: PlanStep[]
  freezes: FreezeWindow[]
  startsAt: string | null
  /** Of the step in force, from 0; -1 before the first. */
  position: number
  steppedAt: string | null
  isPaused: boolean
  waitsFor: PlanWait
  /** Where that is known. */
  waitsUntil: string | null
  /** Of REFUSED and GUARDRAIL: why, in words. */
  problem: string | null
  requestedBy: string
  /** Four eyes: the second operator; null: it is not approved yet. */
  approvedBy: string | null
}

/** `POST /releases/reach`, `GET /releases/:id/reach?percentBp=`: which tenants would get the release now. */
export interface ReleaseReach {
  percentBp: number
  reached: number
  total: number
  /** The first of them, by id. */
  tenants: { tenantId: string; slug: string; reason: DecisionReason }[]
}

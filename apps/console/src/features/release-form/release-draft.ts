import type { WantedRelease } from '@portico/release'
import {
  type AudienceDraft,
  type AudienceProblems,
  checkAudience,
  constraintsOf,
  EMPTY_AUDIENCE,
  hasAudienceProblems,
} from '../audience/audience-draft.ts'
import {
  checkGuardrails,
  type GuardrailDraft,
  type GuardrailProblems,
  guardrailsOf,
  hasGuardrailProblems,
  usualGuardrails,
} from '../guardrails/guardrail-draft.ts'
import { type PlanDraft, usualPlan, wantedPlanOf } from '../plan/plan-draft.ts'
import { checkPlan, hasPlanProblems, type PlanProblems } from '../plan/plan-problems.ts'
import {
  checkTexts,
  EMPTY_TEXTS,
  hasTextProblems,
  localTextOf,
  type TextDraft,
  type TextProblems,
} from '../texts/text-draft.ts'
import {
  checkOverlay,
  emptyOverlay,
  hasOverlayProblems,
  type OverlayDraft,
  type OverlayProblems,
  overlayOf,
} from './overlay-draft.ts'

/** A release as it is being written. */
export interface ReleaseDraft {
  overlay: OverlayDraft
  breaking: boolean
  texts: TextDraft
  audience: AudienceDraft
  allow: string[]
  block: string[]
  /** False: the platform's usual guardrails, whatever they are then. */
  hasOwnGuardrails: boolean
  guardrails: GuardrailDraft[]
  /** False: an operator widens and promotes it by hand. */
  hasPlan: boolean
  plan: PlanDraft
  reason: string
  /** Decides with the percentage who is in: a dry run before the release is made has to ask with the same one. */
  salt: string
}

export interface DraftProblems {
  overlay: OverlayProblems
  texts: TextProblems
  audience: AudienceProblems
  guardrails: GuardrailProblems | null
  plan: PlanProblems | null
  reason: boolean
}

const SALT_BYTES = 12

/** `timeZone` is that of the reader. */
export function emptyDraft(timeZone: string): ReleaseDraft {
  // `crypto.randomUUID` is missing on plain-HTTP addresses.
  const bytes = crypto.getRandomValues(new Uint8Array(SALT_BYTES))
  return {
    overlay: emptyOverlay(),
    breaking: false,
    texts: EMPTY_TEXTS,
    audience: EMPTY_AUDIENCE,
    allow: [],
    block: [],
    hasOwnGuardrails: false,
    guardrails: usualGuardrails,
    hasPlan: false,
    plan: usualPlan(timeZone),
    reason: '',
    salt: Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join(''),
  }
}

export function checkDraft(draft: ReleaseDraft, now: Date): DraftProblems {
  return {
    overlay: checkOverlay(draft.overlay),
    texts: checkTexts(draft.texts),
    audience: checkAudience(draft.audience),
    guardrails: draft.hasOwnGuardrails ? checkGuardrails(draft.guardrails) : null,
    plan: draft.hasPlan ? checkPlan(draft.plan, now) : null,
    reason: draft.reason.trim() === '',
  }
}

export function hasProblems(problems: DraftProblems): boolean {
  const { overlay, texts, audience, guardrails, plan, reason } = problems
  return (
    hasOverlayProblems(overlay) ||
    hasTextProblems(texts) ||
    hasAudienceProblems(audience) ||
    (guardrails !== null && hasGuardrailProblems(guardrails)) ||
    (plan !== null && hasPlanProblems(plan)) ||
    reason
  )
}

/** Of a draft without problems. */
export function wantedReleaseOf(draft: ReleaseDraft): WantedRelease {
  const title = localTextOf(draft.texts.title)
  const notes = localTextOf(draft.texts.notes)
  return {
    overlay: overlayOf(draft.overlay),
    salt: draft.salt,
    ...(title && { title }),
    ...(notes && { notes }),
    percentBp: Number(draft.audience.percentBp),
    constraints: constraintsOf(draft.audience),
    isOpenToJoin: draft.audience.isOpenToJoin,
    allow: draft.allow,
    block: draft.block,
    breaking: draft.breaking,
    ...(draft.hasOwnGuardrails && { guardrails: guardrailsOf(draft.guardrails) }),
    ...(draft.hasPlan && { plan: wantedPlanOf(draft.plan) }),
    reason: draft.reason.trim(),
  }
}

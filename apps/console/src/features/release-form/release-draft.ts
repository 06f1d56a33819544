import type { WantedRelease } from '@portico/release'
import {
  type AudienceDraft,
  type AudienceProblems,
  checkAudience,
  constraintsOf,
  emptyAudience,
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
import {
  checkTexts,
  emptyTexts,
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
  reason: string
}

export interface DraftProblems {
  overlay: OverlayProblems
  texts: TextProblems
  audience: AudienceProblems
  guardrails: GuardrailProblems | null
  reason: boolean
}

export function emptyDraft(): ReleaseDraft {
  return {
    overlay: emptyOverlay(),
    breaking: false,
    texts: emptyTexts,
    audience: emptyAudience,
    allow: [],
    block: [],
    hasOwnGuardrails: false,
    guardrails: usualGuardrails,
    reason: '',
  }
}

export function checkDraft(draft: ReleaseDraft): DraftProblems {
  return {
    overlay: checkOverlay(draft.overlay),
    texts: checkTexts(draft.texts),
    audience: checkAudience(draft.audience),
    guardrails: draft.hasOwnGuardrails ? checkGuardrails(draft.guardrails) : null,
    reason: draft.reason.trim() === '',
  }
}

export function hasProblems({ overlay, texts, audience, guardrails, reason }: DraftProblems): boolean {
  return (
    hasOverlayProblems(overlay) ||
    hasTextProblems(texts) ||
    hasAudienceProblems(audience) ||
    (guardrails !== null && hasGuardrailProblems(guardrails)) ||
    reason
  )
}

/** Of a draft without problems. */
export function wantedReleaseOf(draft: ReleaseDraft): WantedRelease {
  const title = localTextOf(draft.texts.title)
  const notes = localTextOf(draft.texts.notes)
  return {
    overlay: overlayOf(draft.overlay),
    ...(title && { title }),
    ...(notes && { notes }),
    percentBp: Number(draft.audience.percentBp),
    constraints: constraintsOf(draft.audience),
    isOpenToJoin: draft.audience.isOpenToJoin,
    allow: draft.allow,
    block: draft.block,
    breaking: draft.breaking,
    ...(draft.hasOwnGuardrails && { guardrails: guardrailsOf(draft.guardrails) }),
    reason: draft.reason.trim(),
  }
}

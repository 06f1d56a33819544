import { defineProblems } from '@portico/service-kit'

export const releaseProblems = defineProblems({
  HOST_NOT_TRUSTED: { status: 400, title: 'The address is not at a trusted host' },
  EMPTY_OVERLAY: { status: 400, title: 'The release names no app and no service' },
  ARTIFACT_UNKNOWN: { status: 404, title: 'No such version was published' },
  ARTIFACT_KIND: { status: 409, title: 'The artifact is of another kind than it is named as' },
  SHARED_RANGE: { status: 409, title: 'An app would be left without a shared library' },
  GUARDRAIL_HELD: { status: 409, title: 'The guardrails do not say yes' },
  PLAN_INVALID: { status: 400, title: 'The plan cannot be followed' },
  PLAN_WAITS: { status: 409, title: 'The plan waits' },
  TENANT_UNKNOWN: { status: 409, title: 'The directory knows no such tenant' },
  DIRECTORY_AWAY: { status: 503, title: 'The directory of tenants does not answer' },
  BASELINE_EMPTY: { status: 409, title: 'The set cannot stand' },
  DRAFT_LIMIT: { status: 409, title: 'There are as many drafts as there may be' },
  INTERVENTION_LIMIT: { status: 409, title: 'There are as many interventions as there may be' },
  RELEASE_STATE: { status: 409, title: 'The release does not allow this in its state' },
  OVERLAY_CONFLICT: { status: 409, title: 'Another running release is about the same' },
  NO_INSTANCE: { status: 409, title: 'No healthy instance serves the tag' },
  OWN_APPROVAL: { status: 409, title: 'A second operator must approve' },
  SECOND_OPERATOR: { status: 409, title: 'A second operator is needed' },
  NEEDS_PERSON: { status: 403, title: 'An operator must do this' },
  JOIN_CLOSED: { status: 409, title: 'The preview is not open to every tenant' },
})

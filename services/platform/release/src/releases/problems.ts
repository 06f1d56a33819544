import { defineProblems } from '@portico/service-kit'

export const releaseProblems = defineProblems({
  EMPTY_OVERLAY: { status: 400, title: 'The release names no app and no service' },
  ARTIFACT_UNKNOWN: { status: 404, title: 'No such version was published' },
  ARTIFACT_KIND: { status: 409, title: 'The artifact is of another kind than it is named as' },
  SHARED_RANGE: { status: 409, title: 'An app would be left without a shared library' },
  RELEASE_STATE: { status: 409, title: 'The release does not allow this in its state' },
  OVERLAY_CONFLICT: { status: 409, title: 'Another running release is about the same' },
  NO_INSTANCE: { status: 409, title: 'No healthy instance serves the tag' },
  OWN_APPROVAL: { status: 409, title: 'A second operator must approve' },
  SECOND_OPERATOR: { status: 409, title: 'A second operator is needed' },
  NEEDS_PERSON: { status: 403, title: 'An operator must do this' },
  JOIN_CLOSED: { status: 409, title: 'The preview is not open to everybody' },
})

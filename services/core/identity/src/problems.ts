import { defineProblems } from '@portico/service-kit'

export const identityProblems = defineProblems({
  LOGIN_FAILED: { status: 401, title: 'Tenant, user name or password is wrong' },
  LOGIN_THROTTLED: { status: 429, title: 'Too many failed logins' },
  /** Not 503: the service is well, and its other callers need it. */
  LOGIN_BUSY: { status: 429, title: 'Too many logins at the same time' },
  /** Told only to a caller who knows the password. */
  USER_LOCKED: { status: 403, title: 'The user is locked' },
  PASSWORD_REFUSED: { status: 422, title: 'The password cannot be taken' },
  SLUG_TAKEN: { status: 409, title: 'The slug is taken' },
})

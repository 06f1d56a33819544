import { defineProblems } from '@portico/service-kit'

export const identityProblems = defineProblems({
  LOGIN_FAILED: { status: 401, title: 'Tenant, user name or password is wrong' },
  LOGIN_THROTTLED: { status: 429, title: 'Too many failed logins' },
  /** Not 503: the service is well, and its other callers need it. */
  LOGIN_BUSY: { status: 429, title: 'Too many logins at the same time' },
  /** Answered only to a caller that knows the password. */
  USER_LOCKED: { status: 403, title: 'The user is locked' },
  /** Of a user who is logged in and is asked once more. */
  SECOND_FACTOR_REQUIRED: { status: 401, title: 'The second step of the login is needed' },
  SECOND_FACTOR_FAILED: { status: 401, title: 'The code is wrong' },
  SECOND_FACTOR_ON: { status: 409, title: 'The second factor is on' },
  SECOND_FACTOR_OFF: { status: 409, title: 'The second factor is off' },
  PENDING_LOGIN_ENDED: { status: 401, title: 'The login has ended before its second step' },
  SEALED_WITH_ANOTHER_SECRET: { status: 500, title: 'What was kept cannot be read' },
  /** Alike for tenants that do not exist. */
  SSO_NOT_OFFERED: { status: 404, title: 'Single sign-on is not offered' },
  SSO_STATE_LOST: { status: 400, title: 'The log-in at the provider is not known' },
  SSO_REFUSED: { status: 403, title: 'The provider refused the log-in' },
  SSO_NO_ROLE: { status: 403, title: 'No group of the user may log in' },
  SSO_ACCOUNT_EXISTS: { status: 409, title: 'The user name belongs to another account' },
  SSO_ADDRESS_REFUSED: { status: 422, title: 'The address of the provider cannot be called' },
  /** Not of 500 and above: the tenant's provider is at fault, and the service is well. */
  SSO_UNAVAILABLE: { status: 424, title: 'The provider cannot be asked' },
  PASSWORD_LOGIN_OFF: { status: 403, title: 'The company logs in by single sign-on' },
  PASSWORD_REFUSED: { status: 422, title: 'The password cannot be taken' },
  FORBIDDEN: { status: 403, title: 'Not allowed' },
  BEYOND_OWN_PERMISSIONS: { status: 403, title: 'It goes beyond your own permissions' },
  OWN_ACCOUNT: { status: 409, title: 'It cannot be done to your own account' },
  LAST_OWNER: { status: 409, title: 'The last owner must stay' },
  USERNAME_TAKEN: { status: 409, title: 'The user name is taken' },
  ROLE_NAME_TAKEN: { status: 409, title: 'The name of the role is taken' },
  ROLE_IN_USE: { status: 409, title: 'The role is in use' },
  ROLE_UNKNOWN: { status: 422, title: 'There is no such role' },
  PERMISSION_UNKNOWN: { status: 422, title: 'There is no such permission' },
  TOO_MANY: { status: 409, title: 'There are too many' },
  /** Never existed, expired, used or revoked: the answer does not say which. */
  LINK_INVALID: { status: 404, title: 'The link does not hold' },
  CURRENT_PASSWORD_WRONG: { status: 409, title: 'The present password is wrong' },
  SLUG_TAKEN: { status: 409, title: 'The slug is taken' },
})

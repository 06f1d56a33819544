import { defineProblems } from '@portico/service-kit'

export const accessProblems = defineProblems({
  TOKEN_INVALID: { status: 401, title: 'The token is not known' },
  TOKEN_EXPIRED: { status: 401, title: 'The token has expired' },
  TOKEN_REVOKED: { status: 401, title: 'The token was revoked' },
  TOKEN_NAME_TAKEN: { status: 409, title: 'Another token has this name' },
  TOKEN_LIMIT: { status: 409, title: 'There are as many tokens as there may be' },
  FORBIDDEN_SCOPE: { status: 403, title: 'The caller may not do this' },
})

import { GraphError } from '@portico/micro-app'
import { callGateway, errorOf } from './gateway.ts'

const PATH = '/api/password-links'
const TIMEOUT_MS = 15_000

/** Whose link it is. */
export interface PasswordLink {
  purpose: string
  tenant: { slug: string; name: string }
  user: { username: string; displayName: string }
}

/** The address of the page. The token stands behind the #, which no browser sends to any server. */
export const WELCOME_PATH = '/welcome'

/** Rejects with GraphError: LINK_INVALID, RATE_LIMITED, NETWORK... */
export function lookAtLink(token: string): Promise<PasswordLink> {
  return call('look', { token })
}

/** Sets the password, once. Rejects as `lookAtLink`, and PASSWORD_REFUSED with `reason` among its details. */
export function takeLink(token: string, password: string): Promise<PasswordLink> {
  return call('use', { token, password })
}

async function call(step: 'look' | 'use', body: object): Promise<PasswordLink> {
  const answer = await callGateway(`${PATH}/${step}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    timeoutMs: TIMEOUT_MS,
  })
  if (!answer.ok) throw await errorOf(answer)
  return (await answer.json()) as PasswordLink
}

/** The reason of a refused password where there is one, else the code. */
export function linkFailureOf(error: unknown): string {
  if (!(error instanceof GraphError)) return 'OTHER'
  const details = error.errors[0]?.details
  const reason =
    typeof details === 'object' && details !== null && 'reason' in details ? details.reason : null
  return typeof reason === 'string' ? reason : error.code
}

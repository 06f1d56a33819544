import { Type } from 'typebox'
import type { UpstreamClient } from '../upstream/client.ts'
import { type LoggedIn, LoginAnswer, type LoginClient, toLoggedIn } from './login.ts'

/** Identity asks the provider up to four times. */
const TIMEOUT_MS = 9_000

export const SsoTenant = Type.Object({ tenant: Type.String({ minLength: 1, maxLength: 200 }) })
const Started = Type.Object({ url: Type.String({ pattern: '^https?://' }), state: Type.String() })

/** Faults: LOGIN_THROTTLED, SSO_NOT_OFFERED, SSO_UNAVAILABLE, SSO_ADDRESS_REFUSED. */
export function startSso(
  identity: UpstreamClient,
  start: { tenant: string; redirectUri: string; address: string },
) {
  return identity.post('/sso/start', start, { answer: Started, timeoutMs: TIMEOUT_MS })
}

/** Faults: SSO_STATE_LOST, SSO_REFUSED, SSO_NO_ROLE, SSO_ACCOUNT_EXISTS, SSO_UNAVAILABLE, USER_LOCKED. */
export async function finishSso(
  identity: UpstreamClient,
  back: { state: string; redirectUri: string; query: string },
  client: LoginClient,
): Promise<LoggedIn> {
  return toLoggedIn(
    await identity.post('/sso/finish', { ...back, client }, { answer: LoginAnswer, timeoutMs: TIMEOUT_MS }),
  )
}

/**
 * A page that leads on by itself. A redirect would not do: for the browser it still came from the provider's site, and
 * the session cookie is not sent on such a way. `error` is a code for the log-in page; there is no other place to go to.
 */
export function landingPage(error: string | null): string {
  const to = error === null ? '/' : `/?sso-error=${encodeURIComponent(error)}`
  return `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${to}"><title>Portico</title>`
}

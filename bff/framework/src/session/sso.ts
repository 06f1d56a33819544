import type { LoginClient, SsoFinish, SsoStart } from '@portico/identity-contract'
import { Type } from 'typebox'
import type { IdentityClient } from '../upstream/identity-client.ts'
import { type LoggedIn, toLoggedIn } from './login.ts'

/** Identity asks the provider up to four times. */
const TIMEOUT_MS = 9_000

export const SsoTenant = Type.Object({ tenant: Type.String({ minLength: 1, maxLength: 200 }) })

/** Faults: LOGIN_THROTTLED, SSO_NOT_OFFERED, SSO_UNAVAILABLE, SSO_ADDRESS_REFUSED. */
export function startSso(identity: IdentityClient, body: SsoStart) {
  return identity.call('startSso', { body, timeoutMs: TIMEOUT_MS })
}

/** Faults: SSO_STATE_LOST, SSO_REFUSED, SSO_NO_ROLE, SSO_ACCOUNT_EXISTS, SSO_UNAVAILABLE, USER_LOCKED. */
export async function finishSso(
  identity: IdentityClient,
  back: Omit<SsoFinish, 'client'>,
  client: LoginClient,
): Promise<LoggedIn> {
  return toLoggedIn(await identity.call('finishSso', { body: { ...back, client }, timeoutMs: TIMEOUT_MS }))
}

/**
 * A page that leads on by itself. A redirect would not do: for the browser it still came from the provider's site, and
 * the session cookie is not sent on such a way. `error` is a code for the log-in page; there is no other place to go to.
 */
export function landingPage(error: string | null): string {
  const to = error === null ? '/' : `/?sso-error=${encodeURIComponent(error)}`
  return `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${to}"><title>Portico</title>`
}

import type { SessionInfo } from '@portico/micro-app'
import { GraphError } from '@portico/micro-app'
import { callGateway, errorOf } from './gateway.ts'

const PATH = '/api/session'
const TIMEOUT_MS = 15_000

export interface Credentials {
  /** The tenant's short name in addresses, not its id. */
  tenant: string
  username: string
  password: string
}

/** The password was right, and a code is asked for. */
export interface PendingLogin {
  token: string
  /** False: the company asks for a second factor, and the user has none yet. */
  isEnrolled: boolean
}

/** What an authenticator app is set up with. */
export interface Enrolment {
  /** Base 32. */
  secret: string
  /** otpauth:// */
  uri: string
  /** `path` is the `d` of an SVG path, one unit a module. */
  qr: { size: number; path: string }
}

/** Of the second step; the codes come only when a second factor was set up by it. */
type SecondStepAnswer = SessionInfo & { recoveryCodes?: string[] }

/**
 * Logs in; the cookie is set by the answer. Rejects with GraphError: LOGIN_FAILED, LOGIN_THROTTLED,
 * SECOND_FACTOR_REQUIRED (see `pendingLoginOf`), NETWORK...
 */
export function logIn(credentials: Credentials): Promise<SessionInfo> {
  return post<SessionInfo>(PATH, credentials)
}

/** Rejects with GraphError: SECOND_FACTOR_FAILED, LOGIN_THROTTLED, PENDING_LOGIN_ENDED, NETWORK... */
export function takeSecondStep(pendingLogin: string, code: string): Promise<SecondStepAnswer> {
  return post<SecondStepAnswer>(`${PATH}/second-step`, { pendingLogin, code })
}

/** Each call makes a new secret. Rejects with GraphError: PENDING_LOGIN_ENDED, NETWORK... */
export function offerSecondFactor(pendingLogin: string): Promise<Enrolment> {
  return post<Enrolment>(`${PATH}/second-factor`, { pendingLogin })
}

/** Leaves this page for the company's identity provider. Rejects with GraphError: SSO_NOT_OFFERED, SSO_UNAVAILABLE, NETWORK... */
export async function goToSso(tenant: string): Promise<void> {
  const { url } = await post<{ url: string }>(`${PATH}/sso`, { tenant })
  window.location.assign(url)
}

/** The code with which the provider's way back ended; null when this page was opened otherwise. */
export function takeSsoError(): string | null {
  const address = new URL(window.location.href)
  const code = address.searchParams.get('sso-error')
  if (code === null) return null
  address.searchParams.delete('sso-error')
  window.history.replaceState(window.history.state, '', address)
  return /^[A-Z_]{1,64}$/.test(code) ? code : 'OTHER'
}

/** Null when `error` asks for no second step. */
export function pendingLoginOf(error: unknown): PendingLogin | null {
  if (!(error instanceof GraphError) || error.code !== 'SECOND_FACTOR_REQUIRED') return null
  const { pendingLogin, isEnrolled } = (error.errors[0]?.details ?? {}) as Record<string, unknown>
  return typeof pendingLogin === 'string' ? { token: pendingLogin, isEnrolled: isEnrolled === true } : null
}

async function post<Answer>(path: string, body: object): Promise<Answer> {
  const answer = await callGateway(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    timeoutMs: TIMEOUT_MS,
  })
  if (!answer.ok) throw await errorOf(answer)
  return (await answer.json()) as Answer
}

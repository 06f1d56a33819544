import type { Login, LoginClient } from '@portico/identity-contract'
import type { SessionInfo } from '@portico/micro-app/page-state'
import { type TSchema, Type } from 'typebox'
import { AppError } from '../errors/app-error.ts'
import { checkAnswer } from '../upstream/answer.ts'
import type { IdentityClient } from '../upstream/identity-client.ts'

const Text = Type.String({ minLength: 1, maxLength: 200 })
/** Of a password as identity takes it, 256 characters, each of which may take two units here. */
const Password = Type.String({ minLength: 1, maxLength: 1024 })
export const Credentials = Type.Object({ tenant: Text, username: Text, password: Password })
export const Pending = Type.Object({ pendingLogin: Text })
export const SecondStep = Type.Object({ pendingLogin: Text, code: Text })

export interface LoggedIn {
  info: SessionInfo
  /** The token that this browser is known by from now on. */
  browser: string
  /** Of a second factor that was set up on the way in. */
  recoveryCodes: string[] | undefined
}

/** Faults: INVALID_REQUEST. */
export function parseLoginBody<Body extends TSchema>(schema: Body, value: unknown): Type.Static<Body> {
  try {
    return checkAnswer(schema, value)
  } catch (cause) {
    const names = Object.keys((schema as TSchema & { properties?: object }).properties ?? {})
    throw new AppError('INVALID_REQUEST', `Needed: ${names.join(', ')}.`, undefined, { cause })
  }
}

/** More than identity lets a log-in wait (4 s) and one hash on a busy machine; less than the page waits (15 s). */
const LOGIN_TIMEOUT_MS = 8_000

type FirstStep = Type.Static<typeof Credentials>
type NextStep = Type.Static<typeof SecondStep>

/**
 * Faults: LOGIN_FAILED, LOGIN_THROTTLED, LOGIN_BUSY, USER_LOCKED, SECOND_FACTOR_REQUIRED with `pendingLogin`, and those of
 * any upstream call.
 */
export async function logIn(
  identity: IdentityClient,
  step: FirstStep,
  client: LoginClient,
): Promise<LoggedIn> {
  return toLoggedIn(await identity.call('logIn', { body: { ...step, client }, timeoutMs: LOGIN_TIMEOUT_MS }))
}

/** Faults: those of `logIn`, SECOND_FACTOR_FAILED, PENDING_LOGIN_ENDED. */
export async function takeSecondStep(
  identity: IdentityClient,
  step: NextStep,
  client: LoginClient,
): Promise<LoggedIn> {
  const options = { body: { ...step, client }, timeoutMs: LOGIN_TIMEOUT_MS }
  return toLoggedIn(await identity.call('takeSecondStep', options))
}

export function toLoggedIn(answer: Login): LoggedIn {
  const { user, tenant, permissions, browser, recoveryCodes } = answer
  return { info: { user, tenant, permissions }, browser, recoveryCodes }
}

/** What to set up an authenticator app with, on the way in. Faults: PENDING_LOGIN_ENDED, SECOND_FACTOR_ON. */
export function offerSecondFactor(identity: IdentityClient, body: Type.Static<typeof Pending>) {
  return identity.call('enrolAtLogin', { body, timeoutMs: LOGIN_TIMEOUT_MS })
}

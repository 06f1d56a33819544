import type { SessionInfo } from '@portico/micro-app/page-state'
import { type TSchema, Type } from 'typebox'
import { AppError } from '../errors/app-error.ts'
import { checkAnswer } from '../upstream/answer.ts'
import type { UpstreamClient } from '../upstream/client.ts'

const Text = Type.String({ minLength: 1, maxLength: 200 })
/** Of a password as identity takes it, 256 characters, each of which may take two units here. */
const Password = Type.String({ minLength: 1, maxLength: 1024 })
export const Credentials = Type.Object({ tenant: Text, username: Text, password: Password })
export const Pending = Type.Object({ pendingLogin: Text })
export const SecondStep = Type.Object({ pendingLogin: Text, code: Text })

/** Of every way to log in. */
export const LoginAnswer = Type.Object({
  user: Type.Object({ id: Type.String(), username: Type.String(), displayName: Type.String() }),
  tenant: Type.Object({
    id: Type.String(),
    slug: Type.String(),
    name: Type.String(),
    currency: Type.String(),
    timeZone: Type.String(),
    plan: Type.Optional(Type.String()),
    region: Type.Optional(Type.String()),
    createdAt: Type.Optional(Type.String()),
  }),
  permissions: Type.Array(Type.String()),
  browser: Type.Optional(Type.String({ pattern: '^[\\w-]{43}$' })),
  recoveryCodes: Type.Optional(Type.Array(Type.String())),
})

const EnrolmentAnswer = Type.Object({
  secret: Type.String(),
  uri: Type.String(),
  qr: Type.Object({ size: Type.Integer(), path: Type.String() }),
})

/** Who sits there; identity limits attempts by it. */
export interface LoginClient {
  address: string
  /** Tokens of earlier logins of this browser. */
  browsers: string[]
}

export interface LoggedIn {
  info: SessionInfo
  /** Null: identity gives none. */
  browser: string | null
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

type LoginCall =
  | { path: '/login'; body: Type.Static<typeof Credentials> }
  | { path: '/login/second-step'; body: Type.Static<typeof SecondStep> }

/**
 * Asks identity. Faults: LOGIN_FAILED, LOGIN_THROTTLED, LOGIN_BUSY, USER_LOCKED, SECOND_FACTOR_REQUIRED with
 * `pendingLogin`, SECOND_FACTOR_FAILED, PENDING_LOGIN_ENDED, and those of any upstream call.
 */
export async function logIn(
  identity: UpstreamClient,
  { path, body }: LoginCall,
  client: LoginClient,
): Promise<LoggedIn> {
  const answer = await identity.post(
    path,
    { ...body, client },
    { answer: LoginAnswer, timeoutMs: LOGIN_TIMEOUT_MS },
  )
  return toLoggedIn(answer)
}

export function toLoggedIn(answer: Type.Static<typeof LoginAnswer>): LoggedIn {
  const { user, tenant, permissions, browser = null, recoveryCodes } = answer
  return { info: { user, tenant, permissions }, browser, recoveryCodes }
}

/** What to set up an authenticator app with, on the way in. Faults: PENDING_LOGIN_ENDED, SECOND_FACTOR_ON. */
export function offerSecondFactor(identity: UpstreamClient, body: Type.Static<typeof Pending>) {
  return identity.post('/login/enrolment', body, { answer: EnrolmentAnswer, timeoutMs: LOGIN_TIMEOUT_MS })
}

import type { SessionInfo } from '@portico/micro-app/page-state'
import { Type } from 'typebox'
import { GraphFault } from '../graphql/fault.ts'
import { checkAnswer } from '../upstream/answer.ts'
import type { UpstreamClient } from '../upstream/client.ts'

const Text = Type.String({ minLength: 1, maxLength: 200 })
const Credentials = Type.Object({ tenant: Text, username: Text, password: Text })

const LoginAnswer = Type.Object({
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
})

export type Credentials = Type.Static<typeof Credentials>

/** Faults: INVALID_REQUEST. */
export function parseCredentials(value: unknown): Credentials {
  try {
    return checkAnswer(Credentials, value)
  } catch (cause) {
    throw new GraphFault('INVALID_REQUEST', 'tenant, username and password are required.', undefined, {
      cause,
    })
  }
}

/** More than identity lets anybody wait (4 s) and one hash on a busy machine; less than the page waits (15 s). */
const loginTimeoutMs = 8_000

/** Asks identity. Faults: LOGIN_FAILED, LOGIN_THROTTLED, LOGIN_BUSY, and those of any upstream call. */
export async function logIn(identity: UpstreamClient, credentials: Credentials): Promise<SessionInfo> {
  const { user, tenant, permissions } = await identity.post('/login', credentials, {
    answer: LoginAnswer,
    timeoutMs: loginTimeoutMs,
  })
  return { user, tenant, permissions }
}

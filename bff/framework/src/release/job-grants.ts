import type { IncomingMessage } from 'node:http'
import type { SessionInfo } from '@portico/micro-app/page-state'
import { Type } from 'typebox'
import { AppError } from '../errors/app-error.ts'
import { isAnswer } from '../upstream/answer.ts'
import { SignedText } from './signed-text.ts'

/** In place of a session: a call of a batch job, for one tenant. */
export const JOB_HEADER = 'x-portico-job'

/** What a batch job may do in one tenant, for as long as its runner holds it. */
export interface JobGrant {
  /** Of the job. */
  id: string
  name: string
  tenant: SessionInfo['tenant']
  permissions: readonly string[]
  /** It reads, and writes nothing. */
  isDryRun: boolean
  /** Milliseconds of the wall clock. */
  expiresAt: number
}

/** Of the payload below: counted up with every change that an older gateway would misread. */
const FORMAT = 1
const MAX_CHARACTERS = 8_192

const Payload = Type.Object({
  v: Type.Literal(FORMAT),
  i: Type.String(),
  n: Type.String(),
  t: Type.Object({
    id: Type.String(),
    slug: Type.String(),
    name: Type.String(),
    currency: Type.String(),
    timeZone: Type.String(),
  }),
  p: Type.Array(Type.String()),
  d: Type.Boolean(),
  e: Type.Number(),
})

/** Writes and reads the grants of batch jobs. Every process of the gateway reads them without a call; none can be made up. */
export class JobGrants {
  readonly #signed: SignedText
  readonly #nowMs: () => number

  constructor(secret: string, previous: string | null = null, nowMs: () => number = Date.now) {
    this.#signed = new SignedText('batch job', secret, previous)
    this.#nowMs = nowMs
  }

  write({ id: i, name: n, tenant: t, permissions: p, isDryRun: d, expiresAt: e }: JobGrant): string {
    const payload = { v: FORMAT, i, n, t, p, d, e }
    return this.#signed.sign(Buffer.from(JSON.stringify(payload)).toString('base64url'))
  }

  /** Of a request that has one. Faults: JOB_GRANT_INVALID, JOB_GRANT_EXPIRED. */
  require({ headers }: Pick<IncomingMessage, 'headers'>): JobGrant {
    const text = String(headers[JOB_HEADER])
    const encoded = text.length > MAX_CHARACTERS ? null : this.#signed.read(text)
    const payload: unknown =
      encoded === null ? null : JSON.parse(Buffer.from(encoded, 'base64url').toString())
    if (!isAnswer(Payload, payload)) throw new AppError('JOB_GRANT_INVALID')
    const { i: id, n: name, t: tenant, p: permissions, d: isDryRun, e: expiresAt } = payload
    if (expiresAt <= this.#nowMs()) throw new AppError('JOB_GRANT_EXPIRED')
    return { id, name, tenant, permissions, isDryRun, expiresAt }
  }
}

/** Its job acts under a name of its own: no user of the tenant, whose rights none of the tenant's roles gave. */
export function sessionOfJob({ id, name, tenant, permissions }: JobGrant): SessionInfo {
  const actor = `job:${id}`
  return { user: { id: actor, username: actor, displayName: name }, tenant, permissions: [...permissions] }
}

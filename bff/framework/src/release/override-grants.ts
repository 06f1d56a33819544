import { Type } from 'typebox'
import { isAnswer } from '../upstream/answer.ts'
import { SignedText } from './signed-text.ts'

/** What one signed link lets one user have in place of apps. */
export interface OverrideGrant {
  /** Under which the release service has written it down. */
  id: string
  /** App -> published version. */
  apps: Readonly<Record<string, string>>
  /** Slug of a tenant, and name of a user in it: the link is of use in that user's session alone. */
  tenant: string
  user: string
  /** Who made the link, as the audit has it. */
  actor: string
  /** Milliseconds of the wall clock. */
  expiresAt: number
}

/** Of the payload below: counted up with every change that an older gateway would misread. */
const FORMAT = 1
const MAX_CHARACTERS = 4_096

const Payload = Type.Object({
  v: Type.Literal(FORMAT),
  i: Type.String(),
  a: Type.Record(Type.String(), Type.String()),
  t: Type.String(),
  u: Type.String(),
  b: Type.String(),
  e: Type.Number(),
})

/** Writes and reads the grants of override links. Every process of the gateway reads them without a call; none can be made up. */
export class OverrideGrants {
  readonly #signed: SignedText
  readonly #nowMs: () => number
  #revoked: ReadonlySet<string> = new Set()

  constructor(secret: string, previous: string | null = null, nowMs: () => number = Date.now) {
    this.#signed = new SignedText('override link', secret, previous)
    this.#nowMs = nowMs
  }

  write({ id: i, apps: a, tenant: t, user: u, actor: b, expiresAt: e }: OverrideGrant): string {
    const payload = { v: FORMAT, i, a, t, u, b, e }
    return this.#signed.sign(Buffer.from(JSON.stringify(payload)).toString('base64url'))
  }

  /** As it was written, however old; null: not here. */
  read(text: string): OverrideGrant | null {
    const encoded = text.length > MAX_CHARACTERS ? null : this.#signed.read(text)
    const payload = encoded === null ? null : parseJson(encoded)
    if (!isAnswer(Payload, payload)) return null
    const { i: id, a: apps, t: tenant, u: user, b: actor, e: expiresAt } = payload
    return { id, apps, tenant, user, actor, expiresAt }
  }

  /** All that are revoked, as the release service says with its rules. */
  setRevoked(ids: readonly string[]): void {
    this.#revoked = new Set(ids)
  }

  isRevoked({ id }: OverrideGrant): boolean {
    return this.#revoked.has(id)
  }

  isExpired({ expiresAt }: OverrideGrant): boolean {
    return expiresAt <= this.#nowMs()
  }
}

function parseJson(encoded: string): unknown {
  try {
    return JSON.parse(Buffer.from(encoded, 'base64url').toString())
  } catch {
    return null
  }
}

import type { Tag } from '@portico/release'
import { LRUCache } from 'lru-cache'
import { Type } from 'typebox'
import { isAnswer } from '../upstream/answer.ts'
import { SignedText } from './signed-text.ts'

/** A token lives this long from its issue; traffic does not extend it. */
export const SNAPSHOT_TOKEN_LIFETIME_MS = 24 * 3600_000

/**
 * What a tab lives on, in its own hands: with the signature every gateway process can follow it without a call,
 * after a restart too, and no client can make one up.
 */
export interface SnapshotToken {
  snapshotId: string
  tenantId: string
  userId: string
  /** The session the page was served to, as `SessionRecord.sessionId`. */
  sessionId: string
  /** Of the one page it was written for. */
  pageId: string
  /** Milliseconds of the wall clock. */
  issuedAt: number
  /** Those that are not stable. */
  services: Readonly<Record<string, Tag>>
  releases: readonly string[]
  /** Services whose writes must not end on stable, whatever has become of the release by then. */
  breaking: readonly string[]
}

/** Of the payload below: counted up with every change that an older gateway would misread. */
const FORMAT = 2

const Payload = Type.Object({
  v: Type.Literal(FORMAT),
  t: Type.String(),
  u: Type.String(),
  n: Type.String(),
  p: Type.String(),
  i: Type.Number(),
  s: Type.Record(Type.String(), Type.String()),
  r: Type.Array(Type.String()),
  b: Type.Array(Type.String()),
})

const MAX_TOKEN_CHARACTERS = 4_096
const MAX_KNOWN = 20_000

/** Writes and reads `<snapshot id>.<payload>.<signature>`. */
export class SnapshotTokens {
  readonly #signed: SignedText
  /** A tab sends the same one with every call. */
  readonly #known = new LRUCache<string, SnapshotToken>({ max: MAX_KNOWN })

  /** `previous`: the secret before, whose tokens hold until they are too old. */
  constructor(secret: string, previous: string | null = null) {
    this.#signed = new SignedText('snapshot token', secret, previous)
  }

  write(token: SnapshotToken): string {
    const { snapshotId, tenantId: t, userId: u, sessionId: n, pageId: p, issuedAt: i } = token
    const { services: s, releases: r, breaking: b } = token
    const payload = { v: FORMAT, t, u, n, p, i, s, r, b }
    return this.#signed.sign(`${snapshotId}.${Buffer.from(JSON.stringify(payload)).toString('base64url')}`)
  }

  /** Null for what this platform did not write, or wrote in another format. Its age is the caller's concern. */
  read(text: string): SnapshotToken | null {
    const known = this.#known.get(text)
    if (known) return known
    const token = text.length > MAX_TOKEN_CHARACTERS ? null : this.#parse(text)
    if (token) this.#known.set(text, token)
    return token
  }

  #parse(text: string): SnapshotToken | null {
    const signed = this.#signed.read(text)
    if (signed === null) return null
    const [snapshotId = '', encoded = ''] = signed.split('.')
    const payload = parseJson(Buffer.from(encoded, 'base64url').toString())
    if (!isAnswer(Payload, payload)) return null
    const { t: tenantId, u: userId, n: sessionId, p: pageId, i: issuedAt } = payload
    const { s: services, r: releases, b: breaking } = payload
    return { snapshotId, tenantId, userId, sessionId, pageId, issuedAt, services, releases, breaking }
  }
}

/** Undefined for what is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

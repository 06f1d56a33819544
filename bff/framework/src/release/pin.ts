import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Tag } from '@portico/release'
import { LRUCache } from 'lru-cache'
import { Type } from 'typebox'
import { checkAnswer } from '../upstream/answer.ts'

/** A pin lives this long from its issue; traffic does not extend it. */
export const pinLifetimeMs = 24 * 3600_000

/**
 * What a tab lives on, in its own hands: with the signature every gateway process can follow it without asking anybody,
 * after a restart too, and nobody can make one up.
 */
export interface Pin {
  snapshotId: string
  tenantId: string
  userId: string
  /** Milliseconds of the wall clock. */
  issuedAt: number
  /** Off the stable road. */
  services: Readonly<Record<string, Tag>>
  releases: readonly string[]
  /** Services whose writes must not end on stable, whatever has become of the release by then. */
  breaking: readonly string[]
}

const Payload = Type.Object({
  t: Type.String(),
  u: Type.String(),
  i: Type.Number(),
  s: Type.Record(Type.String(), Type.String()),
  r: Type.Array(Type.String()),
  b: Type.Array(Type.String()),
})

const maxPinCharacters = 4_096
const maxKnown = 20_000

/** Writes and reads `<snapshot id>.<payload>.<signature>`. */
export class Pins {
  readonly #key: string
  /** A tab sends the same one with every call. */
  readonly #known = new LRUCache<string, Pin>({ max: maxKnown })

  constructor(secret: string) {
    this.#key = `portico pin ${secret}`
  }

  write({ snapshotId, tenantId, userId, issuedAt, services, releases, breaking }: Pin): string {
    const payload = { t: tenantId, u: userId, i: issuedAt, s: services, r: releases, b: breaking }
    const text = `${snapshotId}.${Buffer.from(JSON.stringify(payload)).toString('base64url')}`
    return `${text}.${this.#sign(text)}`
  }

  /** Null for what this platform did not write. Its age is the caller's concern. */
  read(text: string): Pin | null {
    const known = this.#known.get(text)
    if (known) return known
    const pin = text.length > maxPinCharacters ? null : this.#parse(text)
    if (pin) this.#known.set(text, pin)
    return pin
  }

  #parse(text: string): Pin | null {
    const end = text.lastIndexOf('.')
    const signed = text.slice(0, Math.max(0, end))
    if (!isSame(text.slice(end + 1), this.#sign(signed))) return null
    const [snapshotId = '', payload = ''] = signed.split('.')
    const { t, u, i, s, r, b } = checkAnswer(
      Payload,
      JSON.parse(Buffer.from(payload, 'base64url').toString()),
    )
    return { snapshotId, tenantId: t, userId: u, issuedAt: i, services: s, releases: r, breaking: b }
  }

  #sign(text: string): string {
    return createHmac('sha256', this.#key).update(text).digest('base64url').slice(0, 32)
  }
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}

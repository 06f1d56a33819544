import type { AnswerUse } from './answer-figures.ts'
import type { AnswerKey } from './answer-key.ts'

/** How long an answer is fresh, and how long after it may be given while a new one is made. */
interface Lifetime {
  freshMs: number
  staleMs: number
}

export interface AnswerQuestion {
  tenantId: string
  key: AnswerKey
  /** For figures, and to be dropped by: of a published app's operation, else `anonymous`. */
  operation: string
  lifetime: Lifetime
}

/** Plain JSON, shared by all that ask; unchangeable. */
export interface KeptAnswer {
  body: string
  /** Of the body, without quotes. */
  etag: string
  computeMs: number
  /** In ms of the clock. */
  storedAt: number
  freshUntil: number
}

/** What answering came to. `services` null: it is not to be kept, for it failed, is not whole, or is one user's. */
export interface Computed<A> {
  answer: A
  body: string
  services: readonly string[] | null
  /** As it is known after the work: that which was asked with, unless more services were reached than were known of before. */
  key: AnswerKey
}

export type AnswerOutcome<A> =
  | { kept: KeptAnswer; use: AnswerUse }
  | { computed: A; isKept: Promise<boolean> }

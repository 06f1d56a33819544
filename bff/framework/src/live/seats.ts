import { AppError } from '../errors/app-error.ts'
import { KeyCounts } from '../load/key-counts.ts'

export interface SeatLimits {
  session: number
  user: number
  tenant: number
  /** In this process. */
  process: number
}

/** Whose stream it is. */
export interface Seated {
  sessionId: string
  tenantId: string
  userId: string
}

const RETRY_AFTER_SECONDS = 30

/** How many streams are open for each session, user and tenant. */
export class Seats {
  readonly #limits: SeatLimits
  readonly #counts = new KeyCounts()

  constructor(limits: SeatLimits) {
    this.#limits = limits
  }

  /** Faults: TOO_MANY_STREAMS with `retryAfterSeconds`. */
  take(who: Seated): void {
    const full = keysOf(who).find(([kind, key]) => this.#counts.of(key) >= this.#limits[kind])
    if (full) {
      const message = `There are too many open streams of this ${full[0]}. Ask for the state now and then instead.`
      throw new AppError('TOO_MANY_STREAMS', message, { retryAfterSeconds: RETRY_AFTER_SECONDS })
    }
    for (const [, key] of keysOf(who)) this.#counts.add(key, 1)
  }

  leave(who: Seated): void {
    for (const [, key] of keysOf(who)) this.#counts.add(key, -1)
  }
}

function keysOf({ sessionId, tenantId, userId }: Seated): [keyof SeatLimits, string][] {
  return [
    ['session', `s ${sessionId}`],
    ['user', `u ${tenantId}\n${userId}`],
    ['tenant', `t ${tenantId}`],
    ['process', 'p'],
  ]
}

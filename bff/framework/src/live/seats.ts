import { GraphFault } from '../graphql/fault.ts'

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

const retryAfterSeconds = 30

/** How many streams are open for each session, user and tenant. */
export class Seats {
  readonly #limits: SeatLimits
  readonly #counts = new Map<string, number>()

  constructor(limits: SeatLimits) {
    this.#limits = limits
  }

  /** Faults: TOO_MANY_STREAMS with `retryAfterSeconds`. */
  take(who: Seated): void {
    const full = keysOf(who).find(([kind, key]) => (this.#counts.get(key) ?? 0) >= this.#limits[kind])
    if (full) {
      const message = `There are too many open streams of this ${full[0]}. Ask for the state now and then instead.`
      throw new GraphFault('TOO_MANY_STREAMS', message, { retryAfterSeconds })
    }
    for (const [, key] of keysOf(who)) this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1)
  }

  leave(who: Seated): void {
    for (const [, key] of keysOf(who)) {
      const left = (this.#counts.get(key) ?? 0) - 1
      if (left > 0) this.#counts.set(key, left)
      else this.#counts.delete(key)
    }
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

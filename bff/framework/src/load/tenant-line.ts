/** One that waits for its turn. */
export interface Waiting {
  points: number
  start(): void
  refuse(): void
}

/** What one tenant has under way, and what of it waits, in order of coming. */
export class TenantLine {
  readonly waiting: Waiting[] = []
  /** Points it may still start in this round. */
  credit = 0
  /** Whether this round's points were given to it already: it goes on where the gateway was full. */
  isInTurn = false
  running = 0
  runningPoints = 0

  get isIdle(): boolean {
    return this.waiting.length === 0 && this.running === 0
  }

  /** One alone always fits, however large it is. */
  fits(points: number, limits: { maxRunning: number; maxRunningPoints: number }): boolean {
    if (this.running === 0) return true
    return this.running < limits.maxRunning && this.runningPoints + points <= limits.maxRunningPoints
  }
}

interface Seen {
  tenantId: string
  at: number
}

/** How long a tenant counts as working after its last call: the pace of a person who clicks through pages. */
const RECENT_MS = 1_000

/** Whether another tenant works beside one. */
export class RecentTenants {
  readonly #now: () => number
  /** Who came last, and the last one who was another. */
  #latest: Seen | null = null
  #other: Seen | null = null

  /** `now`: milliseconds of the monotonic clock. */
  constructor(now: () => number = performance.now.bind(performance)) {
    this.#now = now
  }

  see(tenantId: string): void {
    if (this.#latest?.tenantId !== tenantId) this.#other = this.#latest
    this.#latest = { tenantId, at: this.#now() }
  }

  hasOther(tenantId: string): boolean {
    const other = this.#latest?.tenantId === tenantId ? this.#other : this.#latest
    return other !== null && this.#now() - other.at < RECENT_MS
  }
}

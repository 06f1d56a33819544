/** Tenants with a series of their own in the life of a process. */
const MAX_NAMED = 20
/** Of a minute, the most active that get one. */
const TOP = 5
/** Counted apart within a minute; a minute with more tenants has no few that stand out. */
const MAX_CANDIDATES = 5_000
const MINUTE_MS = 60_000

/**
 * Requests by tenant, for a scraper that must not get a series for each of a hundred thousand: a tenant has one of its own from the
 * end of the minute on in which it was among the most active; the rest is `other`. A sum over all is right at every moment.
 */
export class TenantCounts {
  readonly #now: () => number
  readonly #named = new Map<string, number>()
  #minute = new Map<string, number>()
  #minuteEnd = 0
  #other = 0

  constructor(now: () => number = performance.now.bind(performance)) {
    this.#now = now
  }

  count(tenantId: string): void {
    const now = this.#now()
    if (now >= this.#minuteEnd) this.#turn(now)
    const named = this.#named.get(tenantId)
    if (named !== undefined) {
      this.#named.set(tenantId, named + 1)
      return
    }
    this.#other += 1
    const candidate = this.#minute.get(tenantId)
    if (candidate !== undefined || this.#minute.size < MAX_CANDIDATES)
      this.#minute.set(tenantId, (candidate ?? 0) + 1)
  }

  /** Tenant -> requests; `other` for all without a series. */
  read(): ReadonlyMap<string, number> {
    return new Map([...this.#named, ['other', this.#other]])
  }

  #turn(now: number): void {
    const top = [...this.#minute].toSorted(([, one], [, other]) => other - one).slice(0, TOP)
    for (const [tenantId] of top) if (this.#named.size < MAX_NAMED) this.#named.set(tenantId, 0)
    this.#minute = new Map()
    this.#minuteEnd = now + MINUTE_MS
  }
}

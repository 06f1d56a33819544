import { LRUCache } from 'lru-cache'
import { AppError } from '../errors/app-error.ts'
import type { SharedLimit } from './shared-spending.ts'
import { type Spent, Unsent } from './unsent.ts'
import { userKey, type Who } from './who.ts'

/** Buckets that were not touched for long are full, so forgetting them loses nothing. */
const MAX_BUCKETS = 20_000
/** Before the key of what is said to other processes. */
const OF_USER = 'user '
const OF_TENANT = 'tenant '

export interface BudgetLimit {
  /** Points a second that come back. */
  perSecond: number
  /** Points that may be spent at once. */
  burst: number
}

export interface BudgetOptions {
  user: BudgetLimit
  tenant: BudgetLimit
  /** Milliseconds of the monotonic clock. */
  now?: () => number
}

interface Bucket {
  points: number
  at: number
}

/**
 * What users and tenants may have done for them, in points of about one field of an answer. A bucket a user and one a
 * tenant, in this process; `SharedSpending` takes off what other processes let through.
 */
export class Budgets implements SharedLimit {
  readonly unsent = new Unsent(MAX_BUCKETS)
  readonly #options: BudgetOptions
  readonly #now: () => number
  /** Tenant -> percent of a tenant's budget, of those that have another one for now. */
  #shares: ReadonlyMap<string, number> = new Map()
  readonly #users = new LRUCache<string, Bucket>({ max: MAX_BUCKETS })
  readonly #tenants = new LRUCache<string, Bucket>({ max: MAX_BUCKETS })

  constructor(options: BudgetOptions) {
    this.#options = options
    this.#now = options.now ?? performance.now.bind(performance)
  }

  setShares(shares: ReadonlyMap<string, number>): void {
    this.#shares = shares
  }

  /** Takes the points of both, or of neither. Faults: USER_BUDGET_SPENT, TENANT_BUDGET_SPENT with `retryAfterSeconds`. */
  charge(who: Who, points: number): void {
    const { user } = this.#options
    const tenant = this.#limitOf(who.tenantId)
    const key = userKey(who)
    const own = this.#fill(this.#users, key, user)
    const shared = this.#fill(this.#tenants, who.tenantId, tenant)
    if (own.points < points) throw spent('USER', points - own.points, user)
    if (shared.points < points) throw spent('TENANT', points - shared.points, tenant)
    own.points -= points
    shared.points -= points
    if (!this.unsent.isTaken) return
    this.unsent.note(`${OF_USER}${key}`, points)
    this.unsent.note(`${OF_TENANT}${who.tenantId}`, points)
  }

  /** Never below nothing: what was spent twice in the meantime stays spent twice. */
  takeOff(spent: readonly Spent[]): void {
    for (const [key, points] of spent) {
      const tenantId = key.slice(OF_TENANT.length)
      const bucket = key.startsWith(OF_USER)
        ? this.#fill(this.#users, key.slice(OF_USER.length), this.#options.user)
        : this.#fill(this.#tenants, tenantId, this.#limitOf(tenantId))
      bucket.points = Math.max(0, bucket.points - points)
    }
  }

  /** What is left, for those who look into it. */
  left(who: Who): { user: number; tenant: number } {
    const { user } = this.#options
    const tenant = this.#limitOf(who.tenantId)
    return {
      user: Math.floor(this.#fill(this.#users, userKey(who), user).points),
      tenant: Math.floor(this.#fill(this.#tenants, who.tenantId, tenant).points),
    }
  }

  /** A smaller share comes back more slowly; its burst stays, or the dearest operation would never be affordable. */
  #limitOf(tenantId: string): BudgetLimit {
    const { tenant } = this.#options
    const percent = this.#shares.size === 0 ? undefined : this.#shares.get(tenantId)
    if (percent === undefined) return tenant
    const { perSecond, burst } = tenant
    return { perSecond: (perSecond * percent) / 100, burst: Math.max(burst, (burst * percent) / 100) }
  }

  #fill(buckets: LRUCache<string, Bucket>, key: string, { perSecond, burst }: BudgetLimit): Bucket {
    const now = this.#now()
    const known = buckets.get(key)
    if (!known) {
      const full = { points: burst, at: now }
      buckets.set(key, full)
      return full
    }
    known.points = Math.min(burst, known.points + ((now - known.at) / 1000) * perSecond)
    known.at = now
    return known
  }
}

function spent(whose: 'USER' | 'TENANT', missing: number, { perSecond }: BudgetLimit): AppError {
  const retryAfterSeconds = Math.max(1, Math.ceil(missing / perSecond))
  const of = whose === 'USER' ? 'You have' : 'Your company has'
  return new AppError(
    `${whose}_BUDGET_SPENT` as const,
    `${of} asked for a great deal just now. Try again in ${retryAfterSeconds} s, or ask for less at once.`,
    { retryAfterSeconds },
  )
}

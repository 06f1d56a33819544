import { type SetTimer, setClockTimer } from '@portico/loop'
import { effectSubject, type InterventionEffect, type InterventionInForce } from '@portico/release'
import { AppError } from '../errors/app-error.ts'
import type { SharedLimit } from './shared-spending.ts'
import { type Spent, Unsent } from './unsent.ts'

/** As many as the release service has in force at most. */
const MAX_IN_FORCE = 100
/** A timer cannot be longer. */
const MAX_TIMER_MS = 2 ** 31 - 1

/** A field that is omitted for one tenant, or for all (null). */
export interface OmittedField {
  field: string
  tenantId: string | null
}

interface InterventionsParts {
  /** Something came into force or ended. */
  onChange?(): void
  /** Milliseconds of the wall clock, which ends are given in. */
  now?: () => number
  /** Left out: by the clock, and without keeping the process alive. */
  setTimer?: SetTimer
}

interface Limit {
  id: string
  perSecond: number
  endsAt: string
  /** Calls that may pass at once; a second's worth at most. */
  left: number
  /** Milliseconds of the wall clock. */
  at: number
}

/**
 * What operators have done to the traffic for a limited time, as far as a gateway keeps it: each ends here by itself, whether the release
 * service can be reached or not.
 */
export class Interventions implements SharedLimit {
  readonly unsent = new Unsent(MAX_IN_FORCE)
  readonly #parts: InterventionsParts
  readonly #now: () => number
  readonly #setTimer: SetTimer
  #known: readonly InterventionInForce[] = []
  #inForce: readonly InterventionInForce[] = []
  /** By subject. */
  #limits = new Map<string, Limit>()
  #blocks = new Map<string, string>()
  #cancelTimer = () => {}

  constructor(parts: InterventionsParts = {}) {
    this.#parts = parts
    this.#now = parts.now ?? Date.now
    this.#setTimer = parts.setTimer ?? setClockTimer
  }

  /** Nothing is limited or blocked: there is no more to ask. */
  get isOpen(): boolean {
    return this.#limits.size === 0 && this.#blocks.size === 0
  }

  get omitted(): OmittedField[] {
    return this.#effects('degrade').map(({ field, tenant = null }) => ({ field, tenantId: tenant }))
  }

  /** Tenant -> percent of its budget. */
  get budgets(): ReadonlyMap<string, number> {
    return new Map(this.#effects('budget').map(({ tenant, percent }) => [tenant, percent]))
  }

  /** All that are in force now, in place of what was; of a newer service, kinds that are not known here do nothing. */
  set(known: readonly InterventionInForce[]): void {
    this.#known = known.slice(0, MAX_IN_FORCE)
    this.#arrange()
  }

  stop(): void {
    this.#cancelTimer()
  }

  /**
   * `operation`: null for one that no published app has. What is about the tenant's own calls of it comes before what is
   * about all. Faults: OPERATION_BLOCKED, RATE_LIMITED.
   */
  admitOperation(operation: string | null, tenantId: string): void {
    if (operation === null) return
    const own = `${operation} ${tenantId}`
    const endsAt = this.#blocks.get(`block ${own}`) ?? this.#blocks.get(`block ${operation}`)
    if (endsAt !== undefined) throw blocked(operation, endsAt)
    this.#take(this.#limits.get(`limit ${own}`) ?? this.#limits.get(`limit ${operation}`))
  }

  /** Any call of a tenant. Faults: RATE_LIMITED. */
  admitCall(tenantId: string): void {
    this.#take(this.#limits.get(`limit  ${tenantId}`))
  }

  takeOff(spent: readonly Spent[]): void {
    const limits = new Map(Array.from(this.#limits.values(), limit => [limit.id, limit]))
    for (const [id, calls] of spent) {
      const limit = limits.get(id)
      if (!limit) continue
      this.#fill(limit)
      limit.left = Math.max(0, limit.left - calls)
    }
  }

  #take(limit: Limit | undefined): void {
    if (!limit) return
    this.#fill(limit)
    if (limit.left < 1) throw limited(limit)
    limit.left -= 1
    this.unsent.note(limit.id, 1)
  }

  #fill(limit: Limit): void {
    const now = this.#now()
    const passedMs = Math.max(0, now - limit.at)
    limit.left = Math.min(limit.perSecond, limit.left + (passedMs / 1000) * limit.perSecond)
    limit.at = now
  }

  /** Takes up what is in force at this moment, and looks again when the next one ends. */
  #arrange(): void {
    this.#cancelTimer()
    const now = this.#now()
    const before = this.#inForce
    this.#inForce = this.#known.filter(({ endsAt }) => Date.parse(endsAt) > now)
    const limits = new Map<string, Limit>()
    const blocks = new Map<string, string>()
    for (const { id, effect, endsAt } of this.#inForce) {
      const subject = effectSubject(effect)
      if (effect.kind === 'block') blocks.set(subject, endsAt)
      if (effect.kind === 'limit') limits.set(subject, this.#limitOf(subject, id, effect.perSecond, endsAt))
    }
    this.#limits = limits
    this.#blocks = blocks
    const nextMs = Math.min(...this.#inForce.map(({ endsAt }) => Date.parse(endsAt) - now))
    if (Number.isFinite(nextMs))
      this.#cancelTimer = this.#setTimer(Math.min(nextMs, MAX_TIMER_MS), () => this.#arrange())
    if (before.length > 0 || this.#inForce.length > 0) this.#parts.onChange?.()
  }

  /** One that goes on keeps what is left of it. */
  #limitOf(subject: string, id: string, perSecond: number, endsAt: string): Limit {
    const known = this.#limits.get(subject)
    return known?.id === id ? known : { id, perSecond, endsAt, left: perSecond, at: this.#now() }
  }

  #effects<Kind extends InterventionEffect['kind']>(kind: Kind) {
    type Effect = Extract<InterventionEffect, { kind: Kind }>
    return this.#inForce.flatMap(({ effect }) => (effect.kind === kind ? [effect as Effect] : []))
  }
}

function blocked(operation: string, endsAt: string): AppError {
  return new AppError('OPERATION_BLOCKED', undefined, { operation, until: endsAt })
}

function limited({ perSecond, endsAt }: Limit): AppError {
  return new AppError('RATE_LIMITED', 'An operator of the platform has limited these calls for now.', {
    ...{ perSecond, until: endsAt },
    retryAfterSeconds: 1,
  })
}

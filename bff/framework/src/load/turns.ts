import { AppError } from '../errors/app-error.ts'
import { RecentTenants } from './recent-tenants.ts'
import { TenantLine, type Waiting } from './tenant-line.ts'

export interface TurnLimits {
  /** Under way at once, of all tenants together and of one. */
  maxRunning: number
  maxRunningPoints: number
  tenant: { maxRunning: number; maxRunningPoints: number; maxWaiting: number }
  /** Of one tenant while another works too: what runs already is what the other waits behind. */
  maxSharedPoints: number
  /** Of all tenants; beyond it the tenant with most waiting loses its latest. */
  maxWaiting: number
  maxWaitMs: number
}

/** What runs; `leave` gives its place to the next, once the event loop has come round. */
export interface Turn {
  leave(): void
}

/** What a turn held, until it is given back. */
interface Held {
  tenantId: string
  line: TenantLine
  points: number
}

/** Points a tenant may start in each round: a list of fifty rows. */
const QUANTUM = 2_000
const RETRY_AFTER_SECONDS = 1

/**
 * Who works next: deficit round robin over tenants. A tenant that asks for twenty times as much as others waits for itself,
 * within its own limits; the others' calls pass it. Weighed in points, so that one large query counts as many small ones.
 *
 * A place is free again only after the event loop has read its sockets. Work that is done in one go, such as reading a
 * text, would otherwise follow itself without end: each piece ends before the next one asks, so that a hundred of them
 * that came together would be one stall of all their length, in which no other tenant's call is even seen.
 */
export class Turns {
  readonly #limits: TurnLimits
  readonly #recent: RecentTenants
  readonly #lines = new Map<string, TenantLine>()
  /** Tenants with something waiting, the next one first. */
  #round: string[] = []
  #running = 0
  #runningPoints = 0
  #waiting = 0
  /** The next one waits for room in the whole gateway: smaller ones that came later do not pass it. */
  #isFull = false
  /** Places to be given back when the loop has come round. */
  #left: Held[] = []

  constructor(limits: TurnLimits, recent = new RecentTenants()) {
    this.#limits = limits
    this.#recent = recent
  }

  get load(): { running: number; waiting: number } {
    return { running: this.#running, waiting: this.#waiting }
  }

  /** The next one waits for room in the whole gateway. */
  get isFull(): boolean {
    return this.#isFull
  }

  /** Resolves when it is its turn. Faults: TENANT_BUSY, GATEWAY_BUSY with `retryAfterSeconds`. */
  async take(tenantId: string, points: number): Promise<Turn> {
    const turn = this.takeNow(tenantId, points)
    if (turn) return turn
    const line = this.#lineOf(tenantId)
    if (line.waiting.length >= this.#limits.tenant.maxWaiting) throw tenantBusy()
    if (this.#waiting >= this.#limits.maxWaiting) this.#makeRoom(line)
    return this.#wait(tenantId, line, points)
  }

  /** As `take`, where it is its turn at once; null: `take` says. */
  takeNow(tenantId: string, points: number): Turn | null {
    const line = this.#lineOf(tenantId)
    this.#recent.see(tenantId)
    const isFree = !this.#isFull && line.waiting.length === 0
    const isNext = isFree && this.#hasRoom(points) && this.#fits(tenantId, line, points)
    return isNext ? this.#start(tenantId, line, points) : null
  }

  #wait(tenantId: string, line: TenantLine, points: number): Promise<Turn> {
    const { promise, resolve, reject } = Promise.withResolvers<Turn>()
    const waiting: Waiting = {
      points,
      start: () => {
        clearTimeout(timer)
        resolve(this.#start(tenantId, line, points))
      },
      refuse: () => {
        clearTimeout(timer)
        reject(this.#fits(tenantId, line, points) ? gatewayBusy() : tenantBusy())
      },
    }
    const timer = setTimeout(() => this.#giveUp(tenantId, line, waiting), this.#limits.maxWaitMs)
    line.waiting.push(waiting)
    this.#waiting += 1
    if (line.waiting.length === 1) this.#round.push(tenantId)
    return promise
  }

  #hasRoom(points: number): boolean {
    const { maxRunning, maxRunningPoints } = this.#limits
    if (this.#running === 0) return true
    return this.#running < maxRunning && this.#runningPoints + points <= maxRunningPoints
  }

  #fits(tenantId: string, line: TenantLine, points: number): boolean {
    const { tenant, maxSharedPoints } = this.#limits
    const maxRunningPoints = this.#isShared(tenantId) ? maxSharedPoints : tenant.maxRunningPoints
    return line.fits(points, { maxRunning: tenant.maxRunning, maxRunningPoints })
  }

  /** Whether another tenant works now, or did a moment ago. */
  #isShared(tenantId: string): boolean {
    return this.#lines.size > 1 || this.#recent.hasOther(tenantId)
  }

  #start(tenantId: string, line: TenantLine, points: number): Turn {
    this.#count(line, 1, points)
    let hasLeft = false
    return {
      leave: () => {
        if (hasLeft) return
        hasLeft = true
        this.#left.push({ tenantId, line, points })
        if (this.#left.length === 1) setImmediate(() => this.#goRound())
      },
    }
  }

  #goRound(): void {
    const left = this.#left
    this.#left = []
    for (const { line, points } of left) this.#count(line, -1, -points)
    this.#startNext()
    for (const { tenantId, line } of left) if (line.isIdle) this.#forget(tenantId, line)
  }

  /** A line that was forgotten before may have a successor. */
  #forget(tenantId: string, line: TenantLine): void {
    if (this.#lines.get(tenantId) === line) this.#lines.delete(tenantId)
  }

  #count(line: TenantLine, calls: number, points: number): void {
    line.running += calls
    line.runningPoints += points
    this.#running += calls
    this.#runningPoints += points
  }

  /** Goes round until every tenant that waits is at its own limit, or the gateway is at its. */
  #startNext(): void {
    this.#isFull = false
    let passed = 0
    while (!this.#isFull && passed < this.#round.length) {
      const tenantId = this.#round[0] as string
      const line = this.#lineOf(tenantId)
      passed = this.#serve(tenantId, line) ? 0 : passed + 1
      if (this.#isFull) return
      this.#round.shift()
      line.isInTurn = false
      if (line.waiting.length > 0) this.#round.push(tenantId)
      else line.credit = 0
    }
  }

  /** What this tenant may start in this round. False: it is at its own limit. */
  #serve(tenantId: string, line: TenantLine): boolean {
    const first = line.waiting[0]
    if (!first || !this.#fits(tenantId, line, first.points)) return false
    if (!line.isInTurn) line.credit += QUANTUM
    line.isInTurn = true
    for (let next = line.waiting[0]; next && next.points <= line.credit; next = line.waiting[0]) {
      if (!this.#fits(tenantId, line, next.points)) break
      this.#isFull = !this.#hasRoom(next.points)
      if (this.#isFull) break
      line.credit -= next.points
      this.#remove(line, next)
      next.start()
    }
    return true
  }

  /** Faults: GATEWAY_BUSY when the tenant that asks waits for most already. */
  #makeRoom(asking: TenantLine): void {
    let longest = asking
    for (const line of this.#lines.values()) {
      if (line.waiting.length > longest.waiting.length) longest = line
    }
    const latest = longest.waiting.at(-1)
    if (longest === asking || !latest) throw gatewayBusy()
    this.#remove(longest, latest)
    latest.refuse()
  }

  #giveUp(tenantId: string, line: TenantLine, waiting: Waiting): void {
    this.#remove(line, waiting)
    if (line.waiting.length === 0) this.#round = this.#round.filter(id => id !== tenantId)
    if (line.isIdle) this.#forget(tenantId, line)
    waiting.refuse()
  }

  #remove(line: TenantLine, waiting: Waiting): void {
    line.waiting.splice(line.waiting.indexOf(waiting), 1)
    this.#waiting -= 1
  }

  #lineOf(tenantId: string): TenantLine {
    const known = this.#lines.get(tenantId)
    if (known) return known
    const line = new TenantLine()
    this.#lines.set(tenantId, line)
    return line
  }
}

function tenantBusy(): AppError {
  const message = 'Too many calls of your company wait already. Try again in a moment.'
  return new AppError('TENANT_BUSY', message, { retryAfterSeconds: RETRY_AFTER_SECONDS })
}

function gatewayBusy(): AppError {
  return new AppError('GATEWAY_BUSY', undefined, {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  })
}

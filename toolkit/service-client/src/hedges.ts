import type { Discovery } from './instances/discovery.ts'
import type { Endpoints } from './pool/endpoints.ts'
import { ReplyTimes } from './pool/reply-times.ts'
import { isWorkOnly, priorityOf, type ServiceCall } from './service-call.ts'

/** Of which one may be sent twice. */
const READS_A_HEDGE = 20
/** Reads that count for later: of those, ten may be sent twice at once. */
const MAX_SAVED = 10 * READS_A_HEDGE
/** A wait as short as that is noticed by no person. */
const LEAST_MS = 10

/** When a read is sent a second time, and where. */
export interface HedgePlan {
  afterMs: number
  /** Null: not now. */
  begin(): ServiceCall | null
  /** Of a call that was sent twice. */
  onEnd(hasSecondWon: boolean): void
}

/** `hasWon`: the second call of a read was answered first. */
export type OnHedge = (service: string, hasWon: boolean) => void

interface Reads {
  times: ReplyTimes
  /** Since one was sent twice, those left over from before among them. */
  saved: number
}

/**
 * Which reads are sent to a second instance when the first is later than 95 of 100 answers of its service: those for a
 * person, 5 of 100 at most, and only where the second one has little to do.
 */
export class Hedges {
  readonly #discovery: Discovery
  readonly #endpoints: Endpoints
  readonly #onHedge: OnHedge
  readonly #byService = new Map<string, Reads>()

  constructor(discovery: Discovery, endpoints: Endpoints, onHedge: OnHedge = () => {}) {
    this.#discovery = discovery
    this.#endpoints = endpoints
    this.#onHedge = onHedge
  }

  /** Null: the call is sent once, as nearly all are. */
  planFor(call: ServiceCall): HedgePlan | null {
    if (!this.#discovery.hasPeers || !isHedged(call)) return null
    const reads = this.#byService.get(call.service)
    const p95Ms = reads?.times.p95Ms ?? null
    if (!reads || p95Ms === null) return null
    reads.saved = Math.min(MAX_SAVED, reads.saved + 1)
    return {
      afterMs: Math.max(LEAST_MS, p95Ms),
      begin: () => this.#begin(call, reads),
      onEnd: hasSecondWon => this.#onHedge(call.service, hasSecondWon),
    }
  }

  /** How long an answer took. */
  note(call: ServiceCall, ms: number): void {
    if (!this.#discovery.hasPeers || !isHedged(call)) return
    const known = this.#byService.get(call.service)
    const reads = known ?? { times: new ReplyTimes(), saved: 0 }
    if (!known) this.#byService.set(call.service, reads)
    reads.times.note(ms)
  }

  #begin(call: ServiceCall, reads: Reads): ServiceCall | null {
    const { service, binding } = call
    if (reads.saved < READS_A_HEDGE) return null
    const bound = binding.choose(service, this.#discovery)
    const peer = bound && this.#discovery.findPeer(bound.instance)
    if (!peer || this.#endpoints.of(peer).limit?.hasRoom('background') !== true) return null
    reads.saved -= READS_A_HEDGE
    const second = binding.beside(service, { instance: peer, reason: bound.reason })
    // It waits for no place, and is not tried again.
    return { ...call, binding: second, isRetriedByCaller: true, priority: 'background' }
  }
}

function isHedged(call: ServiceCall): boolean {
  return call.isRead && priorityOf(call) === 'interactive' && isWorkOnly(call)
}

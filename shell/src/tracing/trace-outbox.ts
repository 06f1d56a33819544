import type { GatewayClient } from '../services/gateway.ts'
import { type AppLoad, type TracedRequest, within, writeTrace } from './read-traces.ts'

const PATH = '/api/release/browser-traces'
const INTERVAL_MS = 2_000
const TIMEOUT_MS = 10_000
/** What the gateway takes at once. */
const BATCH = 30
const MAX_VITALS = 10

interface Vital {
  name: string
  value: number
}

/** Takes what the page recorded to the gateway, a batch every two seconds. What cannot be sent is dropped, and so is what is too much. */
export class TraceOutbox {
  readonly #gateway: Pick<GatewayClient, 'call'>
  readonly #shell: string
  readonly #loads: () => readonly AppLoad[]
  #requests: TracedRequest[] = []
  #vitals: Vital[] = []
  #timer: ReturnType<typeof setTimeout> | null = null

  constructor(gateway: Pick<GatewayClient, 'call'>, shell: string, loads: () => readonly AppLoad[]) {
    this.#gateway = gateway
    this.#shell = shell
    this.#loads = loads
  }

  addRequest(request: TracedRequest): void {
    if (this.#requests.length < BATCH) this.#requests.push(request)
    this.#timer ??= setTimeout(() => this.flush(), INTERVAL_MS)
  }

  /** Sent when the page is left: until then it may still change. */
  addVital(vital: Vital): void {
    if (this.#vitals.length < MAX_VITALS) this.#vitals.push({ ...vital, value: within(vital.value) })
  }

  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    const [requests, vitals] = [this.#requests, this.#vitals]
    this.#requests = []
    this.#vitals = []
    if (requests.length === 0 && vitals.length === 0) return
    const [loads, now] = [this.#loads(), performance.now()]
    void this.#send({
      shell: this.#shell,
      traces: requests.map(request => writeTrace(request, loads, now)),
      vitals,
    })
  }

  async #send(body: object): Promise<void> {
    try {
      await this.#gateway.call(PATH, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        keepalive: true,
        timeoutMs: TIMEOUT_MS,
      })
    } catch {
      // Dropped, see above.
    }
  }
}

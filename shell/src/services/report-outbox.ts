import type { ErrorStack } from './error-stack.ts'
import type { GatewayClient } from './gateway.ts'

const PATH = '/api/release/reports'
const INTERVAL_MS = 2_000
const TIMEOUT_MS = 10_000
/** What the gateway takes at once. */
const BATCH = 50
/** An app that throws in a loop says nothing new after that. */
const MAX_WAITING = 200
/** What the gateway reads, less than the 64 KB that a page may send while it goes. */
const BATCH_BYTES = 60_000
/** 50 of them, all in Chinese, without stacks, are one batch. */
const MAX_MESSAGE_LENGTH = 300
const MAX_CODE_LENGTH = 64
const MAX_LOAD_MS = 600_000

interface Failure {
  app: string
  version: string
  code: string
  message: string
  stack?: ErrorStack
}

/** Of an error that nothing caught. */
export interface Uncaught {
  origin: ErrorOrigin
  /** Nothing of an app or of the shell is in its stack: it is reported as the shell's, but may be of anything on the page. */
  isUnattributed: boolean
}

export type ErrorOrigin = 'uncaught' | 'unhandled-rejection'

/** What guardrails are judged by. `ms` is from the decision to open an app to its first mount. */
export type TabReport =
  | { kind: 'load'; app: string; version: string; ms: number }
  /** `fallback`: the version shown instead; null: none. */
  | ({ kind: 'load-failure'; fallback: string | null } & Failure)
  /** Without an origin it was caught, by the host or by the app. */
  | ({ kind: 'error' } & Failure & Partial<Uncaught>)

/** Takes the tab's reports to the gateway, a batch every two seconds. What cannot be sent is dropped: they are figures, not data. */
export class ReportOutbox {
  readonly #gateway: GatewayClient
  #waiting: TabReport[] = []
  #timer: ReturnType<typeof setTimeout> | null = null

  constructor(gateway: GatewayClient) {
    this.#gateway = gateway
  }

  start(): void {
    window.addEventListener('pagehide', () => this.#flush())
  }

  add = (report: TabReport): void => {
    if (this.#waiting.length >= MAX_WAITING) return
    this.#waiting.push(shortened(report))
    this.#timer ??= setTimeout(() => this.#flush(), INTERVAL_MS)
  }

  #flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    const waiting = this.#waiting
    this.#waiting = []
    for (const batch of batchesOf(waiting)) void this.#send(batch)
  }

  async #send(items: TabReport[]): Promise<void> {
    try {
      await this.#gateway.call(PATH, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ items }),
        // Outlives the page.
        keepalive: true,
        timeoutMs: TIMEOUT_MS,
      })
    } catch {
      // Dropped, see above.
    }
  }
}

function shortened(report: TabReport): TabReport {
  if (report.kind === 'load') return { ...report, ms: Math.min(MAX_LOAD_MS, Math.round(report.ms)) }
  const code = report.code.slice(0, MAX_CODE_LENGTH)
  return { ...report, code, message: report.message.slice(0, MAX_MESSAGE_LENGTH) }
}

/** As many as the gateway takes at once, by number and by size. */
function batchesOf(reports: TabReport[]): TabReport[][] {
  const batches: TabReport[][] = []
  let bytes = 0
  for (const report of reports) {
    const size = new TextEncoder().encode(JSON.stringify(report)).length + 1
    const batch = batches.at(-1)
    const isFull = batch === undefined || batch.length >= BATCH || bytes + size > BATCH_BYTES
    if (isFull) batches.push([report])
    else batch.push(report)
    bytes = isFull ? size : bytes + size
  }
  return batches
}

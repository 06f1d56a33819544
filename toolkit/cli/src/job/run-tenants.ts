import { setTimeout as pause } from 'node:timers/promises'
import type { JobDetail, RunnerStep, StepRequest } from '../connection/job-steps.ts'
import { CliError } from '../errors/cli-error.ts'
import type { JobEvent, JobOutcome } from './job-handler.ts'

interface Running {
  attempt: number
  abort: AbortController
}

type Result = StepRequest['results'][number]

export interface RunnerParts {
  jobId: string
  parallel: number
  leaseSeconds: number
  handle: (event: JobEvent, signal: AbortSignal) => Promise<JobOutcome>
  /** Says what has ended and what is held on to; answers what is held now. */
  step(body: StepRequest): Promise<RunnerStep>
  sleep(ms: number): Promise<void>
  /** Settles when what is under way shall end and nothing more begin. */
  stopped: Promise<void>
  onStep(job: JobDetail): void
}

/** Steps in a row that may stay unanswered, with growing pauses: some two minutes. */
const MAX_SILENT = 8
const FIRST_PAUSE_MS = 1_000
const MAX_PAUSE_MS = 30_000
/** How often a company is begun again at once, for what is over in a moment. */
const MAX_TRIES = 3
const PASSING = new Set([
  'UNREACHABLE',
  'TIMEOUT',
  'UPSTREAM_UNAVAILABLE',
  'UPSTREAM_TIMEOUT',
  'TENANT_MOVING',
  'GATEWAY_BUSY',
])
const GATHER_MS = 50
/** Of what others hold. */
const LOOK_AGAIN_MS = 2_000

/**
 * Carries one job on until it has ended, or this runner is stopped. Any number of runners may do so at the same moment: which company is
 * whose says the service, and what a runner held that died is another's once its lease is over.
 */
export class JobRunner {
  readonly #parts: RunnerParts
  readonly #running = new Map<string, Running>()
  #results: Result[] = []
  #isStopped = false
  #wake = () => {}

  constructor(parts: RunnerParts) {
    this.#parts = parts
    void parts.stopped.then(() => {
      this.#isStopped = true
      this.#wake()
    })
  }

  /** Throws what a step was refused with. */
  async run(): Promise<JobDetail> {
    try {
      for (;;) {
        const { job, held } = await this.#step()
        this.#parts.onStep(job)
        this.#follow(job, held)
        const isIdle = this.#running.size === 0 && this.#results.length === 0
        if (isIdle && (job.state !== 'RUNNING' || this.#isStopped)) return job
        await this.#wait(isIdle ? LOOK_AGAIN_MS : (this.#parts.leaseSeconds * 1000) / 3)
      }
    } finally {
      for (const { abort } of this.#running.values()) abort.abort()
    }
  }

  /** A result is said until it was answered; said twice it counts once. */
  async #step(): Promise<RunnerStep> {
    const { parallel, leaseSeconds, sleep } = this.#parts
    for (
      let silent = 1, pauseMs = FIRST_PAUSE_MS;
      ;
      silent += 1, pauseMs = Math.min(MAX_PAUSE_MS, 2 * pauseMs)
    ) {
      const results = this.#results.slice(0, parallel)
      const renew = [...this.#running].map(([tenantId, { attempt }]) => ({ tenantId, attempt }))
      const take = this.#isStopped ? 0 : parallel - renew.length
      try {
        const step = await this.#parts.step({ results, renew, take, leaseSeconds })
        this.#results = this.#results.slice(results.length)
        return step
      } catch (error) {
        if (silent === MAX_SILENT || !isPassing(error)) throw error
        await sleep(pauseMs)
      }
    }
  }

  #follow({ id, isDryRun }: JobDetail, held: RunnerStep['held']): void {
    const mine = new Map(held.map(one => [one.tenantId, one.attempt]))
    for (const [tenantId, { attempt, abort }] of this.#running)
      if (mine.get(tenantId) !== attempt) abort.abort()
    for (const { tenantId, slug, attempt, isNew, grant } of held) {
      if (!isNew) continue
      const abort = new AbortController()
      this.#running.set(tenantId, { attempt, abort })
      const event = grant === null ? null : { jobId: id, tenant: { id: tenantId, slug }, isDryRun, grant }
      void this.#runOne(event, { tenantId, attempt }, abort.signal)
    }
  }

  async #runOne(
    event: JobEvent | null,
    held: { tenantId: string; attempt: number },
    signal: AbortSignal,
  ): Promise<void> {
    const outcome = event ? await this.#handle(event, signal) : DELETED
    this.#running.delete(held.tenantId)
    // Of what is another's nothing is said.
    if (!signal.aborted) this.#results.push({ ...held, ...outcome })
    this.#wake()
  }

  async #handle(event: JobEvent, signal: AbortSignal): Promise<JobOutcome> {
    const { handle, sleep } = this.#parts
    for (let tries = 1; ; tries += 1) {
      const outcome = await handle(event, signal)
      if (outcome.code === null || !PASSING.has(outcome.code) || tries === MAX_TRIES || signal.aborted)
        return outcome
      await sleep(FIRST_PAUSE_MS * tries)
    }
  }

  /** Until something has ended, `ms` at the most. What ends a moment later is said in the same step. */
  async #wait(ms: number): Promise<void> {
    if (this.#results.length === 0) await this.#untilWoken(ms)
    if (this.#running.size > 0 && !this.#isStopped) await pause(GATHER_MS)
  }

  #untilWoken(ms: number): Promise<void> {
    return new Promise(resolve => {
      const timer = setTimeout(resolve, ms)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}

const DELETED: JobOutcome = { code: 'TENANT_UNKNOWN', message: 'The company was deleted.', result: null }

function isPassing(error: unknown): boolean {
  return error instanceof CliError && (PASSING.has(error.code) || error.code === 'GATEWAY_ERROR')
}

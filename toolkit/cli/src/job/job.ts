import { createHash } from 'node:crypto'

type Variables = Record<string, unknown>

/** One company, as a script has it. What it asks and writes are operations of the graph, under the rights that the job names. */
export interface JobTenant {
  readonly id: string
  /** Its short name. */
  readonly slug: string
  readonly isDryRun: boolean
  /** Aborted when the job is cancelled, the time is over, or another runner holds the company. */
  readonly signal: AbortSignal
  /** For a write that must be done once: the same for this job, company and name, however often the script begins. */
  key(name: string): string
  /** Throws JobError with the graph's code. */
  query<Answer>(document: string, variables?: Variables): Promise<Answer>
  /** Throws JobError with the graph's code. In a dry run nothing is sent, and null is answered. */
  mutate<Answer>(document: string, variables?: Variables): Promise<Answer | null>
}

export interface Job {
  /** Small letters, digits and dashes. */
  name: string
  /** What it may do in each company, such as `sales.order.read`. */
  permissions: readonly string[]
  /** For one company; 60 when left out, 3600 at most. */
  timeoutSeconds?: number
  /** May begin again for a company after its process died. What it gives is kept as the company's result: JSON of 4,000 characters. */
  run(tenant: JobTenant): Promise<unknown>
}

export function defineJob(job: Job): Job {
  return job
}

/** A refusal with a code: by the graph, or by a script that throws it itself. */
export class JobError extends Error {
  readonly code: string

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'JobError'
    this.code = code
  }
}

const KEY_DIGITS = 16

export function writeKeyOf(jobId: string, tenantId: string, name: string): string {
  const digest = createHash('sha256').update(`${tenantId}\n${name}`).digest('hex')
  return `job-${jobId}-${digest.slice(0, KEY_DIGITS)}`
}

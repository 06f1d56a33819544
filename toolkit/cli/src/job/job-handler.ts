import { setTimeout as sleep } from 'node:timers/promises'
import { GatewayCalls } from '../connection/gateway-calls.ts'
import { readGraphAnswer } from '../connection/graph-answer.ts'
import { CliError } from '../errors/cli-error.ts'
import { type Job, JobError, type JobTenant, writeKeyOf } from './job.ts'

/** What a function is called with: one company of a job. Only data, so that it can be a message of a queue. */
export interface JobEvent {
  jobId: string
  tenant: { id: string; slug: string }
  isDryRun: boolean
  /** The right to act for the company; it ends with the hold of the runner. */
  grant: string
}

/** `code` null: done. */
export interface JobOutcome {
  code: string | null
  message: string | null
  result: unknown
}

interface HandlerOptions {
  /** Of the gateway. */
  url: string
  /** Of one call. */
  timeoutMs?: number
  signal?: AbortSignal
}

const TIMEOUT_MS = 30_000
const DEFAULT_SECONDS = 60
const MAX_MESSAGE = 1000

/**
 * The job as a function: an event in, a result out, nothing kept between two events. The runner of `portico job run` calls it in its own
 * process; a function of a cloud exports it as its handler. Called twice with one event it does what has a key once. Never rejects.
 */
export function createJobHandler(
  job: Job,
  { url, timeoutMs = TIMEOUT_MS }: Omit<HandlerOptions, 'signal'>,
): (event: JobEvent, signal?: AbortSignal) => Promise<JobOutcome> {
  const calls = new GatewayCalls(url, timeoutMs, ms => sleep(ms))
  return (event, signal) => runOne(job, calls, event, signal)
}

async function runOne(
  job: Job,
  calls: GatewayCalls,
  event: JobEvent,
  outer: AbortSignal | undefined,
): Promise<JobOutcome> {
  const seconds = job.timeoutSeconds ?? DEFAULT_SECONDS
  const timeOver = AbortSignal.timeout(seconds * 1000)
  const signal = outer ? AbortSignal.any([outer, timeOver]) : timeOver
  const planned = { count: 0 }
  try {
    const given = await untilAborted(job.run(tenantOf(event, { calls, signal, planned })), signal)
    const result = event.isDryRun ? { plannedWrites: planned.count, result: given ?? null } : (given ?? null)
    return { code: null, message: null, result }
  } catch (error) {
    if (timeOver.aborted) return failed('TENANT_TIMEOUT', `It took longer than ${seconds} s.`)
    if (outer?.aborted)
      return failed('TENANT_LOST', 'The job was cancelled, or another runner has the company.')
    return failed(codeOf(error), error instanceof Error ? error.message : String(error))
  }
}

interface Running {
  calls: GatewayCalls
  signal: AbortSignal
  planned: { count: number }
}

function tenantOf(
  { jobId, tenant, isDryRun, grant }: JobEvent,
  { calls, signal, planned }: Running,
): JobTenant {
  const ask = <Answer>(query: string, variables: Record<string, unknown> = {}) =>
    askGraph<Answer>(calls, grant, { query, variables, signal })
  return {
    ...tenant,
    isDryRun,
    signal,
    key: name => writeKeyOf(jobId, tenant.id, name),
    query: ask,
    async mutate<Answer>(query: string, variables?: Record<string, unknown>) {
      planned.count += 1
      return isDryRun ? null : ask<Answer>(query, variables)
    },
  }
}

async function askGraph<Answer>(
  calls: GatewayCalls,
  grant: string,
  { query, variables, signal }: { query: string; variables: Record<string, unknown>; signal: AbortSignal },
): Promise<Answer> {
  signal.throwIfAborted()
  const headers = { 'content-type': 'application/json', 'x-portico-csrf': '1', 'x-portico-job': grant }
  const body = JSON.stringify({ query, variables })
  const { data, errors } = readGraphAnswer<Answer>(
    await calls.send({ method: 'POST', path: '/graphql', headers, body }),
  )
  const first = errors?.[0]
  if (first) throw new JobError(first.extensions?.code ?? 'GRAPH_ERROR', first.message)
  if (!data) throw new JobError('GRAPH_ERROR', 'The gateway answered without data.')
  return data
}

/** A script that does not look at its signal is left to itself. */
function untilAborted<Given>(work: Promise<Given>, signal: AbortSignal): Promise<Given> {
  const { promise, reject } = Promise.withResolvers<never>()
  const abort = () => reject(signal.reason)
  signal.addEventListener('abort', abort)
  return Promise.race([work, promise]).finally(() => signal.removeEventListener('abort', abort))
}

function failed(code: string, message: string): JobOutcome {
  return { code, message: message.slice(0, MAX_MESSAGE), result: null }
}

function codeOf(error: unknown): string {
  const isCoded = error instanceof CliError || error instanceof JobError
  return isCoded && /^[A-Z][A-Z0-9_]{0,63}$/.test(error.code) ? error.code : 'SCRIPT_FAILED'
}

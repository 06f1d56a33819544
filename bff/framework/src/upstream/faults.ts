import type { Exchange } from '@portico/service-client'
import { AppError } from '../errors/app-error.ts'
import { serviceRefusal } from '../errors/service-refusal.ts'

const FAILURES_OF_OTHERS = new Set([
  'UPSTREAM_UNAVAILABLE',
  'UPSTREAM_BUSY',
  'GRAY_UNAVAILABLE',
  'DIRECTORY_AWAY',
  'TENANT_MOVING',
])
const CONTEXT_REFUSALS = new Set([
  'CONTEXT_UNSIGNED',
  'CONTEXT_EXPIRED',
  'CONTEXT_REPLAYED',
  'ACTOR_REQUIRED',
])
/** Until what waits there has been done, or has given up. */
const RETRY_AFTER_SECONDS = 1
const STANDARD_MEMBERS = new Set(['type', 'title', 'status', 'detail', 'instance', 'code'])

export function unavailable(service: string, cause?: unknown): AppError {
  return new AppError('UPSTREAM_UNAVAILABLE', `${service} is not available.`, { service }, { cause })
}

/** The service has got nothing of it. */
export function busy(service: string): AppError {
  const message = `${service} has more to do than it can do now. Try again in a moment.`
  return new AppError('UPSTREAM_BUSY', message, { service, retryAfterSeconds: RETRY_AFTER_SECONDS })
}

export function timedOut(service: string, cause?: unknown): AppError {
  return new AppError('UPSTREAM_TIMEOUT', `${service} did not answer in time.`, { service }, { cause })
}

/** A release whose gray side must not be replaced by stable has no gray instance for a write. */
export function grayUnavailable(service: string): AppError {
  const message = `The new version of ${service} is not available just now; nothing was changed.`
  return new AppError('GRAY_UNAVAILABLE', message, { service })
}

/** Its data are in another cell than was known until now, and there was no time left to follow. */
function tenantMoving(service: string, cause: unknown): AppError {
  return new AppError(
    'TENANT_MOVING',
    undefined,
    { service, retryAfterSeconds: RETRY_AFTER_SECONDS },
    { cause },
  )
}

export function invalidAnswer(service: string, cause?: unknown): AppError {
  return new AppError(
    'UPSTREAM_INVALID',
    `${service} gave an answer that is not understood.`,
    { service },
    { cause },
  )
}

/**
 * An answer of 400 and above as what a client may see. A refusal (4xx) speaks for itself; of failures (5xx) only those do
 * that name another service: the rest would show databases and stacks.
 */
export function faultOf(service: string, answer: Exchange): AppError {
  const problem = readProblem(answer)
  // It is the gateway that was not believed, not its client.
  if (problem && CONTEXT_REFUSALS.has(problem.code)) return unavailable(service, problem)
  if (problem?.code === 'TENANT_MOVED') return tenantMoving(service, problem)
  const isSpeaking = problem && (answer.status < 500 || FAILURES_OF_OTHERS.has(problem.code))
  const { status } = answer
  if (isSpeaking) {
    const { code, detail: message, facts: details } = problem
    return serviceRefusal({ service, code, status, message, details })
  }
  if (status === 404) return new AppError('NOT_FOUND')
  return status >= 500 ? unavailable(service, problem) : invalidAnswer(service, problem)
}

interface Problem {
  code: string
  detail: string
  facts: Record<string, unknown> | undefined
}

function readProblem({ headers, body }: Exchange): Problem | null {
  if (!String(headers['content-type']).startsWith('application/problem+json')) return null
  const members = parseObject(body)
  if (typeof members?.code !== 'string') return null
  const facts = Object.entries(members).filter(([name]) => !STANDARD_MEMBERS.has(name))
  return {
    code: members.code,
    detail: String(members.detail ?? members.title ?? members.code),
    facts: facts.length > 0 ? Object.fromEntries(facts) : undefined,
  }
}

function parseObject(body: Buffer): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body.toString())
    return typeof value === 'object' && value !== null ? { ...value } : null
  } catch {
    return null
  }
}

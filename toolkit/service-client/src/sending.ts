import type { AttemptSpan, currentSpan } from '@portico/telemetry'
import { type Attempt, isFailed } from './attempt.ts'
import type { SelectedInstance } from './instances/discovery.ts'
import type { NextAttempt } from './next-attempt.ts'
import { Outrun } from './outrun.ts'
import type { Endpoint } from './pool/endpoints.ts'
import { isWorkOnly, type ServiceCall } from './service-call.ts'
import { isConnectError } from './wire/connect-error.ts'
import { AttemptTimeout } from './wire/wire-request.ts'
import type { Wire } from './wire/wires.ts'

/** A call with all its attempts. */
export interface Run<Answer> {
  call: ServiceCall
  wire: Wire<Answer>
  next: NextAttempt
  /** What was under way when the call was begun. */
  parent: ReturnType<typeof currentSpan>
}

/** A call that has come to an instance. */
export interface Reached {
  call: ServiceCall
  selected: SelectedInstance
  endpoint: Endpoint
}

/** An attempt on its way to one instance. */
export interface Sending<Answer> extends Run<Answer>, Reached {}

/** Of an attempt that was sent. */
export interface UnderWay {
  span: AttemptSpan
  startedAt: number
}

/** Which revision is called, and why not one of the tag that was asked for. */
export function aboutInstance({ instance: { revision, tag }, reason }: SelectedInstance) {
  return { 'portico.revision': revision, 'portico.tag': tag, 'portico.route': reason ?? 'as-routed' }
}

export function endSpan(span: AttemptSpan, attempt: Attempt<{ status: number }>): void {
  const status = attempt.outcome === 'answered' ? attempt.answer.status : undefined
  span.finish({ outcome: attempt.outcome, isFailure: isFailed(attempt), status })
}

/** A file that comes slowly or breaks off fails as a service does that hangs or goes down. */
export function mayBeOfSender({ outcome }: Attempt<unknown>, { body }: ServiceCall): boolean {
  return typeof body === 'function' && (outcome === 'timedOut' || outcome === 'cut')
}

/** Gives back the place of a call that says nothing of how much the instance can do. */
export function leaveLimit({ call, endpoint }: Reached): void {
  if (isWorkOnly(call)) endpoint.limit?.leave()
}

/**
 * Throws the reason of a caller that gave up, which says nothing of the service, but for a call that was outrun: what that
 * took so far is then noted by `onSlow`.
 */
export function failedAttempt<Answer>(
  sending: Sending<Answer>,
  { span, startedAt }: UnderWay,
  cause: unknown,
  onSlow: (reached: Reached, ms: number) => void,
): Attempt<Answer> {
  const { call, next, selected, endpoint } = sending
  if (call.signal?.aborted) {
    next.end()
    span.finish({ outcome: 'givenUp', isFailure: false })
    endpoint.breaker.cancel()
    endpoint.retries.leave()
    if (call.signal.reason instanceof Outrun) onSlow(sending, performance.now() - startedAt)
    else leaveLimit(sending)
    throw call.signal.reason
  }
  if (cause instanceof AttemptTimeout) return { outcome: 'timedOut', selected, cause }
  return isConnectError(cause)
    ? { outcome: 'notSent', why: 'unreachable', selected, cause }
    : { outcome: 'cut', selected, cause }
}

import type { Priority } from '@portico/service-client'
import { beginTrace, type Trace } from '../telemetry/trace.ts'
import { CallContext, SYSTEM } from './call-context.ts'

interface SystemCall {
  trace?: Trace
  tenantId?: string | null
  priority?: Priority
}

/** A call of the gateway itself, in the platform's name; it may say whose tenant it asks about. */
export function systemContext(
  timeoutMs: number,
  { trace = beginTrace(), tenantId = null, priority }: SystemCall = {},
): CallContext {
  const deadlineAt = performance.now() + timeoutMs
  return new CallContext({
    tenantId,
    userId: null,
    actor: SYSTEM,
    trace,
    deadlineAt,
    priority,
  })
}

/** For the holder of a token, which the service that is called must judge: no user acts. */
export function anonymousContext(timeoutMs: number, trace: Trace): CallContext {
  return new CallContext({
    tenantId: null,
    userId: null,
    trace,
    deadlineAt: performance.now() + timeoutMs,
  })
}

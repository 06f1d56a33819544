import { beginTrace, type Trace } from '../telemetry/trace.ts'
import { CallContext } from '../upstream/call-context.ts'

/** A call of the gateway itself, in nobody's name, unless it says whose tenant it asks about. */
export function systemContext(
  timeoutMs: number,
  { trace = beginTrace(), tenantId = null }: { trace?: Trace; tenantId?: string | null } = {},
): CallContext {
  const deadlineAt = performance.now() + timeoutMs
  return new CallContext({ tenantId, userId: null, traceparent: trace.traceparent, deadlineAt })
}

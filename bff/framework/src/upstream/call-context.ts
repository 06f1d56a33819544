/** Who a call is made for. Sent as W3C headers; what a client sent of them never reaches a service. */
export interface CallContext {
  tenantId: string | null
  userId: string | null
  traceparent: string
  /** Milliseconds of the monotonic clock at which the answer is of no use any more. */
  deadlineAt: number
}

export function contextHeaders({ tenantId, userId, traceparent }: CallContext): Record<string, string> {
  const members = [member('portico.tenant', tenantId), member('portico.user', userId)].filter(Boolean)
  return members.length > 0 ? { traceparent, baggage: members.join(',') } : { traceparent }
}

function member(name: string, value: string | null): string {
  return value === null ? '' : `${name}=${encodeURIComponent(value)}`
}

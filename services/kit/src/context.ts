import type { IncomingHttpHeaders } from 'node:http'

/** Who a call is made for; travels as W3C `traceparent` and `baggage`. */
export interface CallContext {
  /** Empty only on the routes that allow it. */
  tenantId: string
  userId: string | null
  traceparent: string | null
}

const TRACEPARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/

export function readCallContext(headers: IncomingHttpHeaders): CallContext {
  const baggage = parseBaggage(headers.baggage)
  const traceparent = headers.traceparent
  return {
    tenantId: baggage.get('portico.tenant') ?? '',
    userId: baggage.get('portico.user') ?? null,
    traceparent: typeof traceparent === 'string' && TRACEPARENT.test(traceparent) ? traceparent : null,
  }
}

/** The headers that carry `context` to the next service. */
export function contextHeaders(context: CallContext): Record<string, string> {
  const baggage = [`portico.tenant=${encodeURIComponent(context.tenantId)}`]
  if (context.userId) baggage.push(`portico.user=${encodeURIComponent(context.userId)}`)
  const headers: Record<string, string> = { baggage: baggage.join(',') }
  if (context.traceparent) headers.traceparent = context.traceparent
  return headers
}

function parseBaggage(header: string | string[] | undefined): Map<string, string> {
  const entries = new Map<string, string>()
  for (const member of String(header ?? '').split(',')) {
    const [pair = ''] = member.split(';')
    const at = pair.indexOf('=')
    const value = at < 0 ? null : decode(pair.slice(at + 1).trim())
    if (value) entries.set(pair.slice(0, at).trim(), value)
  }
  return entries
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

import type { AnswerTo } from '../../release-client/release-client.ts'

export type TraceDetails = AnswerTo<'getTrace'>
export type TraceSpan = TraceDetails['spans'][number]

export interface WaterfallRow {
  span: TraceSpan
  depth: number
  /** Milliseconds after the beginning of the whole. */
  startMs: number
  /** Shares of the whole, 0 to 1. */
  start: number
  width: number
}

export interface Waterfall {
  rows: WaterfallRow[]
  totalMs: number
}

/** So deep a page can still show how a span lies below another. */
const MAX_DEPTH = 12

/**
 * Spans in the order they began, each below the one it was made for. Clocks of machines differ: a span that seems to begin before the
 * one above it is shown beginning with it. One whose parent was not kept stands at the top.
 */
export function waterfallOf(spans: readonly TraceSpan[]): Waterfall {
  const known = new Map(spans.map(span => [span.id, span]))
  const below = Map.groupBy(spans, ({ id, parentId }) =>
    parentId !== null && parentId !== id && known.has(parentId) ? parentId : '',
  )
  const placed: { span: TraceSpan; depth: number; at: number }[] = []
  const seen = new Set<string>()
  const place = (parentId: string, depth: number, notBefore: number) => {
    for (const span of (below.get(parentId) ?? []).toSorted((one, other) => one.at - other.at)) {
      if (seen.has(span.id)) continue
      seen.add(span.id)
      const at = Math.max(span.at, notBefore)
      placed.push({ span, depth: Math.min(depth, MAX_DEPTH), at })
      place(span.id, depth + 1, at)
    }
  }
  place('', 0, Number.NEGATIVE_INFINITY)
  const begin = Math.min(...placed.map(({ at }) => at))
  const end = Math.max(...placed.map(({ at, span }) => at + (span.ms ?? 0)))
  const totalMs = placed.length === 0 ? 0 : end - begin
  const shareOf = (ms: number) => (totalMs === 0 ? 0 : ms / totalMs)
  const rows = placed.map(({ span, depth, at }) => ({
    ...{ span, depth, startMs: at - begin, start: shareOf(at - begin), width: shareOf(span.ms ?? 0) },
  }))
  return { rows, totalMs }
}

/** Below ten milliseconds a tenth matters. */
export function shownMs(ms: number): string {
  return ms.toFixed(ms < 10 ? 1 : 0)
}

export type SpanTone = 'browser' | 'gateway' | 'service' | 'sql'

export function toneOf({ service, attributes }: TraceSpan): SpanTone {
  if (attributes['db.system.name'] !== undefined) return 'sql'
  return service === 'browser' || service === 'gateway' ? service : 'service'
}

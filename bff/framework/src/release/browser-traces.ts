import { newSpanId, type PartSpan, type TracePart, type Tracing } from '@portico/telemetry'
import type { Metrics } from '../telemetry/metrics.ts'
import type { TraceTickets } from '../telemetry/trace-tickets.ts'
import type { BrowserTrace, Vital } from './browser-trace-schema.ts'

/** Of OpenTelemetry's `SpanKind`. */
const INTERNAL = 0
const CLIENT = 2

const CAUSES = { click: 'click', key: 'key press', page: 'page load' }

interface BrowserTracesParts {
  tracing: Pick<Tracing, 'take'>
  tickets: TraceTickets
  metrics: Pick<Metrics, 'noteVital'>
}

/** The page that was served to the session that reports. */
export interface ReportingPage {
  sessionId: string
  tenant: { id: string; plan?: string | undefined }
  shell: string
  /** Releases the page lives on. */
  releases: readonly string[]
  isServed(app: string, version: string): boolean
}

/** What shells recorded of requests: spans above those of the gateway, and how the page did. */
export class BrowserTraces {
  readonly #parts: BrowserTracesParts

  constructor(parts: BrowserTracesParts) {
    this.#parts = parts
  }

  /** A trace that is not of the session's own requests is left out. */
  take(traces: readonly BrowserTrace[], page: ReportingPage): void {
    const { tickets, tracing } = this.#parts
    for (const trace of traces)
      if (tickets.isValid(trace.ticket, trace.id, page.sessionId)) tracing.take(partOf(trace, page))
  }

  noteVitals(vitals: readonly Vital[], { tenant, shell, releases }: ReportingPage): void {
    for (const { name, value } of vitals)
      this.#parts.metrics.noteVital(
        { name, tier: tenant.plan ?? 'none', version: shell, release: releases[0] ?? 'none' },
        value,
      )
  }
}

function partOf({ id, below, cause, request, loads }: BrowserTrace, page: ReportingPage): TracePart {
  const now = Date.now()
  const spanOf = (
    given: { ageMs: number; ms: number },
    parentId: string | null,
    about: Pick<PartSpan, 'name' | 'kind' | 'attributes'>,
  ): PartSpan => ({
    ...{ id: newSpanId(), parentId, at: now - given.ageMs, ms: given.ms, isFailure: false },
    ...about,
  })
  const root = spanOf(cause, null, { name: CAUSES[cause.kind], kind: INTERNAL, attributes: {} })
  const served = loads.filter(({ app, version }) => page.isServed(app, version))
  const spans = [
    root,
    ...served.map(load =>
      spanOf(load, root.id, { name: `load ${load.app}@${load.version}`, kind: INTERNAL, attributes: {} }),
    ),
    spanOf(request, root.id, {
      name: 'POST /graphql',
      kind: CLIENT,
      attributes: {
        'portico.below': below,
        'portico.first_byte_ms': request.firstByteMs,
        'http.response.body.size': request.bytes,
      },
    }),
  ]
  return {
    ...{
      traceId: id,
      service: 'browser',
      revision: `shell@${page.shell}`,
      reason: 'caller',
      name: root.name,
    },
    ...{ at: root.at, ms: root.ms, tenant: page.tenant.id, isRoot: false, hasFailed: false },
    ...{ subjects: [], droppedSpans: 0, spans },
  }
}

import {
  type Attributes,
  ROOT_CONTEXT,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace as traces,
} from '@opentelemetry/api'
import { beginScope, type RequestFacts, runInScope } from '../scope/request-scope.ts'
import { type RequestTrace, traceOf } from '../scope/request-trace.ts'
import { parseTraceparent, randomContext } from '../scope/traceparent.ts'

interface Sdk {
  tracer: Tracer
  shutdown(): Promise<void>
}

interface SpanOfRequest {
  name: string
  /** The W3C header of the caller that is believed; null begins a trace. */
  traceparent?: string | null | undefined
  kind?: SpanKind
  attributes?: Attributes
}

/** How a request ended. */
interface Ending {
  name?: string
  attributes?: Attributes
  isFailure: boolean
}

/** Gives the requests of one part of the platform their trace, and records spans where `OTEL_EXPORTER_OTLP_ENDPOINT` is set. */
export class Tracing {
  readonly #service: string
  #sdk: Sdk | null = null

  constructor(service: string) {
    this.#service = service
  }

  /** Loads the SDK when the environment names a collector. Throws BadTracingSetting. */
  async start(env: NodeJS.ProcessEnv): Promise<void> {
    if (!env.OTEL_EXPORTER_OTLP_ENDPOINT || this.#sdk) return
    const { openSdk } = await import('./sdk.ts')
    this.#sdk = openSdk(this.#service, env)
  }

  /** Sends what is recorded; without a collector that answers, it waits for seconds at most. */
  async stop(): Promise<void> {
    const sdk = this.#sdk
    this.#sdk = null
    await sdk?.shutdown().catch(() => {})
  }

  /** The trace of one request; `endTrace` ends it. */
  begin({ name, traceparent, kind = SpanKind.SERVER, attributes = {} }: SpanOfRequest): RequestTrace {
    const parent = parseTraceparent(traceparent)
    if (!this.#sdk) return traceOf(parent ?? randomContext())
    const { tracer } = this.#sdk
    const span = tracer.startSpan(name, { kind, attributes }, contextOf(parent))
    return traceOf(span.spanContext(), span.isRecording() ? { tracer, span } : null)
  }
}

/** Carries out what no HTTP request is, such as a message or a job, as one of its own. */
export async function runTraced<T>(
  tracing: Tracing,
  { name, traceparent, ...facts }: Pick<SpanOfRequest, 'name' | 'traceparent'> & Partial<RequestFacts>,
  work: () => Promise<T>,
): Promise<T> {
  const trace = tracing.begin({ name, traceparent, kind: SpanKind.CONSUMER })
  let isFailure = true
  try {
    const result = await runInScope(beginScope(trace, { operation: name, ...facts }), work)
    isFailure = false
    return result
  } finally {
    endTrace(trace, { isFailure })
  }
}

export function endTrace({ recording }: RequestTrace, { name, attributes = {}, isFailure }: Ending): void {
  if (!recording) return
  const { span } = recording
  if (name !== undefined) span.updateName(name)
  span.setAttributes(attributes)
  if (isFailure) span.setStatus({ code: SpanStatusCode.ERROR })
  span.end()
}

function contextOf(parent: SpanContext | null) {
  return parent ? traces.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT
}

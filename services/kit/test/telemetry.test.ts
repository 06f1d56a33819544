import { ClockWatch } from '@portico/release/trust'
import { Tracing } from '@portico/telemetry'
import { openOtlpSink } from '@portico/telemetry/testing'
import { expect, onTestFinished, test } from 'vitest'
import { ContextSigner } from '../src/context/context-signer.ts'
import { createApp } from '../src/http/app.ts'
import { contextHeaders } from '../src/index.ts'
import { startForTest } from '../src/testing/index.ts'
import { createNotesService } from './notes/notes.service.ts'

const traceId = 'a'.repeat(32)
const traceparent = `00-${traceId}-${'b'.repeat(16)}-01`

function appWithLines() {
  const lines: Record<string, unknown>[] = []
  const app = createApp({
    name: 'notes',
    logLevel: 'info',
    logTo: { write: line => void lines.push(JSON.parse(line)) },
    tracing: new Tracing('notes'),
    signer: new ContextSigner(null),
    clock: new ClockWatch(() => {}),
    takeNonce: async () => true,
  })
  app.post('/notes/:id', async request => {
    request.log.warn({ password: 'hunter2' }, 'by the request')
    app.log.warn('by the service')
    throw new Error('broken')
  })
  return { app, lines }
}

test('every line of a request says tenant, user, operation and trace, after its body was read too', async () => {
  const { app, lines } = appWithLines()
  const headers = contextHeaders({ tenantId: 't1', userId: 'u1', traceparent })
  await app.inject({ method: 'POST', url: '/notes/7?q=ada', headers, payload: { body: 'x' } })
  const scope = { tenant: 't1', user: 'u1', operation: 'POST /notes/:id', trace: traceId, service: 'notes' }
  expect(lines).toEqual([
    expect.objectContaining({ ...scope, event: 'by the request', password: '[redacted]' }),
    expect.objectContaining({ ...scope, event: 'by the service', level: 'warn' }),
    expect.objectContaining({
      ...scope,
      code: 'INTERNAL',
      level: 'error',
      cause: expect.stringContaining('broken'),
    }),
    expect.objectContaining({ ...scope, event: 'http.request', path: '/notes/7', status: 500 }),
  ])
})

test('a request without a trace gets one, on each of its lines', async () => {
  const { app, lines } = appWithLines()
  const headers = contextHeaders({ tenantId: 't1', userId: null })
  await app.inject({ method: 'POST', url: '/notes/7', headers, payload: {} })
  const traces = new Set(lines.map(({ trace }) => trace))
  expect([...traces]).toEqual([expect.stringMatching(/^[\da-f]{32}$/)])
})

test('a request and its statements are spans of the trace it came with, probes of none', async () => {
  const sink = await openOtlpSink()
  onTestFinished(sink.close)
  const notes = await startForTest(createNotesService(), { OTEL_EXPORTER_OTLP_ENDPOINT: sink.endpoint })
  await notes.call('POST', '/notes', { body: { body: 'private' }, headers: { traceparent } })
  await notes.call('GET', '/healthz', { tenant: null })
  await notes.stop()
  const request = sink.spans.find(({ name }) => name === 'POST /notes')
  const insert = sink.spans.find(({ name }) => name === 'INSERT note')
  expect(request).toMatchObject({ service: 'portico-notes', traceId, parentSpanId: 'b'.repeat(16) })
  expect(insert).toMatchObject({ traceId, parentSpanId: request?.spanId })
  expect(new Set(sink.spans.map(span => span.traceId))).toEqual(new Set([traceId]))
  expect(JSON.stringify(sink.spans)).not.toContain('private')
})

test.each([
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be trace or debug'],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector' }, 'http://... or https://...'],
])(
  'a setting of telemetry that cannot be followed keeps the service from starting: %o',
  async (env, advice) => {
    const start = createNotesService().start({ PORTICO_ENV: 'development', ...env })
    await expect(start).rejects.toMatchObject({
      code: 'BAD_SETTING',
      message: expect.stringContaining(advice),
    })
  },
)

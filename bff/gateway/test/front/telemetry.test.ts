import { freePort, startTestGateway, type TestGateway } from '@portico/bff-framework/testing'
import { isWithoutPrometheus, openOtlpSink, startPrometheus } from '@portico/telemetry/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Browser } from './browser.ts'
import { type FakeServices, json, startFakeServices } from './fake-services.ts'

let services: FakeServices
let sink: Awaited<ReturnType<typeof openOtlpSink>>
let gateway: TestGateway
let browser: Browser
let metricsPort: number

beforeAll(async () => {
  ;[services, sink, metricsPort] = await Promise.all([startFakeServices(), openOtlpSink(), freePort()])
  const telemetry = {
    OTEL_EXPORTER_OTLP_ENDPOINT: sink.endpoint,
    OTEL_BSP_SCHEDULE_DELAY: '50',
    OTEL_TRACES_SAMPLER_ARG: '1',
    PORTICO_METRICS_PORT: String(metricsPort),
  }
  gateway = await startTestGateway(new URL('../../start.ts', import.meta.url), {
    ...services.env,
    ...telemetry,
  })
  browser = new Browser(gateway.url)
})
afterAll(async () => {
  await gateway?.stop()
  sink?.close()
  await services?.close()
})

test('an operation, and each call for it, are spans of the trace whose id the page gets', async () => {
  await browser.logIn()
  const call = Promise.withResolvers<string>()
  services.answers.set('GET /customers', (request, response) => {
    call.resolve(String(request.headers.traceparent))
    json(200, { items: [], pageInfo: { endCursor: null, hasNextPage: false }, totalCount: 7 })(
      request,
      response,
    )
  })
  const claimed = '1'.repeat(32)
  const answer = await browser.send(
    'POST',
    '/graphql',
    { query: '{customers{totalCount}}' },
    { traceparent: `00-${claimed}-${'2'.repeat(16)}-01`, baggage: 'portico.tenant=other' },
  )
  const id = answer.headers.get('x-portico-request') ?? ''
  expect(id).toMatch(/^[\da-f]{32}$/)
  expect(answer.headers.get('server-timing')).toMatch(`traceparent;desc="00-${id}-`)
  const named = (name: string) => sink.spans.find(span => span.traceId === id && span.name === name)
  await expect.poll(() => named('POST /graphql')).toMatchObject({ service: 'portico-gateway' })
  const operation = named('query anonymous')
  const attempt = sink.spans.find(
    span =>
      span.traceId === id &&
      span.attributes['http.response.status_code'] === 200 &&
      span.attributes['peer.service'],
  )
  expect(operation?.parentSpanId).toBe(named('POST /graphql')?.spanId)
  expect(attempt?.parentSpanId).toBe(operation?.spanId)
  expect(attempt?.attributes).toMatchObject({ 'portico.revision': 'stable', 'portico.route': 'as-routed' })
  expect(await call.promise).toBe(`00-${id}-${attempt?.spanId}-01`)
  expect(JSON.stringify(sink.spans)).not.toContain(claimed)
})

test.skipIf(isWithoutPrometheus())(
  'a real Prometheus scrapes requests, operations and what Node measures',
  async () => {
    const { read, stop } = await startPrometheus({ gateway: `127.0.0.1:${metricsPort}` })
    try {
      const timeout = { timeout: 30_000 }
      await expect.poll(() => read('up{job="gateway"}'), timeout).toBe(1)
      await expect.poll(() => read('sum(portico_http_requests_total)'), timeout).toBeGreaterThan(0)
      expect(await read('sum(portico_graphql_duration_ms_count)')).toBeGreaterThan(0)
      expect(await read('portico_operations_in_flight')).toBe(0)
      expect(await read('process_resident_memory_bytes')).toBeGreaterThan(0)
      expect(await read('nodejs_heap_size_used_bytes')).toBeGreaterThan(0)
    } finally {
      await stop()
    }
  },
)

import { afterEach, expect, test } from 'vitest'
import {
  beginScope,
  currentSpan,
  endTrace,
  enterSpan,
  inSpan,
  inSqlSpan,
  parseTraceparent,
  runBelow,
  runInScope,
  startAttempt,
  startBatch,
  Tracing,
} from '../src/index.ts'
import { openOtlpSink } from '../src/testing/index.ts'

const CALL = { service: 'catalog', method: 'GET' }
const parent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`
const closings: (() => unknown)[] = []

afterEach(async () => {
  for (const close of closings.splice(0).reverse()) await close()
})

async function traced(env: NodeJS.ProcessEnv = {}) {
  const sink = await openOtlpSink()
  const tracing = new Tracing('sales')
  closings.push(sink.close, () => tracing.stop())
  await tracing.start({ OTEL_EXPORTER_OTLP_ENDPOINT: sink.endpoint, ...env })
  return { sink, tracing }
}

test('off, a request goes on with the trace it came with, or one that is not recorded', async () => {
  const tracing = new Tracing('sales')
  await tracing.start({})
  expect(tracing.begin({ name: 'x', traceparent: parent })).toEqual({
    id: 'a'.repeat(32),
    traceparent: parent,
    recording: null,
  })
  expect(tracing.begin({ name: 'x' }).traceparent).toMatch(/^00-[\da-f]{32}-[\da-f]{16}-00$/)
  await runInScope(beginScope(tracing.begin({ name: 'x', traceparent: parent })), async () => {
    const attempt = startAttempt(currentSpan(), CALL)
    expect(attempt.traceparentBeside({ a: 'b' })).toBe(parent)
    expect(attempt.traceparentBeside({ traceparent: 'its own' })).toBeUndefined()
    expect(await inSqlSpan('select 1', async () => 7)).toBe(7)
  })
})

test('on, request, call and statement are spans of one trace, without values', async () => {
  const { sink, tracing } = await traced()
  const trace = tracing.begin({ name: 'GET /orders', traceparent: parent })
  await runInScope(beginScope(trace), async () => {
    await inSpan(
      () => ({ name: 'graph Orders' }),
      async () =>
        startAttempt(currentSpan(), CALL).finish({ outcome: 'answered', isFailure: false, status: 200 }),
    )
    await inSqlSpan(`select * from orders where note = 'private'`, async () => {})
    await inSqlSpan('update orders set note = $1', async () => {
      throw new Error('private')
    }).catch(() => {})
  })
  endTrace(trace, { isFailure: false })
  await tracing.stop()
  const request = sink.spans.find(({ name }) => name === 'GET /orders')
  const graph = sink.spans.find(({ name }) => name === 'graph Orders')
  expect(sink.spans.map(({ name }) => name).sort()).toEqual([
    'GET /orders',
    'GET catalog',
    'SELECT orders',
    'UPDATE orders',
    'graph Orders',
  ])
  expect(new Set(sink.spans.map(({ traceId }) => traceId))).toEqual(new Set(['a'.repeat(32)]))
  expect(request).toMatchObject({ service: 'portico-sales', parentSpanId: 'b'.repeat(16) })
  expect(graph?.parentSpanId).toBe(request?.spanId)
  expect(sink.spans.find(({ name }) => name === 'GET catalog')?.parentSpanId).toBe(graph?.spanId)
  expect(JSON.stringify(sink.spans)).not.toContain('private')
})

test('a caller that does not keep its trace is followed, and the share of traces is a setting', async () => {
  const { sink, tracing } = await traced({ OTEL_TRACES_SAMPLER_ARG: '0' })
  const followed = tracing.begin({ name: 'x', traceparent: parent.replace(/01$/, '00') })
  const begun = tracing.begin({ name: 'x' })
  for (const trace of [followed, begun]) {
    expect(trace.traceparent).toMatch(/-00$/)
    endTrace(trace, { isFailure: false })
  }
  await tracing.stop()
  expect(sink.spans).toEqual([])
})

test.each([
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' }, 'http://... or https://...'],
  [
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318', OTEL_BSP_SCHEDULE_DELAY: 'soon' },
    'from 10 to 60000',
  ],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318', OTEL_TRACES_SAMPLER_ARG: 'all' }, 'from 0 to 1'],
])('a setting that cannot be followed says so: %o', async (env, advice) => {
  await expect(new Tracing('sales').start(env)).rejects.toThrow(advice)
})

test.each([
  undefined,
  ['x'],
  'nonsense',
  `00-${'0'.repeat(32)}-${'b'.repeat(16)}-01`,
  `00-${'a'.repeat(32)}-${'0'.repeat(16)}-01`,
  `ff-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
  `${parent}\r\nx: y`,
])('%j is no traceparent', text => {
  expect(parseTraceparent(text)).toBeNull()
})

test('what is begun within a batch lies below it, what is begun after a wait below the work that is under way', async () => {
  const { sink, tracing } = await traced()
  const trace = tracing.begin({ name: 'GET /orders', traceparent: parent })
  const call = (service: string) => {
    const attempt = startAttempt(currentSpan(), { service, method: 'GET' })
    attempt.finish({ outcome: 'answered', isFailure: false, status: 200 })
  }
  await runInScope(beginScope(trace), async () => {
    const work = enterSpan(() => ({ name: 'query Orders' }))
    const batch = startBatch('catalog.Product', 2)
    if (!work || !batch) throw new Error('It is not recorded')
    const under = runBelow(batch, async () => {
      call('catalog')
      await Promise.resolve()
      call('inventory')
    })
    call('sales')
    await under
    batch.finish(false)
    work.fail(new TypeError('private'))
    work.leave()
    call('identity')
  })
  // What fails last is of the request, whatever was under way then.
  endTrace(trace, { isFailure: true })
  await tracing.stop()
  const parentOf = (name: string) => {
    const span = sink.spans.find(one => one.name === name)
    return sink.spans.find(({ spanId }) => spanId === span?.parentSpanId)?.name
  }
  expect(
    ['load catalog.Product', 'GET catalog', 'GET inventory', 'GET sales', 'GET identity'].map(parentOf),
  ).toEqual(['query Orders', 'load catalog.Product', 'query Orders', 'query Orders', 'GET /orders'])
})

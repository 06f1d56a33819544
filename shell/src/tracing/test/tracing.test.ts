import { afterEach, expect, test, vi } from 'vitest'
import { PageCauses } from '../page-causes.ts'
import { readServerTiming, type TracedRequest, writeTrace } from '../read-traces.ts'
import { TraceOutbox } from '../trace-outbox.ts'

afterEach(() => vi.useRealTimers())

const [id, below] = ['a'.repeat(32), 'b'.repeat(16)]
const timing = (flag: string) => [
  { name: 'traceparent', description: `00-${id}-${below}-${flag}` },
  { name: 'ticket', description: 'signed' },
]
const request = (startTime = 1_100): TracedRequest => ({
  entry: { startTime, responseStart: startTime + 20, responseEnd: startTime + 50, encodedBodySize: 400 },
  ...{ id, below, ticket: 'signed', cause: { kind: 'click', at: 1_000 } },
})

test('of an answer is read whether its trace is kept', () => {
  expect(readServerTiming(timing('01'))).toEqual({ id, below, ticket: 'signed' })
  expect(readServerTiming(timing('00'))).toBeNull()
  expect(readServerTiming(timing('01').slice(0, 1))).toBeNull()
})

test('a request comes of the last press before it, within 5 s, else of the page', () => {
  const causes = new PageCauses()
  causes.note({ kind: 'click', at: 1_000 })
  causes.note({ kind: 'key', at: 2_000 })
  expect([1_500, 2_500, 7_100, 300].map(at => causes.of(at, 800))).toEqual([
    { kind: 'click', at: 1_000 },
    { kind: 'key', at: 2_000 },
    { kind: 'page', at: 7_100 },
    { kind: 'page', at: 0 },
  ])
})

test('a trace has its cause, its request, and the apps that were loaded between them, as ages', () => {
  const loads = [
    { name: 'sales@1.2.0 load', startTime: 1_010, duration: 60 },
    { name: 'sales@1.2.0 table', startTime: 1_020, duration: 5 },
    { name: 'party@1.0.0 load', startTime: 900, duration: 60 },
  ]
  expect(writeTrace(request(), loads, 2_000)).toEqual({
    ...{ id, below, ticket: 'signed' },
    cause: { kind: 'click', ageMs: 1_000, ms: 150 },
    request: { ageMs: 900, ms: 50, firstByteMs: 20, bytes: 400 },
    loads: [{ app: 'sales', version: '1.2.0', ageMs: 990, ms: 60 }],
  })
})

test('traces are sent in batches that the gateway takes, vitals when the page is left', async () => {
  vi.useFakeTimers()
  const sent: { traces: unknown[]; vitals: unknown[] }[] = []
  const call = async (_path: string, { body }: RequestInit) => {
    sent.push(JSON.parse(String(body)))
    throw new TypeError('offline')
  }
  const outbox = new TraceOutbox({ call }, '1.0.0', () => [])
  for (let count = 0; count < 40; count += 1) outbox.addRequest(request())
  await vi.advanceTimersByTimeAsync(2_000)
  expect(sent).toMatchObject([{ shell: '1.0.0', vitals: [] }])
  expect(sent[0]?.traces).toHaveLength(30)
  outbox.addVital({ name: 'LCP', value: 900 })
  outbox.addVital({ name: 'INP', value: 1e9 })
  await vi.advanceTimersByTimeAsync(10_000)
  expect(sent).toHaveLength(1)
  outbox.flush()
  expect(sent[1]).toMatchObject({
    traces: [],
    vitals: [
      { name: 'LCP', value: 900 },
      // A page that slept: what the gateway does not take would lose the rest.
      { name: 'INP', value: 600_000 },
    ],
  })
})

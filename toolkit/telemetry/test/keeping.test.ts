import { afterEach, expect, test, vi } from 'vitest'
import {
  beginScope,
  currentSpan,
  endTrace,
  inSpan,
  inSqlSpan,
  keepTrace,
  noteFailure,
  noteHeldOpen,
  noteSubject,
  type RequestTrace,
  runInScope,
  startAttempt,
  type TracePart,
  Tracing,
} from '../src/index.ts'

const CALL = { service: 'catalog', method: 'GET' }

afterEach(() => vi.useRealTimers())

interface Answering {
  late: string[]
  isAway: boolean
}

/** A part of the platform whose store is this test's; no trace is kept for its share. */
async function storing(env: NodeJS.ProcessEnv = {}, followsOthers = true) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  const parts: TracePart[] = []
  const answering: Answering = { late: [], isAway: false }
  const tracing = new Tracing('sales')
  await tracing.start({ OTEL_TRACES_SAMPLER_ARG: '0', ...env })
  const store = {
    send: async (sent: TracePart[]) => {
      if (answering.isAway) throw new Error('away')
      parts.push(...sent)
      return answering.late
    },
  }
  tracing.storeIn(store, { revision: 'gray@2', followsOthers })
  const turn = () => vi.advanceTimersByTimeAsync(2_000)
  return { tracing, parts, answering, turn }
}

async function request(tracing: Tracing, work: () => unknown, traceparent?: string): Promise<RequestTrace> {
  const trace = tracing.begin({ name: 'GET /orders', traceparent })
  await runInScope(beginScope(trace), async () => work())
  endTrace(trace, { isFailure: false })
  return trace
}

test.each<[string, () => unknown]>([
  ['failed', noteFailure],
  ['failed', () => startAttempt(currentSpan(), CALL).finish({ outcome: 'timedOut', isFailure: true })],
  ['slow', () => vi.advanceTimersByTime(1_000)],
  ['gray', () => keepTrace('gray')],
  ['marked', () => keepTrace('marked')],
])('a trace of no share is kept because it is %s', async (reason, work) => {
  const { tracing, parts, turn } = await storing()
  const { id } = await request(tracing, work)
  await turn()
  expect(parts).toMatchObject([
    { traceId: id, service: 'sales', revision: 'gray@2', reason, name: 'GET /orders', isRoot: true },
  ])
  await tracing.stop()
})

test('other traces are thrown away, long polls among them, and nothing is sent', async () => {
  const { tracing, parts, turn } = await storing({}, false)
  await request(tracing, () => {})
  await request(tracing, () => {
    noteHeldOpen()
    vi.advanceTimersByTime(25_000)
  })
  await turn()
  expect(parts).toEqual([])
  expect(vi.getTimerCount()).toBe(0)
})

test('what goes out says that its trace is kept from the moment this is known', async () => {
  const { tracing } = await storing()
  const flags: string[] = []
  const call = () => flags.push(startAttempt(currentSpan(), CALL).traceparentBeside({})?.slice(-2) ?? '')
  await request(tracing, () => {
    call()
    keepTrace('gray')
    call()
  })
  expect(flags).toEqual(['00', '01'])
})

test('a part is sent late where another process kept the trace, and forgotten after 15 s', async () => {
  const { tracing, parts, answering, turn } = await storing()
  const kept = await request(tracing, () => {}, `00-${'a'.repeat(32)}-${'b'.repeat(16)}-00`)
  answering.late = [kept.id]
  await turn()
  await turn()
  expect(parts).toMatchObject([{ traceId: 'a'.repeat(32), reason: 'caller', isRoot: false }])
  answering.late = []
  const other = await request(tracing, () => {})
  await vi.advanceTimersByTimeAsync(18_000)
  answering.late = [other.id]
  await turn()
  expect(parts).toHaveLength(1)
  expect(vi.getTimerCount()).toBe(0)
})

test('a store that is away gets what waits when it is back, the newest thousand', async () => {
  const { tracing, parts, answering, turn } = await storing({ OTEL_TRACES_SAMPLER_ARG: '1' })
  answering.isAway = true
  const first = await request(tracing, () => {})
  await turn()
  for (let count = 0; count < 1_000; count += 1) await request(tracing, () => {})
  answering.isAway = false
  await vi.advanceTimersByTimeAsync(30_000)
  expect(parts).toHaveLength(1_000)
  expect(parts.some(({ traceId }) => traceId === first.id)).toBe(false)
})

test('what the store stumbles over holds nothing up for good', async () => {
  const { tracing, parts, answering } = await storing({ OTEL_TRACES_SAMPLER_ARG: '1' })
  answering.isAway = true
  for (let count = 0; count < 50; count += 1) await request(tracing, () => {})
  await vi.advanceTimersByTimeAsync(70_000)
  answering.isAway = false
  const { id } = await request(tracing, () => {})
  await vi.advanceTimersByTimeAsync(30_000)
  expect(parts.map(({ traceId }) => traceId)).toEqual([id])
})

test('of a second in which everything fails fifty traces are kept', async () => {
  const { tracing, parts } = await storing()
  for (let count = 0; count < 200; count += 1) await request(tracing, noteFailure)
  await tracing.flush()
  expect(parts).toHaveLength(50)
})

test('by default a tenth is kept for its share, ten traces a second at the most; a share that is set is kept as it is set', async () => {
  const { tracing, parts } = await storing({ OTEL_TRACES_SAMPLER_ARG: '' })
  const many = async () => {
    for (let count = 0; count < 1_000; count += 1) await request(tracing, () => {})
    await tracing.flush()
    return parts.splice(0).filter(({ reason }) => reason === 'share').length
  }
  expect(await many()).toBe(10)
  vi.advanceTimersByTime(500)
  expect(await many()).toBe(5)
  await tracing.start({ OTEL_TRACES_SAMPLER_ARG: '0.5' })
  expect(await many()).toBeGreaterThan(400)
})

test('a part names what it is about, and a statement its fingerprint, without values', async () => {
  const { tracing, parts } = await storing()
  await request(tracing, async () => {
    noteSubject('SO-1', 'SO-1', 'x'.repeat(65))
    noteFailure()
    for (const value of ['ada', 'bob'])
      await inSqlSpan(
        `select * from party.customer -- why ${value}\n where name = '${value}''s' and n = 17`,
        async () => 0,
      )
  })
  await tracing.flush()
  const [part] = parts
  expect(part?.subjects).toEqual(['SO-1'])
  const [, one, other] = part?.spans ?? []
  expect(one).toMatchObject({
    name: 'SELECT party.customer',
    parentId: part?.spans[0]?.id,
    attributes: { 'db.query.text': 'select * from party.customer where name = ? and n = ?' },
  })
  expect(other?.attributes).toEqual(one?.attributes)
  expect(one?.attributes['portico.sql.fingerprint']).toMatch(/^[\da-f]{12}$/)
})

test('a request that has more than 500 spans says how many are left out', async () => {
  const { tracing, parts } = await storing()
  await request(tracing, async () => {
    noteFailure()
    for (let count = 0; count < 510; count += 1)
      await inSpan(
        () => ({ name: 'one' }),
        async () => 0,
      )
  })
  await tracing.flush()
  expect([parts[0]?.spans.length, parts[0]?.droppedSpans]).toEqual([500, 11])
})

test('off, nothing is recorded and nothing is sent', async () => {
  const { tracing, parts } = await storing({ PORTICO_TRACES: 'off' })
  const trace = await request(tracing, noteFailure)
  await tracing.stop()
  expect([trace.recording, parts]).toEqual([null, []])
})

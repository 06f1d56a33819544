import type { IncidentReport, Measurement } from '@portico/release'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { AppError } from '../../src/errors/app-error.ts'
import { serviceRefusal } from '../../src/errors/service-refusal.ts'
import { Reporter } from '../../src/release/reporter.ts'
import { createLog } from '../../src/telemetry/log.ts'
import { timedOut, unavailable } from '../../src/upstream/faults.ts'
import { releaseOf } from './release-of.ts'

type Answer = (path: string, body: unknown) => unknown

/** A reporter whose release service answers like this, and what came of it. */
function create(answer: Answer) {
  const lines: { event: string }[] = []
  const sent: { path: string; body: unknown }[] = []
  let measured: Measurement[] = []
  const send = async (path: string, body: unknown) => {
    sent.push({ path, body })
    return (await answer(path, body)) as never
  }
  const reporter = new Reporter({
    client: () => releaseOf(send),
    drain: () => measured.splice(0),
    log: createLog(line => void lines.push(JSON.parse(line))),
  })
  const measure = (...names: string[]) => {
    measured = names.map(aMeasurement)
  }
  const sentTo = (path: string) => sent.filter(one => one.path === path).map(({ body }) => body)
  return { reporter, lines, measure, sentTo }
}

function anIncident(code: string): IncidentReport {
  return {
    releaseId: 'r1',
    app: 'sales',
    version: '1.5.0',
    tenantId: 't_a',
    code,
    message: '',
    fallback: null,
  }
}

function aMeasurement(name: string): Measurement {
  const minute = '2026-01-01T00:00:00.000Z'
  return {
    minute,
    release: null,
    subject: { kind: 'app', name },
    count: 1,
    failures: 0,
    errors: 0,
    durations: [],
  }
}

const refusal = () => new AppError('INVALID_REQUEST', 'No.')
/** Answered with 500: a problem of the service's own is the cause. */
const failure = () => unavailable('release', { code: 'INTERNAL' })
const unsent = () => unavailable('release')

const isCalled = (body: unknown, code: string) => (body as IncidentReport).code === code

afterEach(() => void vi.useRealTimers())

describe('a graph', () => {
  it('that was refused is said once, with the operations it would break', async () => {
    const operations = [{ app: 'sales', version: '1.4.0', name: 'Orders', message: 'No field' }]
    const { reporter, lines, sentTo } = create(() => {
      throw serviceRefusal({
        service: 'release',
        code: 'GRAPH_BREAKS',
        status: 409,
        message: 'Orders breaks.',
        details: { operations },
      })
    })
    reporter.reportGraph('merchant', 'type Query { a: ID }')
    await reporter.flush()
    await reporter.flush()
    expect(sentTo('/graphs/merchant')).toEqual([{ sdl: 'type Query { a: ID }' }])
    expect(lines).toMatchObject([{ event: 'graph.refused', graph: 'merchant', operations }])
  })

  it('that the service could not take is sent again', async () => {
    let isAway = true
    const { reporter, sentTo } = create(() => {
      if (isAway) throw unsent()
    })
    reporter.reportGraph('merchant', 'type Query { a: ID }')
    await reporter.flush()
    isAway = false
    await reporter.flush()
    await reporter.flush()
    expect(sentTo('/graphs/merchant')).toHaveLength(2)
  })
})

describe('an incident', () => {
  it('that is refused is dropped with one line, and holds up neither others nor graphs', async () => {
    const { reporter, lines, sentTo } = create((_path, body) => {
      if (isCalled(body, 'BAD')) throw refusal()
    })
    reporter.reportGraph('merchant', 'type Query { a: ID }')
    reporter.noteIncident(anIncident('BAD'))
    reporter.noteIncident(anIncident('GOOD'))
    await reporter.flush()
    await reporter.flush()
    expect(sentTo('/incidents')).toEqual([anIncident('BAD'), anIncident('GOOD')])
    expect(sentTo('/graphs/merchant')).toHaveLength(1)
    expect(lines).toMatchObject([{ event: 'reports.dropped', kind: 'incidents', count: 1 }])
  })

  it('that fails five times is dropped, and others go before it is tried again', async () => {
    const { reporter, lines, sentTo } = create((_path, body) => {
      if (isCalled(body, 'BAD')) throw failure()
    })
    reporter.noteIncident(anIncident('BAD'))
    await reporter.flush()
    reporter.noteIncident(anIncident('GOOD'))
    for (let count = 0; count < 8; count += 1) await reporter.flush()
    const codes = sentTo('/incidents').map(body => (body as IncidentReport).code)
    expect(codes.filter(code => code === 'BAD')).toHaveLength(5)
    expect(codes.indexOf('GOOD')).toBeLessThan(codes.lastIndexOf('BAD'))
    expect(lines.map(({ event }) => event)).toEqual(['reports.not_sent', 'reports.dropped'])
  })

  it('waits as long as nothing can be sent', async () => {
    let isAway = true
    const { reporter, sentTo } = create(() => {
      if (isAway) throw unsent()
    })
    reporter.noteIncident(anIncident('A'))
    for (let count = 0; count < 8; count += 1) await reporter.flush()
    isAway = false
    await reporter.flush()
    await reporter.flush()
    expect(sentTo('/incidents')).toHaveLength(9)
  })
})

describe('flushes', () => {
  it('of a thousand incidents are two, and none more while the service is away', async () => {
    const { promise: isOver, reject } = Promise.withResolvers<never>()
    const { reporter, sentTo } = create(() => isOver)
    for (let count = 0; count < 1_000; count += 1) reporter.noteIncident(anIncident(`C${count}`))
    await vi.waitFor(() => expect(sentTo('/incidents')).toHaveLength(1))
    reject(timedOut('release'))
    await reporter.flush()
    expect(sentTo('/incidents')).toHaveLength(2)
    reporter.noteIncident(anIncident('LATER'))
    await new Promise(setImmediate)
    expect(sentTo('/incidents')).toHaveLength(2)
  })

  it('that wait take along what was noted before they began', async () => {
    const { promise: gate, resolve } = Promise.withResolvers<void>()
    const { reporter, sentTo } = create(() => gate)
    reporter.noteIncident(anIncident('A'))
    await vi.waitFor(() => expect(sentTo('/incidents')).toHaveLength(1))
    const first = reporter.flush()
    reporter.notePage('s1', { shell: '1.0.0', apps: {}, shared: {}, services: {}, releases: [] })
    expect(reporter.flush()).toBe(first)
    resolve()
    await first
    expect(sentTo('/snapshots')).toMatchObject([{ items: [{ id: 's1', pageCount: 1 }] }])
  })

  it('do not keep a process from stopping', async () => {
    vi.useFakeTimers()
    const { reporter } = create(() => new Promise(() => {}))
    reporter.noteIncident(anIncident('A'))
    let isStopped = false
    void reporter.stop().then(() => {
      isStopped = true
    })
    await vi.advanceTimersByTimeAsync(2_900)
    expect(isStopped).toBe(false)
    await vi.advanceTimersByTimeAsync(200)
    expect(isStopped).toBe(true)
  })
})

describe('measurements', () => {
  const failures = [
    ['timed out', () => timedOut('release'), 1],
    ['was cut', () => unavailable('release', new Error('other side closed')), 1],
    ['was refused', refusal, 1],
    ['was answered with 500', failure, 2],
    ['had no connection', unsent, 2],
  ] as const

  it.each(failures)('are counted once when the request %s', async (_outcome, fault, times) => {
    let isBroken = true
    const { reporter, measure, sentTo } = create(() => {
      if (isBroken) throw fault()
    })
    measure('sales')
    await reporter.flush()
    isBroken = false
    await reporter.flush()
    await reporter.flush()
    expect(sentTo('/measurements')).toEqual(Array(times).fill({ items: [aMeasurement('sales')] }))
  })
})

describe('decisions', () => {
  const decided = (at: number) => ({
    ...{ requestId: `q${at}`, at, tenantId: 't_a', kind: 'call' as const, snapshotId: 's', rulesRevision: 1 },
    ...{ isStale: false, decisions: [], route: null },
  })

  it('of a busy second are noted up to as many as wait at most, and those of the next one again', async () => {
    const { reporter, sentTo } = create(() => ({}))
    const idsSent = () =>
      sentTo('/decisions').flatMap(body =>
        (body as { items: { requestId: string }[] }).items.map(({ requestId }) => requestId),
      )
    for (let at = 0; at < 2_500; at += 1) reporter.noteDecision(decided(at))
    await reporter.flush()
    reporter.noteDecision(decided(2_500))
    await reporter.flush()
    const ids = idsSent()
    expect([ids.length, ids[0], ids[1_999], ids[2_000]]).toEqual([2_001, 'q0', 'q1999', 'q2500'])
  })
})

import {
  DURATION_BOUNDS_MS,
  type Guardrail,
  type GuardrailVerdict,
  type Measurement,
  type Release,
} from '@portico/release'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { guardReleases } from '../src/guard/guard.ts'
import { readFigures, type SubjectFigures } from '../src/guardrails/figures.ts'
import { quantileBoundsMs, quantileMs } from '../src/guardrails/histogram.ts'
import { judge } from '../src/guardrails/judge.ts'
import { ReleaseHarness } from './release-harness.ts'

const buckets = DURATION_BOUNDS_MS.length + 1
/** `count` calls that took as long as the bucket at `at`. */
const took = (at: number, count: number) => Array.from({ length: buckets }, (_, n) => (n === at ? count : 0))

describe('a quantile', () => {
  it('goes straight through its bucket', () => {
    expect(quantileMs(took(6, 100), 0.5)).toBe(87.5)
    expect(quantileMs(took(0, 10), 0.95)).toBe(4.8)
  })

  it('is the last bound for what is above it, and null for nothing', () => {
    expect(quantileMs(took(buckets - 1, 3), 0.5)).toBe(10_000)
    expect(quantileMs(took(0, 0), 0.5)).toBeNull()
  })

  it('is between bounds that come together with more calls', () => {
    const oneInTenSlow = (calls: number) => took(2, calls * 0.9).map((n, at) => (at === 8 ? calls * 0.1 : n))
    const slow = { least: DURATION_BOUNDS_MS[7] ?? 0, most: DURATION_BOUNDS_MS[8] ?? 0 }
    const few = quantileBoundsMs(oneInTenSlow(20), 0.95)
    expect(few?.least).toBeLessThan(slow.least)
    expect(few?.most).toBe(slow.most)
    const many = quantileBoundsMs(oneInTenSlow(2_000), 0.95)
    expect(many?.least).toBeGreaterThan(slow.least)
    expect(many?.most).toBeLessThan(slow.most)
    expect(quantileBoundsMs(took(0, 0), 0.95)).toBeNull()
  })
})

describe('a guardrail', () => {
  const tag = (figures: object) => ({
    count: 0,
    failures: 0,
    errors: 0,
    p50Ms: null,
    p95Ms: null,
    p95BoundsMs: null,
    ...figures,
  })
  const p95Of = (p95Ms: number, least = p95Ms, most = p95Ms) => ({
    count: 50,
    p95Ms,
    p95BoundsMs: { least, most },
  })
  const subject = (gray: object, stable: object, kind: 'app' | 'service' = 'app'): SubjectFigures => ({
    kind,
    name: 'sales',
    gray: tag(gray),
    stable: tag(stable),
  })
  const loads: Guardrail = { metric: 'load-failures', limit: 0.05, minSamples: 20 }
  const calls: Guardrail = { metric: 'upstream-errors', limit: 0.02, minSamples: 50 }
  const p95: Guardrail = { metric: 'p95-ms', limit: 1.5, minSamples: 50 }

  it.each([
    ['holds with nothing measured', loads, [], 'hold'],
    ['holds with too little', loads, [subject({ count: 19, failures: 19 }, {})], 'hold'],
    ['is kept at the limit', loads, [subject({ count: 100, failures: 5 }, { count: 100 })], 'ok'],
    ['is breached above it', loads, [subject({ count: 100, failures: 6 }, { count: 100 })], 'breached'],
    [
      'allows for what is as bad on stable',
      loads,
      [subject({ count: 20, failures: 8 }, { count: 50, failures: 20 })],
      'ok',
    ],
    [
      'takes a stable tag without calls as one without failures',
      loads,
      [subject({ count: 20, failures: 20 }, {})],
      'breached',
    ],
    [
      'counts a failed load that was not counted as a load',
      loads,
      [subject({ failures: 20 }, {})],
      'breached',
    ],
    ['of calls does not look at apps', calls, [subject({ count: 100, failures: 100 }, {})], 'hold'],
    ['of calls looks at services', calls, [subject({ count: 100, failures: 3 }, {}, 'service')], 'breached'],
    ['of p95 is breached by a factor', p95, [subject(p95Of(301), p95Of(200))], 'breached'],
    ['of p95 is kept at the factor', p95, [subject(p95Of(300), p95Of(200))], 'ok'],
    ['of p95 takes a few milliseconds for noise', p95, [subject(p95Of(50), p95Of(5))], 'ok'],
    ['of p95 holds while gray may be quicker in truth', p95, [subject(p95Of(900, 299), p95Of(200))], 'hold'],
    ['of p95 holds while stable may be slower', p95, [subject(p95Of(900), p95Of(200, 150, 700))], 'hold'],
    ['of p95 holds without enough of stable', p95, [subject(p95Of(900), { ...p95Of(5), count: 49 })], 'hold'],
    [
      'is as its worst subject',
      loads,
      [subject({ count: 9000 }, { count: 9000 }), subject({ count: 20, failures: 20 }, { count: 20 })],
      'breached',
    ],
  ] as const)('%s', (_name, guardrail, subjects, state) => {
    expect(judge(guardrail, { seen: subjects, reported: [] }).state).toBe(state)
  })
})

describe('the guard', () => {
  let harness: ReleaseHarness
  beforeAll(async () => {
    harness = await ReleaseHarness.open()
    await harness.published('sales@1.5.0')
  })
  afterEach(async () => {
    await harness.clear()
    await harness.run('delete from measurement')
    await harness.run('delete from reporter_figure')
  })
  afterAll(() => harness.close())

  const start = () => harness.running({ overlay: { apps: { sales: '1.5.0' } }, percentBp: 100 })
  const measured = (release: Release | null, figures: Partial<Measurement>): Measurement => ({
    minute: new Date().toISOString(),
    release: release?.id ?? null,
    subject: { kind: 'app', name: 'sales' },
    count: 0,
    failures: 0,
    errors: 0,
    durations: took(0, 0),
    ...figures,
  })
  const report = (...items: Measurement[]) => harness.call('POST', '/measurements', { body: { items } })
  const figures = async ({ id }: Release) => (await harness.call('GET', `/releases/${id}/figures`)).json()

  it('adds up what is reported, gray beside stable', async () => {
    const release = await start()
    const one = measured(release, { count: 4, failures: 1, errors: 2, durations: took(3, 4) })
    await report(one, one, measured(null, { count: 7, durations: took(2, 7) }))
    await report(one, measured(null, { subject: { kind: 'app', name: 'other' }, count: 9 }))
    expect((await figures(release)).subjects).toEqual([
      {
        kind: 'app',
        name: 'sales',
        gray: { count: 12, failures: 3, errors: 6, p50Ms: 27.5, p95Ms: 34.3 },
        stable: { count: 7, failures: 0, errors: 0, p50Ms: 15, p95Ms: 19.5 },
      },
    ])
  })

  it('adds minutes up in the database, however many there are', async () => {
    const release = await start()
    await harness.run(`update release set started_at = now() - interval '1 day' where id = $1`, [release.id])
    const items = Array.from({ length: 300 }, (_, n) => {
      const minute = new Date(Date.now() - n * 60_000).toISOString()
      return [
        measured(release, { minute, count: 2, errors: 1, durations: took(3, 2) }),
        measured(null, { minute, count: 1, failures: 1, durations: took(n % 2 ? 0 : buckets - 1, 1) }),
      ]
    })
    await report(...items.flat())
    await harness.under.database.transaction({}, async tx => {
      const list = vi.spyOn(tx, 'list')
      const until = new Date()
      const [subject] = await readFigures(tx, release.id, {
        from: new Date(until.getTime() - 86_400_000),
        until,
      })
      expect(subject).toMatchObject({
        gray: { count: 600, failures: 0, errors: 300, p50Ms: quantileMs(took(3, 1), 0.5) },
        stable: { count: 300, failures: 300, errors: 0, p95Ms: 10_000 },
      })
      const lengths = await Promise.all(list.mock.results.map(async ({ value }) => (await value).length))
      expect(lengths).toEqual([2])
    })
  })

  it('loses nothing when several gateways report at once', async () => {
    const release = await start()
    const items = [measured(release, { count: 1 }), measured(null, { count: 1 })]
    await Promise.all(Array.from({ length: 20 }, (_, n) => report(...(n % 2 ? items : items.toReversed()))))
    expect((await figures(release)).subjects).toMatchObject([{ gray: { count: 20 }, stable: { count: 20 } }])
  })

  it('aborts a release that breaks its app, and says why', async () => {
    const release = await start()
    await report(measured(release, { count: 20, failures: 8 }), measured(null, { count: 200, failures: 1 }))
    await expect
      .poll(async () => (await harness.release(release.id)).state, { timeout: 8000 })
      .toBe('aborted')
    const [entry] = await harness.audited(`release:${release.id}`)
    expect(entry).toMatchObject({
      actor: 'guardrail',
      action: 'release.abort',
      reason: 'load-failures 40.0 % against 0.5 % (limit +5.0 %, 20 samples)',
    })
    const feed = await harness.feed()
    expect(feed.releases).toEqual([])
    expect(feed.revoked).toContainEqual({ id: release.id, isForced: false })
    expect((await figures(release)).guardrails[0]).toMatchObject({ state: 'breached', samples: 20 })
  })

  it('aborts a release that has become slow, once it is no chance any more', async () => {
    const release = await start()
    const stable = measured(null, { count: 2_000, durations: took(2, 2_000) })
    const someSlow = took(2, 54).map((count, at) => (at === 10 ? 6 : count))
    await report(stable, measured(release, { count: 60, durations: someSlow }))
    expect(await guardReleases(harness.under.database, new Date())).toEqual([])
    const { guardrails } = await figures(release)
    expect(guardrails.find(({ guardrail }: GuardrailVerdict) => guardrail.metric === 'p95-ms')).toMatchObject(
      {
        state: 'hold',
        samples: 60,
      },
    )
    await report(measured(release, { count: 600, durations: someSlow.map(count => count * 10) }))
    await expect
      .poll(async () => (await harness.release(release.id)).state, { timeout: 8000 })
      .toBe('aborted')
  })

  it('does not see what is older than its window or than the release', async () => {
    const release = await start()
    const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
    await report(measured(release, { count: 90, failures: 90, minute: minutesAgo(3) }))
    expect(await guardReleases(harness.under.database, new Date())).toEqual([])
    await harness.run(`update release set started_at = now() - interval '1 hour' where id = $1`, [release.id])
    const later = new Date(Date.now() + 8 * 60_000)
    expect(await guardReleases(harness.under.database, later)).toEqual([])
    expect((await harness.release(release.id)).state).toBe('gray')
  })

  it('is one at a time', async () => {
    const release = await start()
    await harness.run('update release set guardrails = $2 where id = $1', [
      release.id,
      JSON.stringify([{ metric: 'js-errors', limit: 0, minSamples: 1 }]),
    ])
    await report(measured(release, { count: 1, errors: 1 }))
    const now = new Date()
    const runs = await Promise.all([1, 2, 3].map(() => guardReleases(harness.under.database, now)))
    expect(runs.flat().length).toBeLessThanOrEqual(1)
    expect(
      (await harness.audited(`release:${release.id}`)).filter(({ action }) => action === 'release.abort')
        .length,
    ).toBe(1)
  })
})

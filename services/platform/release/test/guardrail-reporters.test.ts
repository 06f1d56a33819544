import {
  DURATION_BOUNDS_MS,
  type Guardrail,
  type Measurement,
  type MeasurementReporter,
  REPORTER_FLOOR,
  type Release,
} from '@portico/release'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { guardReleases } from '../src/guard/guard.ts'
import { judge } from '../src/guardrails/judge.ts'
import { judgeReported, type ReportedByTag } from '../src/guardrails/judge-reported.ts'
import type { ReportingTenant } from '../src/guardrails/reported-figures.ts'
import { prune } from '../src/tasks/prune.ts'
import { ReleaseHarness } from './release-harness.ts'

const loads: Guardrail = { metric: 'load-failures', limit: 0.05, minSamples: 3 }
const errors: Guardrail = { metric: 'js-errors', limit: 0.05, minSamples: 3 }
const p95: Guardrail = { metric: 'p95-ms', limit: 1.5, minSamples: 3 }
const guardrails = [loads, errors, p95]

/** `bad` is the share that failed and erred; it takes longer by as much. */
function tenant(bad: number, users = 2): ReportingTenant {
  const share = { share: bad, users: bad > 0 ? users : 0 }
  return { tenantId: 't', users, loads: 10, failing: share, erring: share, p95Ms: 100 + 900 * bad }
}

describe('liars under the floor', () => {
  const liars = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
    maxLength: REPORTER_FLOOR.tenants - 1,
  })
  const honest = (min: number, max: number) =>
    fc.array(fc.double({ min, max, noNaN: true }), {
      minLength: 2 * REPORTER_FLOOR.tenants - 1,
      maxLength: 40,
    })
  const reported = (...shares: number[][]) => shares.flat().map(share => tenant(share))
  const state = (guardrail: Guardrail, tags: ReportedByTag) => judgeReported(guardrail, tags).state

  it('never abort: as long as honest tenants of gray are no worse than those of stable', () => {
    fc.assert(
      fc.property(honest(0, 0.04), honest(0, 0.04), liars, liars, (gray, stable, liesGray, liesStable) => {
        const tags = { gray: reported(gray, liesGray), stable: reported(stable, liesStable) }
        for (const guardrail of guardrails) expect(state(guardrail, tags)).not.toBe('breached')
      }),
      { numRuns: 2_000 },
    )
  })

  it('never hide: as long as honest tenants of gray are worse than those of stable', () => {
    fc.assert(
      fc.property(honest(0.5, 1), honest(0, 0.04), liars, liars, (gray, stable, liesGray, liesStable) => {
        const tags = { gray: reported(gray, liesGray), stable: reported(stable, liesStable) }
        for (const guardrail of [loads, errors]) expect(state(guardrail, tags)).toBe('breached')
        // A duration may be uncertain, but is never called well.
        expect(state(p95, tags)).not.toBe('ok')
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('what browsers report', () => {
  it.each([
    ['one tenant', [tenant(1, 9)], 'hold'],
    ['two tenants', [tenant(1, 9), tenant(1, 9)], 'hold'],
    ['three tenants with four users', [tenant(1, 2), tenant(1, 1), tenant(1, 1)], 'hold'],
    ['three tenants with five users', [tenant(1, 2), tenant(1, 2), tenant(1, 1)], 'breached'],
    ['one of a hundred', [tenant(1), ...Array.from({ length: 99 }, () => tenant(0))], 'ok'],
    ['one of ten', [tenant(1), ...Array.from({ length: 9 }, () => tenant(0))], 'hold'],
  ] as const)('by %s is what it is', (_name, gray, state) => {
    const verdict = judgeReported(loads, { gray, stable: [] })
    expect(verdict.state).toBe(state)
    expect(verdict.reportedBy !== undefined).toBe(state === 'hold')
  })

  it('of a tenant that reports ten thousand times weighs as one', () => {
    const loud = { ...tenant(1, 9), loads: 10_000 }
    const quiet = Array.from({ length: 40 }, () => tenant(0))
    expect(judgeReported(loads, { gray: [loud, ...quiet], stable: [] })).toMatchObject({
      state: 'ok',
      gray: 1 / 41,
    })
  })

  it('in doubt is not covered by what gateways saw to be well', () => {
    const figures = { failures: 0, errors: 0, p50Ms: null, p95Ms: null, p95BoundsMs: null }
    const seen = [
      {
        kind: 'app' as const,
        name: 'sales',
        gray: { ...figures, count: 9 },
        stable: { ...figures, count: 9 },
      },
    ]
    const verdict = judge(loads, { seen, reported: [{ name: 'sales', gray: [tenant(1)], stable: [] }] })
    expect(verdict).toMatchObject({ state: 'hold', reportedBy: { tenants: 1, users: 2 } })
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

  const start = () =>
    harness.running({
      overlay: { apps: { sales: '1.5.0' } },
      percentBp: 100,
      guardrails: [{ ...loads, minSamples: 20 }],
    })
  const durations = new Array<number>(DURATION_BOUNDS_MS.length + 1).fill(0)
  const measured = (
    release: Release | null,
    reporter: MeasurementReporter | null,
    figures: Partial<Measurement>,
  ): Measurement => ({
    minute: new Date().toISOString(),
    release: release?.id ?? null,
    subject: { kind: 'app', name: 'sales' },
    count: 0,
    failures: 0,
    errors: 0,
    durations,
    ...(reporter && { reporter }),
    ...figures,
  })
  const report = async (...items: Measurement[]) =>
    expect((await harness.call('POST', '/measurements', { body: { items } })).statusCode).toBe(204)
  const user = (tenantId: string, name: string) => ({ tenantId, userKey: name.padEnd(22, '_') })
  const guard = () => guardReleases(harness.under.database, new Date())
  const verdictsOf = async ({ id }: Release) =>
    (await harness.call('GET', `/releases/${id}/figures`)).json().guardrails

  it('holds a release that one user calls broken, however loud, and announces it once', async () => {
    const release = await start()
    await report(...Array.from({ length: 500 }, () => measured(release, user('t_a', 'a'), { failures: 20 })))
    for (let look = 0; look < 3; look += 1) expect(await guard()).toEqual([])
    expect((await harness.release(release.id)).state).toBe('gray')
    expect(await verdictsOf(release)).toMatchObject([{ state: 'hold', reportedBy: { tenants: 1, users: 1 } }])
    const reported = (await harness.audited(`release:${release.id}`)).filter(
      ({ action }) => action === 'release.doubt',
    )
    expect(reported).toMatchObject([{ reason: 'load-failures: worse by the word of 1 tenants and 1 users' }])
    // Nor does a person promote it without a word of why.
    const promoted = await harness.step(release, 'promote', { isForced: false })
    expect(promoted.json()).toMatchObject({ code: 'GUARDRAIL_HELD' })
  })

  it('aborts at once what a gateway saw, of a single tenant too', async () => {
    const release = await start()
    await report(measured(release, null, { count: 20, failures: 20 }))
    await guard()
    await expect.poll(async () => (await harness.release(release.id)).state).toBe('aborted')
  })

  it('aborts what enough tenants and users report, though stable tenants report the same of theirs', async () => {
    const release = await start()
    const honest = (name: string) => measured(release, user(`t_${name}`, name), { count: 4, failures: 4 })
    await report(...['a', 'b', 'c', 'd', 'e', 'f'].map(honest))
    const beside = ['u', 'v', 'w', 'x', 'y', 'z'].map(name =>
      measured(null, user(`t_${name}`, name), { count: 4 }),
    )
    const liars = ['l', 'm'].map(name =>
      measured(null, user(`t_${name}`, name), { count: 9000, failures: 9000 }),
    )
    await report(...beside, ...liars)
    await guard()
    await expect.poll(async () => (await harness.release(release.id)).state).toBe('aborted')
  })

  it('counts a user in many sessions, tabs and minutes once', async () => {
    const release = await start()
    const earlier = new Date(Date.now() - 60_000).toISOString()
    const one = user('t_a', 'a')
    await harness.run(`update release set started_at = now() - interval '1 hour' where id = $1`, [release.id])
    await report(
      measured(release, one, { failures: 20 }),
      measured(release, one, { failures: 20, minute: earlier }),
    )
    expect(await verdictsOf(release)).toMatchObject([{ samples: 40, reportedBy: { tenants: 1, users: 1 } }])
  })

  it('keeps no user, and who reported only for an hour', async () => {
    const release = await start()
    await report(measured(release, user('t_a', 'a'), { count: 1 }))
    const bad = measured(release, { tenantId: 't_a', userKey: 'alice@example.com' }, { count: 1 })
    expect((await harness.call('POST', '/measurements', { body: { items: [bad] } })).statusCode).toBe(400)
    await harness.run(`update reporter_figure set minute = now() - interval '61 minutes'`)
    await prune(harness.under.database)
    expect((await harness.run('select 1 from reporter_figure')).rows).toEqual([])
    expect(
      (await harness.run(`select count::integer from measurement where kind = 'reported'`)).rows,
    ).toEqual([{ count: 1 }])
  })
})

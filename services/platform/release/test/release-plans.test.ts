import type { Release, ReleasePlan, WantedPlan, WantedRelease } from '@portico/release'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { advancePlans } from '../src/plans/advance.ts'
import { frozenUntil } from '../src/plans/freeze.ts'
import { ReleaseHarness } from './release-harness.ts'

let harness: ReleaseHarness
beforeAll(async () => {
  harness = await ReleaseHarness.open()
  await harness.published('sales@1.4.0', 'sales@1.5.0')
  await harness.based({ shell: '1.0.0', apps: { sales: '1.4.0' } })
})
afterAll(() => harness.close())
afterEach(async () => {
  await harness.run('update platform_setting set is_four_eyes = false')
  await harness.clear()
})

/** Long after anything the service itself takes for now: its own job has nothing to do here. */
const begin = Date.parse('2100-03-01T10:00:00Z')
const at = (minutes: number) => new Date(begin + minutes * 60_000)
const automatic = { isAutomatic: true, bakeMinutes: 60 }
const steps = [
  { percentBp: 100, ...automatic },
  { percentBp: 1000, ...automatic },
  { percentBp: 10_000, ...automatic },
  { percentBp: 10_000, ...automatic, promotes: true },
]
const lisa = { baggage: 'portico.actor=user%3Alisa' }

function put({ id, revision }: Release, plan: WantedPlan, headers: Record<string, string> = {}) {
  return harness.call('PUT', `/releases/${id}/plan`, {
    headers: { 'if-match': `"${revision}"`, ...headers },
    body: plan,
  })
}

async function planned(plan: Partial<WantedPlan> = {}, over: Partial<WantedRelease> = {}): Promise<Release> {
  const draft = await harness.drafted({ overlay: { apps: { sales: '1.5.0' } }, guardrails: [], ...over })
  return (await put(draft, { steps, startsAt: at(0).toISOString(), ...plan })).json()
}

async function planOf({ id }: Release): Promise<ReleasePlan> {
  return (await harness.call('GET', `/releases/${id}/plan`)).json()
}

const advance = (minutes: number) => advancePlans(harness.under.database, at(minutes))
const statusOf = async ({ id }: Release) => {
  const { state, percentBp } = await harness.release(id)
  return [state, percentBp]
}

async function takePlanStep(
  { id }: Release,
  name: string,
  body?: object,
  headers: Record<string, string> = {},
) {
  const { revision } = await harness.release(id)
  const options = { headers: { 'if-match': `"${revision}"`, ...headers }, ...(body && { body }) }
  return harness.call('POST', `/releases/${id}/plan/${name}`, options)
}

const stepsTaken = async ({ id }: Release) =>
  (await harness.audited(`release:${id}`)).filter(({ action }) => action === 'release.plan-step').length

describe('a plan', () => {
  test('starts at its time, goes on when each step has baked, and ends with the promotion', async () => {
    const release = await planned()
    await advance(-1)
    expect(await statusOf(release)).toEqual(['draft', 0])
    await advance(0)
    expect(await statusOf(release)).toEqual(['gray', 100])
    await advance(59)
    expect(await statusOf(release)).toEqual(['gray', 100])
    await advance(60)
    expect(await statusOf(release)).toEqual(['gray', 1000])
    await advance(120)
    await advance(180)
    expect(await statusOf(release)).toEqual(['full', 10_000])
    expect((await harness.baseline()).apps).toEqual({ sales: '1.5.0' })
    expect(await planOf(release)).toMatchObject({ position: 3, waitsFor: 'DONE' })
    await harness.based({ shell: '1.0.0', apps: { sales: '1.4.0' } })
  })

  test('takes each step once, however many copies of the service look, and goes on after all of them ended', async () => {
    const release = await planned()
    await Promise.all([1, 2, 3, 4].map(() => advance(0)))
    expect(await stepsTaken(release)).toBe(1)
    // A copy that was away for a day takes one step, not all that were missed: each has its time to be looked at.
    await Promise.all([1, 2, 3, 4].map(() => advance(24 * 60)))
    expect([await stepsTaken(release), await statusOf(release)]).toEqual([2, ['gray', 1000]])
  })

  test('waits for a person where a step says so, and for who paused it', async () => {
    const byHand = steps.map((step, index) => (index === 1 ? { ...step, isAutomatic: false } : step))
    const release = await planned({ steps: byHand })
    await advance(0)
    await advance(60)
    expect(await statusOf(release)).toEqual(['gray', 100])
    expect((await takePlanStep(release, 'pause')).statusCode).toBe(200)
    expect((await takePlanStep(release, 'advance')).json()).toMatchObject({
      code: 'PLAN_WAITS',
      waitsFor: 'PAUSED',
    })
    expect(await planOf(release)).toMatchObject({ waitsFor: 'PAUSED', isPaused: true })
    await takePlanStep(release, 'resume')
    expect((await takePlanStep(release, 'advance', { reason: 'looks good' })).statusCode).toBe(200)
    expect(await statusOf(release)).toEqual(['gray', 1000])
  })

  test('that is changed while it is paused stays paused', async () => {
    const release = await planned()
    await takePlanStep(release, 'pause')
    await put(await harness.release(release.id), { steps: steps.slice(1), startsAt: at(0).toISOString() })
    await advance(0)
    expect([await statusOf(release), await planOf(release)]).toEqual([
      ['draft', 0],
      expect.objectContaining({ isPaused: true, waitsFor: 'PAUSED', steps: steps.slice(1) }),
    ])
  })

  test('comes with its release, or neither comes', async () => {
    const overlay = { apps: { sales: '1.5.0' } }
    const plan = { steps, startsAt: at(0).toISOString() }
    const release = await harness.drafted({ overlay, guardrails: [], plan })
    expect(await planOf(release)).toMatchObject({ steps, position: -1, requestedBy: 'user:operator' })
    const body = { overlay, plan: { steps: [...steps].reverse() } }
    expect((await harness.call('POST', '/releases', { body })).json()).toMatchObject({ code: 'PLAN_INVALID' })
    const { rows } = await harness.run(`select id from release where state = 'draft'`)
    expect(rows).toEqual([{ id: release.id }])
  })

  test('takes no step in a freeze window, by hand neither but with force and a reason', async () => {
    const freezes = [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '23:59', timeZone: 'UTC' }]
    const release = await planned({ freezes })
    await advance(0)
    expect(await statusOf(release)).toEqual(['draft', 0])
    await advance(14 * 60 - 1)
    expect(await statusOf(release)).toEqual(['gray', 100])
    const always = [...freezes, { days: [1, 2, 3, 4, 5, 6, 7], from: '12:00', to: '11:59', timeZone: 'UTC' }]
    await put(await harness.release(release.id), { steps, freezes: always })
    expect((await takePlanStep(release, 'advance')).json()).toMatchObject({
      code: 'PLAN_WAITS',
      waitsFor: 'FROZEN',
    })
    expect((await takePlanStep(release, 'advance', { isForced: true })).json()).toMatchObject({
      code: 'PLAN_WAITS',
    })
    const forced = await takePlanStep(release, 'advance', { isForced: true, reason: 'a fix for the till' })
    expect(forced.json()).toMatchObject({ percentBp: 1000 })
  })

  test('goes no further than its guardrails allow, and says what they lack', async () => {
    const guardrails = [{ metric: 'load-failures' as const, limit: 0.05, minSamples: 20 }]
    const release = await planned({}, { guardrails })
    await advance(0)
    await advance(60)
    expect(await statusOf(release)).toEqual(['gray', 100])
    expect(await planOf(release)).toMatchObject({ waitsFor: 'BAKE' })
    const { rows } = await harness.run('select problem from release_plan where release_id = $1', [release.id])
    expect(rows).toEqual([{ problem: 'load-failures: 0 of 20 samples' }])
  })

  test('that cannot be followed is refused', async () => {
    const draft = await harness.drafted({ overlay: { apps: { sales: '1.5.0' } } })
    const [first] = steps
    const bad = [
      [{ steps: [...steps].reverse() }, 'PLAN_INVALID'],
      [{ steps: [{ ...steps[0], promotes: true }] }, 'PLAN_INVALID'],
      [{ steps: [first, first] }, 'PLAN_INVALID'],
      [{ steps: [] }, 'INVALID_REQUEST'],
      [
        { steps, freezes: [{ days: [1], from: '09:00', to: '17:00', timeZone: 'Mars/Base' }] },
        'INVALID_REQUEST',
      ],
      [{ steps, freezes: [{ days: [1], from: '25:00', to: '17:00', timeZone: 'UTC' }] }, 'INVALID_REQUEST'],
    ] as const
    for (const [plan, code] of bad) expect((await put(draft, plan as never)).json()).toMatchObject({ code })
  })

  test('takes no automatic step under four eyes before a second operator approved it, and every one then', async () => {
    await harness.run('update platform_setting set is_four_eyes = true')
    const release = await planned()
    await advance(0)
    expect(await statusOf(release)).toEqual(['draft', 0])
    expect(await planOf(release)).toMatchObject({ waitsFor: 'APPROVAL', approvedBy: null })
    expect((await takePlanStep(release, 'approve')).json()).toMatchObject({ code: 'OWN_APPROVAL' })
    expect((await takePlanStep(release, 'advance')).json()).toMatchObject({ waitsFor: 'APPROVAL' })
    expect((await takePlanStep(release, 'approve', {}, lisa)).statusCode).toBe(200)
    for (const hour of [0, 1, 2, 3]) await advance(hour * 60)
    expect(await statusOf(release)).toEqual(['full', 10_000])
    await harness.based({ shell: '1.0.0', apps: { sales: '1.4.0' } })
  })

  test('that is changed after its approval needs another one', async () => {
    await harness.run('update platform_setting set is_four_eyes = true')
    const release = await planned()
    await takePlanStep(release, 'approve', {}, lisa)
    await put(await harness.release(release.id), { steps, startsAt: at(0).toISOString() })
    await advance(0)
    expect(await statusOf(release)).toEqual(['draft', 0])
  })
})

test('a freeze window is of the clock on the wall of its zone, over midnight too', () => {
  const window = { days: [5], from: '18:00', to: '08:00', timeZone: 'Europe/Berlin' }
  const until = (text: string) => frozenUntil([window], new Date(text))?.toISOString() ?? null
  // Friday, 2026-03-27; the clocks go on in the night to Sunday.
  expect(until('2026-03-27T16:59:59Z')).toBeNull()
  expect(until('2026-03-27T17:00:00Z')).toBe('2026-03-28T07:00:00.000Z')
  expect(until('2026-03-28T06:59:00Z')).toBe('2026-03-28T07:00:00.000Z')
  expect(until('2026-03-28T07:00:00Z')).toBeNull()
  expect(until('2026-04-03T16:00:00Z')).toBe('2026-04-04T06:00:00.000Z')
})

describe('a promotion', () => {
  test('asks the guardrails: too few samples need force and a reason, and the audit says so', async () => {
    const running = await harness.running({ overlay: { apps: { sales: '1.5.0' } } })
    const refused = await harness.step(running, 'promote', { isForced: false })
    expect([refused.statusCode, refused.json()]).toEqual([
      409,
      expect.objectContaining({ code: 'GUARDRAIL_HELD', detail: expect.stringContaining('0 of 20 samples') }),
    ])
    const noReason = await harness.step(running, 'promote', { isForced: true, reason: ' ' })
    expect(noReason.json()).toMatchObject({ code: 'GUARDRAIL_HELD' })
    const done = await harness.step(running, 'promote', { isForced: true, reason: 'seen by hand' })
    expect(done.json()).toMatchObject({ state: 'full' })
    const [entry] = await harness.audited(`release:${running.id}`)
    expect(entry).toMatchObject({
      action: 'release.promote',
      reason: 'seen by hand',
      change: { isForced: true },
    })
    await harness.based({ shell: '1.0.0', apps: { sales: '1.4.0' } })
  })

  test('needs no force where guardrails are well, or there are none', async () => {
    const running = await harness.running({ overlay: { apps: { sales: '1.5.0' } }, guardrails: [] })
    expect((await harness.step(running, 'promote', { isForced: false })).json()).toMatchObject({
      state: 'full',
    })
    await harness.based({ shell: '1.0.0', apps: { sales: '1.4.0' } })
  })
})

test('a return to a set in which nothing was published is refused', async () => {
  const present = (await harness.call('GET', '/baseline')).json()
  const headers = { 'if-match': `"${present.revision}"` }
  const answer = await harness.call('POST', '/baseline/return', { headers, body: { revision: 1 } })
  expect([answer.statusCode, answer.json().code]).toEqual([409, 'BASELINE_EMPTY'])
})

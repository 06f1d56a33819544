import type { Release } from '@portico/release'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ReleaseHarness } from './release-harness.ts'

let harness: ReleaseHarness

beforeAll(async () => {
  harness = await ReleaseHarness.open()
  await harness.published(
    'sales@1.4.0',
    'sales@1.5.0',
    'sales@1.6.0',
    'stock@2.0.0',
    'stock@2.1.0',
    'new@1.0.0',
  )
  await harness.published('shell@1.0.0', 'shell@1.1.0')
  await harness.instance('sales-gray')
})
afterEach(() => harness.clear())
afterAll(() => harness.close())

const sales = { overlay: { apps: { sales: '1.5.0' } } }

describe('a new release', () => {
  it('is a draft in words of its overlay, with the default guardrails', async () => {
    const answer = await harness.call('POST', '/releases', { body: { ...sales, allow: ['t1', 't2', 't1'] } })
    expect(answer.statusCode).toBe(201)
    expect(answer.headers.etag).toBe('"1"')
    expect(answer.json()).toMatchObject({
      state: 'draft',
      title: { en: 'sales 1.5.0' },
      notes: { en: 'sales 1.5.0' },
      percentBp: 0,
      overlay: { apps: { sales: '1.5.0' }, services: {} },
      lists: { allow: { count: 2, revision: 1 }, block: { count: 0, revision: 0 } },
      createdBy: 'user:operator',
      startedAt: null,
    })
    const release: Release = answer.json()
    expect(release.salt).toBe(release.id)
    expect(release.guardrails.map(({ metric }) => metric)).toEqual([
      'load-failures',
      'js-errors',
      'upstream-errors',
      'p95-ms',
    ])
    expect((await harness.feed()).releases).toEqual([])
  })

  it('is refused without names, and for what was not published', async () => {
    const empty = await harness.call('POST', '/releases', { body: { overlay: {} } })
    expect([empty.statusCode, empty.json().code]).toEqual([400, 'EMPTY_OVERLAY'])
    const unknown = await harness.call('POST', '/releases', {
      body: { overlay: { apps: { sales: '9.9.9' } } },
    })
    expect(unknown.json()).toMatchObject({ code: 'ARTIFACT_UNKNOWN', name: 'sales', version: '9.9.9' })
    expect(unknown.statusCode).toBe(404)
  })

  it('may be given its salt', async () => {
    expect((await harness.drafted({ ...sales, salt: 'rel-2025w10' })).salt).toBe('rel-2025w10')
  })
})

describe('steps', () => {
  it('go from draft to gray to full, and the feed shows each', async () => {
    await harness.based({ apps: { sales: '1.4.0', stock: '2.0.0' } })
    const overlay = { apps: { sales: '1.5.0' }, services: { sales: 'gray' } }
    const gray = await harness.running({ overlay, percentBp: 100 })
    expect(gray).toMatchObject({ state: 'gray', keptBp: 100, revision: 2 })
    expect((await harness.feed()).releases).toMatchObject([{ id: gray.id, overlay, percentBp: 100 }])

    const full = (await harness.step(gray, 'promote', { reason: 'all is well' })).json()
    expect(full).toMatchObject({ state: 'full', endReason: 'all is well' })
    const feed = await harness.feed()
    expect(feed.baseline).toMatchObject({
      apps: { sales: '1.5.0', stock: '2.0.0' },
      services: { sales: 'gray' },
    })
    expect(feed.releases).toEqual([])
    expect(feed.inForce.map(({ id }) => id)).toEqual([gray.id])
    expect(feed.revoked).not.toContainEqual(expect.objectContaining({ id: gray.id }))
  })

  it('back restore exactly what the names of the overlay had, and leave the rest as it has become', async () => {
    const before = { shell: '1.0.0', apps: { sales: '1.4.0', stock: '2.0.0' }, services: {} }
    await harness.based(before)
    const overlay = {
      apps: { sales: '1.5.0', new: '1.0.0', shell: '1.1.0' },
      services: { sales: 'gray' },
    }
    const full = (await harness.step(await harness.running({ overlay }), 'promote')).json()
    expect(await harness.baseline()).toMatchObject({
      shell: '1.1.0',
      apps: { sales: '1.5.0', stock: '2.0.0', new: '1.0.0' },
      services: { sales: 'gray' },
    })
    const other = await harness.running({ overlay: { apps: { stock: '2.1.0' } } })
    await harness.step(other, 'promote')

    const back = await harness.step(full, 'rollback', { reason: 'totals are wrong', isForced: true })
    expect(back.json()).toMatchObject({ state: 'aborted', endReason: 'totals are wrong' })
    const feed = await harness.feed()
    expect(feed.baseline).toEqual({ ...before, apps: { ...before.apps, stock: '2.1.0' }, shared: {} })
    expect(feed.revoked).toContainEqual({ id: full.id, isForced: true })
    expect(feed.inForce.map(({ id }) => id)).toEqual([other.id])
  })

  it('back are refused for a full release that another has followed', async () => {
    await harness.based({ apps: { sales: '1.4.0' } })
    const first = (await harness.step(await harness.running(sales), 'promote')).json()
    await harness.step(await harness.running({ overlay: { apps: { sales: '1.6.0' } } }), 'promote')
    const answer = await harness.step(first, 'rollback')
    expect(answer.statusCode).toBe(409)
    expect(answer.json()).toMatchObject({ code: 'RELEASE_STATE', state: 'full', names: ['sales'] })
    expect(await harness.baseline()).toMatchObject({ apps: { sales: '1.6.0' } })
  })

  it('back of a running release abort it and revoke it', async () => {
    const gray = await harness.running(sales)
    expect((await harness.step(gray, 'rollback')).json().state).toBe('aborted')
    expect((await harness.feed()).revoked).toContainEqual({ id: gray.id, isForced: false })
  })

  it.each([
    ['draft', ['promote', 'rollback']],
    ['gray', ['start']],
    ['full', ['start', 'promote', 'abort']],
    ['aborted', ['start', 'promote', 'abort', 'rollback']],
  ])('from %s refuse %j', async (state, refused) => {
    let release = await harness.drafted(sales)
    if (state !== 'draft') release = (await harness.step(release, 'start')).json()
    if (state === 'full') release = (await harness.step(release, 'promote')).json()
    if (state === 'aborted') release = (await harness.step(release, 'abort')).json()
    for (const step of refused) {
      const answer = await harness.step(release, step)
      expect([step, answer.statusCode, answer.json().code]).toEqual([step, 409, 'RELEASE_STATE'])
      expect(answer.json().state).toBe(state)
    }
    expect(await harness.release(release.id)).toEqual(release)
  })

  it('need the revision they were decided on', async () => {
    const draft = await harness.drafted(sales)
    const path = `/releases/${draft.id}/start`
    expect((await harness.call('POST', path)).json().code).toBe('VERSION_REQUIRED')
    const stale = await harness.step({ ...draft, revision: 7 }, 'start')
    expect([stale.statusCode, stale.json().code]).toEqual([412, 'VERSION_CONFLICT'])
    expect((await harness.step(draft, 'start')).statusCode).toBe(200)
    expect((await harness.step(draft, 'start')).json().code).toBe('VERSION_CONFLICT')
  })

  it('to a service tag without a healthy instance are refused', async () => {
    const draft = await harness.drafted({ overlay: { services: { sales: 'canary' } } })
    const answer = await harness.step(draft, 'start')
    expect([answer.statusCode, answer.json()]).toMatchObject([
      409,
      { code: 'NO_INSTANCE', service: 'sales', tag: 'canary' },
    ])
  })

  it('of an unknown release are not found', async () => {
    const answer = await harness.step({ ...(await harness.drafted(sales)), id: 'none' }, 'start')
    expect(answer.statusCode).toBe(404)
  })
})

describe('two releases about the same', () => {
  it('do not run at once, and the refusal names the other', async () => {
    const first = await harness.running({ overlay: { apps: { sales: '1.5.0', stock: '2.1.0' } } })
    const second = await harness.drafted({ overlay: { apps: { sales: '1.6.0' } } })
    const answer = await harness.step(second, 'start')
    expect(answer.statusCode).toBe(409)
    expect(answer.json()).toMatchObject({
      code: 'OVERLAY_CONFLICT',
      releaseId: first.id,
      releaseTitle: first.title,
      names: ['sales'],
    })
    await harness.step(first, 'abort')
    expect((await harness.step(second, 'start')).statusCode).toBe(200)
  })

  it('started at the same moment are one that runs', async () => {
    const drafts = await Promise.all([1, 2, 3, 4].map(() => harness.drafted(sales)))
    const answers = await Promise.all(drafts.map(draft => harness.step(draft, 'start')))
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409, 409, 409])
  })
})

describe('a change', () => {
  it('of the percentage keeps who is in, unless they are evicted', async () => {
    const gray = await harness.running({ ...sales, percentBp: 100 })
    const wide = (await harness.change(gray, { percentBp: 2000 })).json()
    expect(wide).toMatchObject({ percentBp: 2000, keptBp: 2000 })
    const narrow = (await harness.change(wide, { percentBp: 500 })).json()
    expect(narrow).toMatchObject({ percentBp: 500, keptBp: 2000 })
    const evicted = (await harness.change(narrow, { percentBp: 500, evict: true })).json()
    expect(evicted).toMatchObject({ percentBp: 500, keptBp: 500 })
    const audit = await harness.audited(`release:${gray.id}`)
    expect(audit.map(({ action }) => action)).toEqual([
      'release.change',
      'release.narrow',
      'release.widen',
      'release.start',
      'release.create',
    ])
    expect(audit[2]?.change).toEqual({ percentBp: { from: 100, to: 2000 } })
  })

  it('is refused once the release has ended, and when it is not valid', async () => {
    const gray = await harness.running(sales)
    expect((await harness.change(gray, { percentBp: 10_001 })).statusCode).toBe(400)
    const aborted = (await harness.step(gray, 'abort')).json()
    expect((await harness.change(aborted, { percentBp: 1 })).json().code).toBe('RELEASE_STATE')
  })
})

describe('returning to a set', () => {
  const returnTo = async (body: { revision: number; reason?: string }) => {
    const { revision } = (await harness.call('GET', '/baseline')).json()
    return harness.call('POST', '/baseline/return', { body, headers: { 'if-match': `"${revision}"` } })
  }
  it('gives exactly that one and revokes the full releases that fall out of force', async () => {
    await harness.based({ apps: { sales: '1.4.0', stock: '2.0.0' } })
    const { revision, baseline } = (await harness.call('GET', '/baseline')).json()
    const full = (await harness.step(await harness.running(sales), 'promote')).json()
    const body = { revision, reason: 'back to Monday' }
    const answer = await returnTo(body)
    expect(answer.json()).toMatchObject({ baseline, reason: 'back to Monday', actor: 'user:operator' })
    expect(await harness.baseline()).toEqual(baseline)
    expect(await harness.release(full.id)).toMatchObject({ state: 'aborted', endReason: 'back to Monday' })
    expect((await harness.feed()).revoked).toContainEqual({ id: full.id, isForced: false })
    const history = (await harness.call('GET', '/baseline/history?first=2')).json()
    expect(history.items.map((entry: { reason: string }) => entry.reason)).toEqual(['back to Monday', 'test'])
    expect(history.nextCursor).not.toBeNull()
    const [last] = await harness.audited(`release:${full.id}`)
    expect(last).toMatchObject({ action: 'release.rollback', reason: 'back to Monday' })
  })

  it('needs the set in force that it was decided on', async () => {
    await harness.based({ apps: { sales: '1.4.0' } })
    const { revision } = (await harness.call('GET', '/baseline')).json()
    await harness.based({ apps: { sales: '1.5.0' } })
    const path = '/baseline/return'
    expect((await harness.call('POST', path, { body: { revision } })).json().code).toBe('VERSION_REQUIRED')
    const headers = { 'if-match': `"${revision}"` }
    const stale = await harness.call('POST', path, { body: { revision }, headers })
    expect([stale.statusCode, stale.json().code]).toEqual([412, 'VERSION_CONFLICT'])
    expect(await harness.baseline()).toMatchObject({ apps: { sales: '1.5.0' } })
  })

  it('is refused when a version of it was deleted', async () => {
    await harness.based({ apps: { sales: '0.0.1' } })
    const { revision } = (await harness.call('GET', '/baseline')).json()
    const answer = await returnTo({ revision })
    expect(answer.json()).toMatchObject({ code: 'ARTIFACT_UNKNOWN', name: 'sales', version: '0.0.1' })
    expect((await returnTo({ revision: 0 })).statusCode).toBe(404)
  })
})

describe('every change', () => {
  it('is in the audit by its title, a token by its name, and a version as it is called', async () => {
    await harness.based({ apps: { sales: '1.4.0' } })
    const release = await harness.drafted({ ...sales, title: { en: 'Totals', 'zh-CN': '合计' } })
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString()
    const body = { name: 'totals-ci', apps: ['sales'], actions: ['read'], expiresAt }
    const { token } = (await harness.call('POST', '/tokens', { body })).json()
    const nameOf = async (subject: string) => (await harness.audited(subject))[0]?.subjectName
    expect(await nameOf(`release:${release.id}`)).toEqual({ en: 'Totals', 'zh-CN': '合计' })
    expect(await nameOf(`token:${token.id}`)).toEqual({
      en: 'totals-ci',
      'zh-CN': 'totals-ci',
    })
  })

  it('is in the audit with who and why', async () => {
    await harness.based({ apps: { sales: '1.4.0' } })
    let release = await harness.drafted({ ...sales, reason: 'new totals' })
    release = (await harness.members(release, 'allow', { add: ['t1'], reason: 'they asked' })).json()
    release = (await harness.step(release, 'start', { reason: 'Tuesday' })).json()
    release = (await harness.step(release, 'promote', { reason: 'no complaints' })).json()
    await harness.step(release, 'rollback', { reason: 'complaints' })
    await harness.call('POST', '/stop', { body: { isStopped: true, reason: 'fire' } })
    await harness.call('POST', '/stop', { body: { isStopped: false, reason: 'out' } })
    const entries = await harness.audited(`release:${release.id}`)
    expect(entries.map(({ action, reason }) => [action, reason])).toEqual([
      ['release.rollback', 'complaints'],
      ['release.promote', 'no complaints'],
      ['release.start', 'Tuesday'],
      ['release.members', 'they asked'],
      ['release.create', 'new totals'],
    ])
    expect(new Set(entries.map(({ actor }) => actor))).toEqual(new Set(['user:operator']))
    const switched = await harness.audited('platform')
    expect(switched.map(({ action, reason }) => [action, reason])).toEqual([
      ['platform.go', 'out'],
      ['platform.stop', 'fire'],
    ])
  })
})

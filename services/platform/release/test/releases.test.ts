import type { Release } from '@portico/release'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ReleaseDesk } from './release-desk.ts'

let desk: ReleaseDesk

beforeAll(async () => {
  desk = await ReleaseDesk.open()
  await desk.published('sales@1.4.0', 'sales@1.5.0', 'sales@1.6.0', 'stock@2.0.0', 'stock@2.1.0', 'new@1.0.0')
  await desk.published('shell@1.0.0', 'shell@1.1.0')
  await desk.instance('sales-gray')
})
afterEach(() => desk.clear())
afterAll(() => desk.close())

const sales = { overlay: { apps: { sales: '1.5.0' } } }

describe('a new release', () => {
  it('is a draft in words of its overlay, with the default guardrails', async () => {
    const answer = await desk.call('POST', '/releases', { body: { ...sales, allow: ['t1', 't2', 't1'] } })
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
    expect((await desk.feed()).releases).toEqual([])
  })

  it('is refused without names, and for what was not published', async () => {
    const empty = await desk.call('POST', '/releases', { body: { overlay: {} } })
    expect([empty.statusCode, empty.json().code]).toEqual([400, 'EMPTY_OVERLAY'])
    const unknown = await desk.call('POST', '/releases', { body: { overlay: { apps: { sales: '9.9.9' } } } })
    expect(unknown.json()).toMatchObject({ code: 'ARTIFACT_UNKNOWN', name: 'sales', version: '9.9.9' })
    expect(unknown.statusCode).toBe(404)
  })

  it('may be given its salt', async () => {
    expect((await desk.drafted({ ...sales, salt: 'rel-2025w10' })).salt).toBe('rel-2025w10')
  })
})

describe('steps', () => {
  it('go from draft to gray to full, and the feed tells of each', async () => {
    await desk.based({ apps: { sales: '1.4.0', stock: '2.0.0' } })
    const overlay = { apps: { sales: '1.5.0' }, services: { sales: 'gray' } }
    const gray = await desk.running({ overlay, percentBp: 100 })
    expect(gray).toMatchObject({ state: 'gray', keptBp: 100, revision: 2 })
    expect((await desk.feed()).releases).toMatchObject([{ id: gray.id, overlay, percentBp: 100 }])

    const full = (await desk.step(gray, 'promote', { reason: 'all is well' })).json()
    expect(full).toMatchObject({ state: 'full', endReason: 'all is well' })
    const feed = await desk.feed()
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
    await desk.based(before)
    const overlay = {
      apps: { sales: '1.5.0', new: '1.0.0', shell: '1.1.0' },
      services: { sales: 'gray' },
    }
    const full = (await desk.step(await desk.running({ overlay }), 'promote')).json()
    expect(await desk.baseline()).toMatchObject({
      shell: '1.1.0',
      apps: { sales: '1.5.0', stock: '2.0.0', new: '1.0.0' },
      services: { sales: 'gray' },
    })
    const other = await desk.running({ overlay: { apps: { stock: '2.1.0' } } })
    await desk.step(other, 'promote')

    const back = await desk.step(full, 'rollback', { reason: 'totals are wrong', isForced: true })
    expect(back.json()).toMatchObject({ state: 'aborted', endReason: 'totals are wrong' })
    const feed = await desk.feed()
    expect(feed.baseline).toEqual({ ...before, apps: { ...before.apps, stock: '2.1.0' }, shared: {} })
    expect(feed.revoked).toContainEqual({ id: full.id, isForced: true })
    expect(feed.inForce.map(({ id }) => id)).toEqual([other.id])
  })

  it('back are refused for a full release that another has followed', async () => {
    await desk.based({ apps: { sales: '1.4.0' } })
    const first = (await desk.step(await desk.running(sales), 'promote')).json()
    await desk.step(await desk.running({ overlay: { apps: { sales: '1.6.0' } } }), 'promote')
    const answer = await desk.step(first, 'rollback')
    expect(answer.statusCode).toBe(409)
    expect(answer.json()).toMatchObject({ code: 'RELEASE_STATE', state: 'full', names: ['sales'] })
    expect(await desk.baseline()).toMatchObject({ apps: { sales: '1.6.0' } })
  })

  it('back of a running release abort it and revoke it', async () => {
    const gray = await desk.running(sales)
    expect((await desk.step(gray, 'rollback')).json().state).toBe('aborted')
    expect((await desk.feed()).revoked).toContainEqual({ id: gray.id, isForced: false })
  })

  it.each([
    ['draft', ['promote', 'rollback']],
    ['gray', ['start']],
    ['full', ['start', 'promote', 'abort']],
    ['aborted', ['start', 'promote', 'abort', 'rollback']],
  ])('from %s refuse %j', async (state, refused) => {
    let release = await desk.drafted(sales)
    if (state !== 'draft') release = (await desk.step(release, 'start')).json()
    if (state === 'full') release = (await desk.step(release, 'promote')).json()
    if (state === 'aborted') release = (await desk.step(release, 'abort')).json()
    for (const step of refused) {
      const answer = await desk.step(release, step)
      expect([step, answer.statusCode, answer.json().code]).toEqual([step, 409, 'RELEASE_STATE'])
      expect(answer.json().state).toBe(state)
    }
    expect(await desk.release(release.id)).toEqual(release)
  })

  it('need the revision they were decided on', async () => {
    const draft = await desk.drafted(sales)
    const path = `/releases/${draft.id}/start`
    expect((await desk.call('POST', path)).json().code).toBe('VERSION_REQUIRED')
    const stale = await desk.step({ ...draft, revision: 7 }, 'start')
    expect([stale.statusCode, stale.json().code]).toEqual([412, 'VERSION_CONFLICT'])
    expect((await desk.step(draft, 'start')).statusCode).toBe(200)
    expect((await desk.step(draft, 'start')).json().code).toBe('VERSION_CONFLICT')
  })

  it('to a service tag nobody healthy serves are refused', async () => {
    const draft = await desk.drafted({ overlay: { services: { sales: 'canary' } } })
    const answer = await desk.step(draft, 'start')
    expect([answer.statusCode, answer.json()]).toMatchObject([
      409,
      { code: 'NO_INSTANCE', service: 'sales', tag: 'canary' },
    ])
  })

  it('of an unknown release are not found', async () => {
    const answer = await desk.step({ ...(await desk.drafted(sales)), id: 'nobody' }, 'start')
    expect(answer.statusCode).toBe(404)
  })
})

describe('two releases about the same', () => {
  it('do not run at once, and the refusal names the other', async () => {
    const first = await desk.running({ overlay: { apps: { sales: '1.5.0', stock: '2.1.0' } } })
    const second = await desk.drafted({ overlay: { apps: { sales: '1.6.0' } } })
    const answer = await desk.step(second, 'start')
    expect(answer.statusCode).toBe(409)
    expect(answer.json()).toMatchObject({
      code: 'OVERLAY_CONFLICT',
      releaseId: first.id,
      releaseTitle: first.title,
      names: ['sales'],
    })
    await desk.step(first, 'abort')
    expect((await desk.step(second, 'start')).statusCode).toBe(200)
  })

  it('started at the same moment are one that runs', async () => {
    const drafts = await Promise.all([1, 2, 3, 4].map(() => desk.drafted(sales)))
    const answers = await Promise.all(drafts.map(draft => desk.step(draft, 'start')))
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409, 409, 409])
  })
})

describe('a change', () => {
  it('of the percentage keeps who is in, unless they are evicted', async () => {
    const gray = await desk.running({ ...sales, percentBp: 100 })
    const wide = (await desk.change(gray, { percentBp: 2000 })).json()
    expect(wide).toMatchObject({ percentBp: 2000, keptBp: 2000 })
    const narrow = (await desk.change(wide, { percentBp: 500 })).json()
    expect(narrow).toMatchObject({ percentBp: 500, keptBp: 2000 })
    const evicted = (await desk.change(narrow, { percentBp: 500, evict: true })).json()
    expect(evicted).toMatchObject({ percentBp: 500, keptBp: 500 })
    const audit = await desk.audited(`release:${gray.id}`)
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
    const gray = await desk.running(sales)
    expect((await desk.change(gray, { percentBp: 10_001 })).statusCode).toBe(400)
    const aborted = (await desk.step(gray, 'abort')).json()
    expect((await desk.change(aborted, { percentBp: 1 })).json().code).toBe('RELEASE_STATE')
  })
})

describe('returning to a set', () => {
  const returnTo = async (body: { revision: number; reason?: string }) => {
    const { revision } = (await desk.call('GET', '/baseline')).json()
    return desk.call('POST', '/baseline/return', { body, headers: { 'if-match': `"${revision}"` } })
  }
  it('gives exactly that one and takes back the full releases that fall out of force', async () => {
    await desk.based({ apps: { sales: '1.4.0', stock: '2.0.0' } })
    const { revision, baseline } = (await desk.call('GET', '/baseline')).json()
    const full = (await desk.step(await desk.running(sales), 'promote')).json()
    const body = { revision, reason: 'back to Monday' }
    const answer = await returnTo(body)
    expect(answer.json()).toMatchObject({ baseline, reason: 'back to Monday', actor: 'user:operator' })
    expect(await desk.baseline()).toEqual(baseline)
    expect(await desk.release(full.id)).toMatchObject({ state: 'aborted', endReason: 'back to Monday' })
    expect((await desk.feed()).revoked).toContainEqual({ id: full.id, isForced: false })
    const history = (await desk.call('GET', '/baseline/history?first=2')).json()
    expect(history.items.map((entry: { reason: string }) => entry.reason)).toEqual(['back to Monday', 'test'])
    expect(history.nextCursor).not.toBeNull()
    const [last] = await desk.audited(`release:${full.id}`)
    expect(last).toMatchObject({ action: 'release.rollback', reason: 'back to Monday' })
  })

  it('needs the set in force that it was decided on', async () => {
    await desk.based({ apps: { sales: '1.4.0' } })
    const { revision } = (await desk.call('GET', '/baseline')).json()
    await desk.based({ apps: { sales: '1.5.0' } })
    const path = '/baseline/return'
    expect((await desk.call('POST', path, { body: { revision } })).json().code).toBe('VERSION_REQUIRED')
    const headers = { 'if-match': `"${revision}"` }
    const stale = await desk.call('POST', path, { body: { revision }, headers })
    expect([stale.statusCode, stale.json().code]).toEqual([412, 'VERSION_CONFLICT'])
    expect(await desk.baseline()).toMatchObject({ apps: { sales: '1.5.0' } })
  })

  it('is refused when a version of it is gone', async () => {
    await desk.based({ apps: { sales: '0.0.1' } })
    const { revision } = (await desk.call('GET', '/baseline')).json()
    const answer = await returnTo({ revision })
    expect(answer.json()).toMatchObject({ code: 'ARTIFACT_UNKNOWN', name: 'sales', version: '0.0.1' })
    expect((await returnTo({ revision: 0 })).statusCode).toBe(404)
  })
})

describe('every change', () => {
  it('is in the audit by its title, a token by its name, and a version as it is called', async () => {
    await desk.based({ apps: { sales: '1.4.0' } })
    const release = await desk.drafted({ ...sales, title: { en: 'Totals', 'zh-CN': '合计' } })
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString()
    const body = { name: 'totals-ci', apps: ['sales'], actions: ['read'], expiresAt }
    const { token } = (await desk.call('POST', '/tokens', { body })).json()
    const nameOf = async (subject: string) => (await desk.audited(subject))[0]?.subjectName
    expect(await nameOf(`release:${release.id}`)).toEqual({ en: 'Totals', 'zh-CN': '合计' })
    expect(await nameOf(`token:${token.id}`)).toEqual({
      en: 'totals-ci',
      'zh-CN': 'totals-ci',
    })
  })

  it('is in the audit with who and why', async () => {
    await desk.based({ apps: { sales: '1.4.0' } })
    let release = await desk.drafted({ ...sales, reason: 'new totals' })
    release = (await desk.members(release, 'allow', { add: ['t1'], reason: 'they asked' })).json()
    release = (await desk.step(release, 'start', { reason: 'Tuesday' })).json()
    release = (await desk.step(release, 'promote', { reason: 'no complaints' })).json()
    await desk.step(release, 'rollback', { reason: 'complaints' })
    await desk.call('POST', '/stop', { body: { isStopped: true, reason: 'fire' } })
    await desk.call('POST', '/stop', { body: { isStopped: false, reason: 'out' } })
    const entries = await desk.audited(`release:${release.id}`)
    expect(entries.map(({ action, reason }) => [action, reason])).toEqual([
      ['release.rollback', 'complaints'],
      ['release.promote', 'no complaints'],
      ['release.start', 'Tuesday'],
      ['release.members', 'they asked'],
      ['release.create', 'new totals'],
    ])
    expect(new Set(entries.map(({ actor }) => actor))).toEqual(new Set(['user:operator']))
    const switched = await desk.audited('platform')
    expect(switched.map(({ action, reason }) => [action, reason])).toEqual([
      ['platform.go', 'out'],
      ['platform.stop', 'fire'],
    ])
  })
})

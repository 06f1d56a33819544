import type { Baseline, Release } from '@portico/release'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { ReleaseHarness } from './release-harness.ts'

let harness: ReleaseHarness
beforeAll(async () => {
  harness = await ReleaseHarness.open()
  await harness.published('sales@1.4.0', 'sales@1.5.0', 'shell@2.0.0')
  await harness.shared('react@19.3.1', 'react@19.4.0', 'react@20.0.0')
  await harness.publishedWith('inventory@1.0.0', { react: '^19' })
  await harness.publishedWith('console@1.0.0', { react: '^19' }, { react: {} })
})
afterAll(() => harness.close())
afterEach(() => harness.clear())

const based = (over: Partial<Baseline> = {}) =>
  harness.based({ apps: { sales: '1.4.0', inventory: '1.0.0' }, shared: { react: '19.3.1' }, ...over })

describe('an artifact named as what it is not', () => {
  test.each([
    { overlay: { apps: { react: '19.4.0' } }, kind: 'shared' },
    { overlay: { apps: { sales: '1.5.0', react: '19.4.0' } }, kind: 'shared' },
    { overlay: { shared: { sales: '1.5.0' } }, kind: 'app' },
    { overlay: { shared: { react: '19.4.0', shell: '2.0.0' } }, kind: 'app' },
  ])('$overlay is refused when the release is made', async ({ overlay, kind }) => {
    const answer = await harness.call('POST', '/releases', { body: { overlay } })
    expect([answer.statusCode, answer.json()]).toEqual([
      409,
      expect.objectContaining({ code: 'ARTIFACT_KIND', kind }),
    ])
  })

  test('a draft from before that was a rule is refused at its start, and what runs at its promotion', async () => {
    await based()
    const draft = await harness.drafted({ overlay: { apps: { sales: '1.5.0' } } })
    const spoil = async (id: string) =>
      harness.run(`update release set overlay = '{"apps":{"react":"19.4.0"},"services":{}}' where id = $1`, [
        id,
      ])
    await spoil(draft.id)
    expect((await harness.step(draft, 'start')).json()).toMatchObject({ code: 'ARTIFACT_KIND' })
    await harness.clear()
    const running = await harness.running({ overlay: { apps: { sales: '1.5.0' } } })
    await spoil(running.id)
    expect((await harness.step(running, 'promote', { reason: 'test', isForced: true })).json()).toMatchObject(
      {
        code: 'ARTIFACT_KIND',
      },
    )
  })
})

describe('a shared library', () => {
  test('is released as part of an overlay, listed in the feed, promoted and revoked', async () => {
    await based()
    const running = await harness.running({ overlay: { shared: { react: '19.4.0' } } })
    expect(running).toMatchObject({ state: 'gray', title: { en: 'react 19.4.0' } })
    const overlay = { apps: {}, services: {}, shared: { react: '19.4.0' } }
    expect((await harness.feed()).releases).toMatchObject([{ id: running.id, overlay }])
    const full: Release = (await harness.step(running, 'promote', { reason: 'test', isForced: true })).json()
    expect(full.state).toBe('full')
    expect((await harness.baseline()).shared).toEqual({ react: '19.4.0' })
    expect((await harness.feed()).inForce).toMatchObject([{ id: full.id }])
    expect((await harness.step(full, 'rollback')).json()).toMatchObject({ state: 'aborted' })
    expect((await harness.baseline()).shared).toEqual({ react: '19.3.1' })
  })

  test('that two running releases name is a conflict; a name that objects have is none', async () => {
    await based()
    const running = await harness.running({ overlay: { shared: { react: '19.4.0' } } })
    const other = await harness.drafted({ overlay: { shared: { react: '20.0.0' } } })
    expect((await harness.step(other, 'start')).json()).toMatchObject({
      code: 'OVERLAY_CONFLICT',
      releaseId: running.id,
      names: ['react'],
    })
    await harness.published('constructor@1.0.0')
    const odd = await harness.drafted({ overlay: { apps: { constructor: '1.0.0' } } as never })
    expect((await harness.step(odd, 'start')).json()).toMatchObject({ state: 'gray' })
  })

  test('does not become every tenant’s while an app would be left without one', async () => {
    await based()
    const wanted = { overlay: { shared: { react: '20.0.0' } } }
    const running = await harness.running(wanted)
    const refused = await harness.step(running, 'promote', { reason: 'test', isForced: true })
    expect(refused.json()).toMatchObject({ code: 'SHARED_RANGE', app: 'inventory', range: '^19' })
    await harness.clear()
    await based({ apps: { console: '1.0.0' } })
    const other = await harness.running(wanted)
    expect((await harness.step(other, 'promote', { reason: 'test', isForced: true })).statusCode).toBe(200)
  })

  test('is for those who may release everything', async () => {
    await based()
    const secret = async (name: string, apps: string[]): Promise<string> => {
      const expiresAt = new Date(Date.now() + 3_600_000).toISOString()
      const body = { name, apps, actions: ['release', 'read'], expiresAt }
      return (await harness.call('POST', '/tokens', { body })).json().secret
    }
    const ask = async (token: string) => {
      const headers = { authorization: `Bearer ${token}` }
      return harness.call('POST', '/releases', {
        headers,
        body: { overlay: { shared: { react: '19.4.0' } } },
      })
    }
    expect((await ask(await secret('one-team', ['react', 'sales']))).json()).toMatchObject({
      code: 'FORBIDDEN_SCOPE',
    })
    expect((await ask(await secret('everything', ['*']))).statusCode).toBe(201)
  })
})

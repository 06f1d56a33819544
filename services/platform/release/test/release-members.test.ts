import { Readable } from 'node:stream'
import { decodeList, fingerprintOf, type MemberList, type Release } from '@portico/release'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ReleaseHarness } from './release-harness.ts'

let harness: ReleaseHarness
let number = 0

beforeAll(async () => {
  harness = await ReleaseHarness.open()
})
afterAll(() => harness.close())

/** A running release about an app of its own. */
async function running(wanted: { allow?: string[]; isOpenToJoin?: boolean } = {}): Promise<Release> {
  number += 1
  await harness.published(`app-${number}@1.0.0`)
  return harness.running({ ...wanted, overlay: { apps: { [`app-${number}`]: '1.0.0' } } })
}

async function list(release: Release, name: MemberList, since = 0) {
  const answer = await harness.call('GET', `/feed/lists/${release.id}/${name}?since=${since}`)
  expect(answer.headers['content-type']).toBe('application/octet-stream')
  const { added, removed, ...rest } = decodeList(answer.rawPayload)
  return { ...rest, added: [...added], removed: [...removed] }
}

function upload({ id, revision }: Release, chunks: Iterable<string>, allow = 'allow') {
  return fetch(`${harness.under.url}/releases/${id}/members/${allow}?reason=weekly`, {
    method: 'PUT',
    headers: {
      'content-type': 'text/plain',
      'if-match': `"${revision}"`,
      baggage: 'portico.actor=user%3Aop',
    },
    body: Readable.toWeb(Readable.from(chunks)) as ReadableStream,
    duplex: 'half',
  } as RequestInit)
}

describe('a list', () => {
  it('is changed by adding and removing, and counts who is on it', async () => {
    const release = await running({ allow: ['t1', 't2'] })
    const changed = (await harness.members(release, 'allow', { add: ['t2', 't3'], remove: ['t1'] })).json()
    expect(changed).toMatchObject({
      revision: release.revision + 1,
      lists: { allow: { count: 2, revision: 2 } },
    })
    const page = (await harness.call('GET', `/releases/${release.id}/members/allow?first=1`)).json()
    expect(page.items).toEqual([{ tenantId: 't2' }])
    const next = await harness.call('GET', `/releases/${release.id}/members/allow?after=${page.nextCursor}`)
    expect(next.json()).toEqual({ items: [{ tenantId: 't3' }], nextCursor: null })
  })

  it('stays as it is, revision and feed too, when no tenant comes or goes', async () => {
    const release = await running({ allow: ['t1'] })
    const { revision } = await harness.feed()
    const answer = (await harness.members(release, 'allow', { add: ['t1'], remove: ['t9'] })).json()
    expect(answer).toEqual(release)
    expect((await harness.feed()).revision).toBe(revision)
  })

  it('is refused with an old revision, of an ended release, and those that merchants fill', async () => {
    const release = await running()
    const stale = await harness.members({ ...release, revision: 1 }, 'allow', { add: ['t1'] })
    expect(stale.json().code).toBe('VERSION_CONFLICT')
    expect((await harness.members(release, 'left', { add: ['t1'] })).statusCode).toBe(400)
    const ended = (await harness.step(release, 'abort')).json()
    expect((await harness.members(ended, 'allow', { add: ['t1'] })).json().code).toBe('RELEASE_STATE')
    expect(await list(release, 'allow')).toMatchObject({ revision: 0, added: [] })
  })

  it('is handed out whole, or as what changed since a revision', async () => {
    const release = await running({ allow: ['t1', 't2'] })
    expect(await list(release, 'allow')).toEqual({
      revision: 1,
      isFull: true,
      added: expect.arrayContaining([fingerprintOf('t1'), fingerprintOf('t2')]),
      removed: [],
    })
    const second = (await harness.members(release, 'allow', { add: ['t3'], remove: ['t1'] })).json()
    const third = (await harness.members(second, 'allow', { add: ['t1', 't4'], remove: ['t3'] })).json()
    expect(third.lists.allow).toEqual({ count: 3, revision: 3 })
    const since = await list(release, 'allow', 1)
    expect(since).toMatchObject({ revision: 3, isFull: false, removed: [fingerprintOf('t3')] })
    expect(new Set(since.added)).toEqual(new Set([fingerprintOf('t1'), fingerprintOf('t4')]))
    expect(await list(release, 'allow', 2)).toMatchObject({ removed: [fingerprintOf('t3')] })
    expect(await list(release, 'allow', 3)).toEqual({ revision: 3, isFull: false, added: [], removed: [] })
    expect(await list(release, 'allow', 99)).toMatchObject({ revision: 3, isFull: true })
  })

  it('is the same by its differences as whole, after whatever changes', async () => {
    const tenant = fc.constantFrom('t1', 't2', 't3', 't4', 't5')
    const change = fc.record({ add: fc.array(tenant), remove: fc.array(tenant) })
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { minLength: 1, maxLength: 9 }),
        fc.integer({ min: 1, max: 5 }),
        async (changes, pace) => {
          let release = await running()
          const held = new Set<bigint>()
          let revision = 0
          for (const [at, body] of changes.entries()) {
            release = (await harness.members(release, 'allow', body)).json()
            // Not after each one: a gateway may sleep through some.
            if (at % pace !== 0 && at < changes.length - 1) continue
            const update = await list(release, 'allow', revision)
            if (update.isFull) held.clear()
            for (const fingerprint of update.removed) held.delete(fingerprint)
            for (const fingerprint of update.added) held.add(fingerprint)
            revision = update.revision
          }
          expect(held).toEqual(new Set((await list(release, 'allow')).added))
          expect(held.size).toBe(release.lists.allow.count)
        },
      ),
      { numRuns: 15 },
    )
  })

  it('lists a tenant that went, came and went again while a gateway slept', async () => {
    let release = await running({ allow: ['t1', 't2'] })
    const { revision } = await list(release, 'allow')
    for (const change of [{ remove: ['t1'] }, { add: ['t1'] }, { remove: ['t1'] }]) {
      release = (await harness.members(release, 'allow', change)).json()
    }
    expect(await list(release, 'allow', revision)).toMatchObject({
      added: [],
      removed: [fingerprintOf('t1')],
    })
  })

  it('of an unknown release is not found', async () => {
    expect((await harness.call('GET', '/feed/lists/none/allow')).statusCode).toBe(404)
  })
})

describe('an uploaded list', () => {
  it('of 100,000 tenants is there within seconds, and an almost equal one is a small difference', async () => {
    const release = await running({ allow: ['t_old'] })
    const ids = Array.from({ length: 100_000 }, (_, n) => `t_${n}`)
    const chunks = function* () {
      for (let at = 0; at < ids.length; at += 7000) yield `${ids.slice(at, at + 7000).join('\n')}\n`
    }
    // What the planner knows of the table until autovacuum comes by, however long the lists are that come meanwhile.
    await harness.run('analyze release_member')
    const beganAt = performance.now()
    const answer = await upload(release, chunks())
    expect(performance.now() - beganAt).toBeLessThan(20_000)
    expect(answer.status).toBe(200)
    const uploaded = (await answer.json()) as Release
    expect(uploaded.lists.allow).toEqual({ count: 100_000, revision: 2 })
    const whole = await list(release, 'allow')
    expect(whole.added.length).toBe(100_000)
    expect(whole.added).toContain(fingerprintOf('t_99999'))

    const next = await upload(uploaded, [ids.slice(1).join('\r\n'), '\r\nt_new\r\n\r\n'])
    expect(((await next.json()) as Release).lists.allow).toEqual({ count: 100_000, revision: 3 })
    expect(await list(release, 'allow', 2)).toEqual({
      revision: 3,
      isFull: false,
      added: [fingerprintOf('t_new')],
      removed: [fingerprintOf('t_0')],
    })
    const [entry] = await harness.audited(`release:${release.id}`)
    expect(entry).toMatchObject({
      action: 'release.members.replace',
      actor: 'user:op',
      reason: 'weekly',
      change: { list: 'allow', added: 1, removed: 1 },
    })
  })

  it('with a line that is no tenant changes nothing and names the line', async () => {
    const release = await running({ allow: ['t1'] })
    const answer = await upload(release, ['t2\nt3\nno tenant\n'])
    expect([answer.status, await answer.json()]).toMatchObject([400, { code: 'INVALID_REQUEST', line: 3 }])
    expect(await harness.release(release.id)).toEqual(release)
  })

  it('that was begun on an older revision changes nothing', async () => {
    const release = await running()
    const answer = await upload({ ...release, revision: release.revision - 1 }, ['t2\n'])
    expect(answer.status).toBe(412)
    expect((await harness.release(release.id)).lists.allow.count).toBe(0)
  })

  it('does not hold up an abort while it comes in, and then comes to nothing', async () => {
    const release = await running()
    const gate = Promise.withResolvers<void>()
    const slow = async function* () {
      yield 't1\n'.repeat(30_000)
      await gate.promise
      yield 't2\n'
    }
    const uploading = upload(release, slow() as unknown as Iterable<string>)
    expect((await harness.step(release, 'abort')).statusCode).toBe(200)
    gate.resolve()
    expect([412, 409]).toContain((await uploading).status)
    expect((await harness.release(release.id)).lists.allow.count).toBe(0)
  })
})

describe('a choice of a merchant', () => {
  const as = (tenant: string) => ({
    headers: { baggage: `portico.tenant=${tenant},portico.actor=user%3Alin` },
  })
  const choose = (release: Release, tenant: string, choice: string | null) =>
    harness.call('PUT', `/releases/${release.id}/choice`, { ...as(tenant), body: { choice } })

  it('moves its own tenant only, leaves the revision to operators, and is in the audit', async () => {
    const release = await running({ isOpenToJoin: true })
    expect((await choose(release, 't1', 'joined')).json()).toMatchObject({ choice: 'joined', isIn: false })
    expect((await harness.release(release.id)).lists).toMatchObject({
      joined: { count: 1 },
      left: { count: 0 },
    })
    await choose(release, 't1', 'left')
    const present = await harness.release(release.id)
    expect(present.lists).toMatchObject({ joined: { count: 0 }, left: { count: 1 } })
    expect(present.revision).toBe(release.revision)
    const mine = (await harness.call('GET', '/previews', as('t1'))).json().items
    expect(mine.find((preview: { releaseId: string }) => preview.releaseId === release.id)).toMatchObject({
      choice: 'left',
      isOpenToJoin: true,
    })
    const theirs = (await harness.call('GET', '/previews', as('t2'))).json().items
    expect(theirs.every((preview: { choice: unknown }) => preview.choice === null)).toBe(true)
    await choose(release, 't1', null)
    expect((await harness.release(release.id)).lists.left.count).toBe(0)
    const [last] = await harness.audited(`release:${release.id}`)
    expect(last).toMatchObject({
      actor: 'user:lin',
      action: 'preview.choose',
      change: { tenantId: 't1', choice: null },
    })
  })

  it('to join is refused where the preview is by invitation, and needs a tenant', async () => {
    const release = await running()
    expect((await choose(release, 't1', 'joined')).json().code).toBe('JOIN_CLOSED')
    expect((await choose(release, 't1', 'left')).statusCode).toBe(200)
    expect((await choose(release, '', 'left')).json().code).toBe('TENANT_REQUIRED')
  })
})

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Constraint, Release } from '@portico/release'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { ReleaseHarness } from './release-harness.ts'

let harness: ReleaseHarness
const pageOf = (totalCount: number) => ({
  items: [],
  pageInfo: { endCursor: null, hasNextPage: false },
  totalCount,
})
/** How many tenants identity's directory has; null: it says that a service it needs is away, which is no fault of its own. */
let tenants: number | null = null
const identity = createServer(({ method }, answer) => {
  // Tenants by name are asked for by POST: kept as they are while the directory is away.
  const isAway = tenants === null || method === 'POST'
  answer.writeHead(isAway ? 503 : 200, { 'content-type': 'application/json' })
  answer.end(JSON.stringify(isAway ? { code: 'UPSTREAM_UNAVAILABLE' } : pageOf(tenants ?? 0)))
})

beforeAll(async () => {
  await new Promise<void>(resolve => identity.listen(0, '127.0.0.1', resolve))
  const { port } = identity.address() as AddressInfo
  harness = await ReleaseHarness.open({ IDENTITY_URL: `http://127.0.0.1:${port}` })
  await harness.published('sales@1.4.0', 'sales@1.5.0', 'sales@1.6.0')
})
afterAll(async () => {
  await harness?.close()
  identity.close()
})
beforeEach(() => setFourEyes('anna', true))
afterEach(async () => {
  await harness.clear()
  await harness.run('update platform_setting set is_four_eyes = false')
  await harness.run('delete from approval_request')
})

const sales = { overlay: { apps: { sales: '1.5.0' } } }

/** The headers of an operator's call as the gateway signs them. */
function as(name: string): Record<string, string> {
  return { baggage: `portico.actor=${encodeURIComponent(`user:${name}`)}` }
}

function send(
  method: 'POST' | 'PATCH' | 'PUT',
  path: string,
  { revision }: { revision: number },
  by: string | Record<string, string>,
  body: object,
) {
  const headers = { ...(typeof by === 'string' ? as(by) : by), 'if-match': `"${revision}"` }
  return harness.under.call(method, path, { tenant: null, headers, body })
}

function promote(release: Release, by: string | Record<string, string>, reason = 'ready') {
  return send('POST', `/releases/${release.id}/promote`, release, by, { reason, isForced: true })
}

function setFourEyes(by: string, isFourEyes: boolean) {
  return harness.under.call('PUT', '/settings', {
    tenant: null,
    headers: as(by),
    body: { isFourEyes, reason: 'so decided' },
  })
}

describe('a promotion under four eyes', () => {
  it('lets a promotion take effect when a second operator approves it, and the audit shows both', async () => {
    const gray = await harness.running(sales)
    const asked = (await promote(gray, 'olga')).json()
    expect(asked).toMatchObject({
      state: 'gray',
      promotion: { requestedBy: 'user:olga', reason: 'ready', requestedAt: expect.any(String) },
    })
    expect(asked.promotion).not.toHaveProperty('person')
    expect((await harness.baseline()).apps).not.toMatchObject({ sales: '1.5.0' })
    expect((await promote(asked, 'olga')).json()).toMatchObject({ status: 409, code: 'OWN_APPROVAL' })
    const full = (await promote(asked, 'peter', 'looked at it')).json()
    expect(full.state).toBe('full')
    expect(full).not.toHaveProperty('promotion')
    const [promoted, request] = await harness.audited(`release:${gray.id}`)
    expect(request).toMatchObject({ action: 'release.promote-request', actor: 'user:olga' })
    expect(promoted).toMatchObject({
      action: 'release.promote',
      actor: 'user:peter',
      change: { requestedBy: 'user:olga', approvedBy: 'user:peter' },
    })
    expect((await harness.audited('settings:platform'))[0]).toMatchObject({
      actor: 'user:anna',
      change: { isFourEyes: { from: false, to: true } },
    })
  })

  it('takes a token and the operator who made it for one, and no approval of a token', async () => {
    const wanted = { name: 'ci', apps: ['sales'], actions: ['release', 'read'], expiresAt: inADay() }
    const made = await harness.under.call('POST', '/tokens', {
      tenant: null,
      headers: as('olga'),
      body: wanted,
    })
    const token = { authorization: `Bearer ${made.json().secret}` }
    const asked = (await promote(await harness.running(sales), token)).json()
    expect(asked.promotion).toMatchObject({ requestedBy: 'token:ci' })
    expect((await promote(asked, 'olga')).json().code).toBe('OWN_APPROVAL')
    expect((await promote(asked, 'peter')).json().state).toBe('full')

    await harness.clear()
    const byPeter = (await promote(await harness.running(sales), 'peter')).json()
    expect((await promote(byPeter, token)).json()).toMatchObject({ status: 403, code: 'NEEDS_PERSON' })
  })

  it('forgets the request when the release is changed: what was asked for is not what it is now', async () => {
    const asked = (await promote(await harness.running(sales), 'olga')).json()
    const changed = (await harness.change(asked, { percentBp: 100 })).json()
    expect(changed).not.toHaveProperty('promotion')
    expect((await promote(changed, 'peter')).json()).toMatchObject({
      state: 'gray',
      promotion: { requestedBy: 'user:peter' },
    })
  })

  it('lets one of two in who approve at the same time', async () => {
    const asked = (await promote(await harness.running(sales), 'olga')).json()
    const answers = await Promise.all(['peter', 'anna'].map(name => promote(asked, name)))
    expect(answers.map(answer => answer.statusCode).sort()).toEqual([200, 412])
  })
})

describe('widening a running release under four eyes', () => {
  const change = (release: Release, by: string, body: object) =>
    send('PATCH', `/releases/${release.id}`, release, by, body)
  const list = (release: Release, by: string, name: string, body: object) =>
    send('POST', `/releases/${release.id}/members/${name}`, release, by, body)
  const everyTenant = Array.from({ length: 40 }, (_, index) => `tenant-${index}`)

  it.each([[10_000], [9999], [5001]])('is refused to one alone at %i of 10,000', async percentBp => {
    const gray = await harness.running(sales)
    const answer = await change(gray, 'olga', { percentBp })
    expect(answer.json()).toMatchObject({ status: 409, code: 'SECOND_OPERATOR' })
    expect(await harness.release(gray.id)).toEqual(gray)
  })

  it('is free up to half, and back', async () => {
    const gray = await harness.running(sales)
    const half = (await change(gray, 'olga', { percentBp: 5000 })).json()
    expect(half.percentBp).toBe(5000)
    expect((await change(half, 'olga', { percentBp: 100, evict: true })).json().percentBp).toBe(100)
  })

  it("is a second operator's after one asked for the promotion, once, and the audit shows both", async () => {
    const asked = (await promote(await harness.running(sales), 'olga')).json()
    expect((await change(asked, 'olga', { percentBp: 8000 })).json().code).toBe('OWN_APPROVAL')
    const wide = (await change(asked, 'peter', { percentBp: 8000, reason: 'looked at it' })).json()
    expect(wide.percentBp).toBe(8000)
    expect(wide).not.toHaveProperty('promotion')
    expect((await harness.audited(`release:${asked.id}`))[0]).toMatchObject({
      action: 'release.widen',
      actor: 'user:peter',
      change: { requestedBy: 'user:olga', approvedBy: 'user:peter' },
    })
    expect((await change(wide, 'peter', { percentBp: 9000 })).json().code).toBe('SECOND_OPERATOR')
    expect((await change(wide, 'peter', { percentBp: 7000 })).json().percentBp).toBe(7000)
  })

  it('is refused by a list of tenants too: added, uploaded whole, and together with a share', async () => {
    const gray = await harness.running(sales)
    expect((await list(gray, 'olga', 'allow', { add: everyTenant })).json().code).toBe('SECOND_OPERATOR')
    const uploaded = await harness.under.call('PUT', `/releases/${gray.id}/members/allow`, {
      tenant: null,
      headers: { ...as('olga'), 'if-match': `"${gray.revision}"`, 'content-type': 'text/plain' },
      body: everyTenant.join('\n'),
    })
    expect(uploaded.json().code).toBe('SECOND_OPERATOR')
    expect((await harness.release(gray.id)).lists.allow.count).toBe(0)
    const few = (await list(gray, 'olga', 'allow', { add: ['t1', 't2'] })).json()
    expect(few.lists.allow.count).toBe(2)
    const asked = (await promote(few, 'olga')).json()
    expect((await list(asked, 'peter', 'allow', { add: everyTenant })).json().lists.allow.count).toBe(42)
  })

  it('counts a list against all tenants there are, with the share', async () => {
    tenants = 4
    onTestFinished(() => {
      tenants = null
    })
    const gray = await harness.running(sales)
    expect((await list(gray, 'olga', 'allow', { add: ['t1', 't2', 't3'] })).json().code).toBe(
      'SECOND_OPERATOR',
    )
    const half = (await list(gray, 'olga', 'allow', { add: ['t1', 't2'] })).json()
    expect(half.lists.allow.count).toBe(2)
    expect((await change(half, 'olga', { percentBp: 100 })).json().code).toBe('SECOND_OPERATOR')
    expect((await list(half, 'olga', 'allow', { remove: ['t1'] })).json().lists.allow.count).toBe(1)
  })

  it('is refused at the start of a draft that was made wide', async () => {
    for (const wanted of [{ percentBp: 10_000 }, { allow: everyTenant }]) {
      const draft = await harness.drafted({ ...sales, ...wanted })
      const answer = await send('POST', `/releases/${draft.id}/start`, draft, 'olga', {})
      expect(answer.json().code).toBe('SECOND_OPERATOR')
    }
  })

  it('is refused through conditions and blocks of a release that was wide before the option', async () => {
    await harness.run('update platform_setting set is_four_eyes = false')
    const free: Constraint = { attribute: 'plan', operator: 'in', values: ['free'] }
    const wide = await harness.running({ ...sales, percentBp: 10_000, block: ['t1'], constraints: [free] })
    await setFourEyes('anna', true)
    expect((await change(wide, 'olga', { constraints: [] })).json().code).toBe('SECOND_OPERATOR')
    expect((await list(wide, 'olga', 'block', { remove: ['t1'] })).json().code).toBe('SECOND_OPERATOR')
    const narrower = [...wide.constraints, { attribute: 'region', operator: 'in', values: ['eu'] }]
    expect((await change(wide, 'olga', { constraints: narrower })).statusCode).toBe(200)
  })

  it('forgets the request when the list changes: what was asked for is not what it is now', async () => {
    const asked = (await promote(await harness.running(sales), 'olga')).json()
    expect((await list(asked, 'olga', 'allow', { add: ['t1'] })).json()).not.toHaveProperty('promotion')
  })
})

describe('going back under four eyes', () => {
  const returnTo = async (revision: number, by: string) => {
    const present = (await harness.call('GET', '/baseline')).json()
    return send('POST', '/baseline/return', present, by, { revision, reason: 'as it was' })
  }
  const promoted = async (version: string) => {
    const gray = await harness.running({ overlay: { apps: { sales: version } } })
    const full = (await promote((await promote(gray, 'olga')).json(), 'peter')).json()
    return { full, revision: (await harness.call('GET', '/baseline')).json().revision as number }
  }

  it('lets one operator alone abort, stop, roll back, and return to the last set that stood', async () => {
    const first = await promoted('1.4.0')
    const gray = await harness.running(sales)
    expect((await send('POST', `/releases/${gray.id}/abort`, gray, 'olga', {})).json().state).toBe('aborted')
    const stop = { tenant: null, headers: as('olga'), body: { isStopped: true } }
    expect((await harness.under.call('POST', '/stop', stop)).statusCode).toBe(200)
    await harness.under.call('POST', '/stop', { ...stop, body: { isStopped: false } })
    const second = await promoted('1.5.0')
    expect((await returnTo(first.revision, 'olga')).json().baseline.apps.sales).toBe('1.4.0')
    const [entry] = await harness.audited(`baseline:${first.revision}`)
    expect(entry).toMatchObject({ action: 'baseline.return', actor: 'user:olga' })

    // What was left a moment ago is no set to go back to: it is the one that was revoked.
    expect((await returnTo(second.revision, 'olga')).json()).toMatchObject({
      returning: { requestedBy: 'user:olga' },
    })
    expect((await harness.baseline()).apps.sales).toBe('1.4.0')

    const third = await promoted('1.6.0')
    const rolledBack = await send('POST', `/releases/${third.full.id}/rollback`, third.full, 'olga', {})
    expect(rolledBack.json().state).toBe('aborted')
    expect((await harness.baseline()).apps.sales).toBe('1.4.0')
    expect((await returnTo(third.revision, 'olga')).json().returning.requestedBy).toBe('user:olga')
  })

  it('needs a second operator for any other set, and forgets the request when the set changes', async () => {
    const { revision: oldest } = (await harness.call('GET', '/baseline')).json()
    const first = await promoted('1.4.0')
    await promoted('1.5.0')
    await promoted('1.6.0')
    const asked = (await returnTo(first.revision, 'olga')).json()
    expect(asked).toMatchObject({
      baseline: { apps: { sales: '1.6.0' } },
      returning: { revision: first.revision, requestedBy: 'user:olga', reason: 'as it was' },
    })
    expect((await harness.call('GET', '/baseline')).json().returning.revision).toBe(first.revision)
    expect((await returnTo(first.revision, 'olga')).json().code).toBe('OWN_APPROVAL')
    const back = (await returnTo(first.revision, 'peter')).json()
    expect(back.baseline.apps.sales).toBe('1.4.0')
    expect(back).not.toHaveProperty('returning')
    expect((await harness.audited(`baseline:${first.revision}`))[0]).toMatchObject({
      actor: 'user:peter',
      change: { requestedBy: 'user:olga', approvedBy: 'user:peter' },
    })

    await returnTo(oldest, 'olga')
    await promoted('1.5.0')
    expect((await harness.call('GET', '/baseline')).json()).not.toHaveProperty('returning')
    expect((await returnTo(oldest, 'peter')).json().returning.requestedBy).toBe('user:peter')
  })
})

describe('switching four eyes off', () => {
  const settings = async () => (await harness.call('GET', '/settings')).json()

  it('takes two operators, and the audit shows both', async () => {
    const asked = (await setFourEyes('anna', false)).json()
    expect(asked).toMatchObject({
      isFourEyes: true,
      turningOff: { requestedBy: 'user:anna', reason: 'so decided' },
    })
    expect(asked.turningOff).not.toHaveProperty('person')
    expect((await setFourEyes('anna', false)).json().code).toBe('OWN_APPROVAL')
    expect(await settings()).toEqual(asked)
    expect((await setFourEyes('olga', false)).json()).toEqual({ isFourEyes: false })
    const [off, request] = await harness.audited('settings:platform')
    expect(request).toMatchObject({ action: 'settings.change-request', actor: 'user:anna' })
    expect(off).toMatchObject({
      actor: 'user:olga',
      change: { requestedBy: 'user:anna', approvedBy: 'user:olga' },
    })
  })

  it('is no longer asked for when one operator says that it stays on', async () => {
    await setFourEyes('anna', false)
    expect((await setFourEyes('olga', true)).json()).toEqual({ isFourEyes: true })
    expect((await setFourEyes('olga', false)).json()).toMatchObject({
      turningOff: { requestedBy: 'user:olga' },
    })
  })

  it('takes one of two in who approve at the same time, and is no matter for a process without a name', async () => {
    await setFourEyes('anna', false)
    const nameless = await harness.under.call('PUT', '/settings', {
      tenant: null,
      body: { isFourEyes: false },
    })
    expect(nameless.statusCode).toBe(403)
    await Promise.all(['olga', 'peter'].map(name => setFourEyes(name, false)))
    expect(await settings()).toEqual({ isFourEyes: false })
    expect(
      (await harness.audited('settings:platform')).filter(({ actor }) => actor !== 'user:anna')[0]?.change,
    ).toMatchObject({ requestedBy: 'user:anna' })
  })
})

function inADay(): string {
  return new Date(Date.now() + 24 * 3_600_000).toISOString()
}

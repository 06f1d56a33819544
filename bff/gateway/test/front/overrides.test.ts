import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type PageState, startTestGateway, type TestGateway } from '@portico/bff-framework/testing'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createArtifacts } from './artifacts.ts'
import { Browser, errorOf } from './browser.ts'
import { FakeRelease } from './fake-release.ts'
import { type FakeServices, json, problem, startFakeServices } from './fake-services.ts'

const startFile = new URL('../../start.ts', import.meta.url)
const secret = 'shared by all processes of a platform'
const version = '1.5.0'

let services: FakeServices
let gateway: TestGateway
let release: FakeRelease
let artifacts: Awaited<ReturnType<typeof createArtifacts>>

beforeAll(async () => {
  services = await startFakeServices()
  artifacts = await createArtifacts()
  const to = join(artifacts.folder, 'sales', version)
  await cp(join(artifacts.folder, 'sales/1.0.0'), to, { recursive: true })
  const manifest = JSON.parse(await readFile(join(to, 'portico.json'), 'utf8')) as object
  await writeFile(join(to, 'portico.json'), JSON.stringify({ ...manifest, version }))
  const baseline = {
    shell: '1.0.0',
    apps: { sales: '1.0.0', inventory: '1.0.0' },
    shared: { react: '19.3.1' },
    services: {},
  }
  release = new FakeRelease(services, baseline)
  services.answers.set(`GET /artifacts/sales/${version}/audience`, json(200, { isReleased: false }))
  gateway = await startTestGateway(startFile, {
    ...services.env,
    ...{ PORTICO_ARTIFACTS: artifacts.folder, PORTICO_SECRET: secret, PORTICO_OVERRIDES: 'off' },
  })
})
afterAll(async () => {
  await gateway.stop()
  await services.close()
  await artifacts.remove()
})

async function logIn(tenant: string, username = 'owner'): Promise<Browser> {
  const browser = new Browser(gateway.url)
  await browser.send('POST', '/api/session', { tenant, username, password: 'portico' })
  return browser
}

const wanted = { apps: { sales: version }, tenant: 'a', user: 'owner', minutes: 5, reason: 'a look' }
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()

async function linkFor(of: Partial<typeof wanted> = {}, expiresAt = inMinutes(5)): Promise<string> {
  services.answers.set('POST /override-links', json(201, { id: 'o1', actor: 'user:operator', expiresAt }))
  const operator = await logIn('platform', 'operator')
  const answer = await operator.send('POST', '/api/release/overrides/links', { ...wanted, ...of })
  expect(answer.status).toBe(201)
  const { link } = (await answer.json()) as { link: string }
  expect(link.startsWith(`${gateway.url}/#override=`)).toBe(true)
  return link.slice(link.indexOf('=') + 1)
}

const resolve = (browser: Browser, body: object) => browser.send('POST', '/api/release/overrides', body)

describe('where overrides are off', () => {
  test('pages say nothing of them, and connect to no address but their own', async () => {
    const page = await (await logIn('a')).fetch('/sales')
    expect(page.headers.get('content-security-policy')).toContain("connect-src 'self';")
    const html = await page.text()
    const state = JSON.parse(/id="portico-page">(.*?)<\/script>/s.exec(html)?.[1] ?? '') as PageState
    expect(state.overrides).toBeUndefined()
  })

  test('no user chooses a version, or sees which there are', async () => {
    const owner = await logIn('a')
    const chosen = await resolve(owner, { apps: { sales: version } })
    expect(await errorOf(chosen)).toEqual({ status: 403, code: 'OVERRIDES_OFF' })
    const listed = await owner.fetch('/api/release/overrides/versions?app=sales', {
      headers: { 'x-portico-csrf': '1' },
    })
    expect(await errorOf(listed)).toEqual({ status: 403, code: 'OVERRIDES_OFF' })
    expect((await owner.fetch(`/a/sales/${version}/portico.json`)).status).toBe(404)
  })

  test('a link lets its user, in this browser, have its versions and read their files', async () => {
    const link = await linkFor()
    const owner = await logIn('a')
    const session = owner.cookie
    const looked = await owner.send('POST', '/api/release/overrides/look', { link })
    expect(await looked.json()).toMatchObject({ apps: { sales: version }, actor: 'user:operator' })
    const answer = await resolve(owner, { apps: { sales: version }, link })
    const { apps, importMap } = (await answer.json()) as { apps: object; importMap: { scopes: object } }
    expect(apps).toMatchObject({ sales: { url: `/a/sales/${version}/`, manifest: { version } } })
    expect(Object.keys(apps)).toEqual(['sales'])
    expect(Object.keys(importMap.scopes)).toEqual([`/a/sales/${version}/`])
    const [kept = ''] = answer.headers.getSetCookie()
    expect(kept).toMatch(/^override=.*; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+$/)
    const file = (cookie: string) => owner.fetch(`/a/sales/${version}/portico.json`, { headers: { cookie } })
    const cookie = `${session}; ${kept.split(';')[0]}`
    expect((await file(cookie)).status).toBe(200)
    expect((await file(cookie)).headers.get('cache-control')).toBe('private, no-store')
    expect((await file(session)).status).toBe(404)
    const other = await logIn('b')
    expect((await file(`${other.cookie}; ${kept.split(';')[0]}`)).status).toBe(404)
  })

  test('a link that an operator revokes brings nothing, and its user reads its files no more', async () => {
    const link = await linkFor()
    const owner = await logIn('a')
    const session = owner.cookie
    const answer = await resolve(owner, { apps: { sales: version }, link })
    const [kept = ''] = answer.headers.getSetCookie()
    const cookie = `${session}; ${kept.split(';')[0]}`
    const file = () => owner.fetch(`/a/sales/${version}/portico.json`, { headers: { cookie } })
    expect((await file()).status).toBe(200)
    release.change({ revokedLinks: ['o1'] })
    await vi.waitFor(async () => expect((await file()).status).toBe(404), { timeout: 10_000 })
    owner.cookie = session
    const again = await resolve(owner, { apps: { sales: version }, link })
    expect(await errorOf(again)).toEqual({ status: 403, code: 'OVERRIDE_LINK_REVOKED' })
    release.change({ revokedLinks: [] })
    await vi.waitFor(async () => expect((await file()).status).toBe(200), { timeout: 10_000 })
  })

  test.each<[string, () => Promise<string>, object, string]>([
    ['of another user', () => linkFor({ user: 'clerk' }), { sales: version }, 'OVERRIDE_LINK_FOREIGN'],
    ['of another company', () => linkFor({ tenant: 'b' }), { sales: version }, 'OVERRIDE_LINK_FOREIGN'],
    ['that has ended', () => linkFor({}, inMinutes(-1)), { sales: version }, 'OVERRIDE_LINK_EXPIRED'],
    ['for another version', () => linkFor(), { sales: '1.0.0' }, 'OVERRIDES_OFF'],
    ['for another app', () => linkFor(), { sales: version, inventory: '1.0.0' }, 'OVERRIDES_OFF'],
    ['that was made up', async () => 'e30.c2lnbmVk', { sales: version }, 'OVERRIDE_LINK_INVALID'],
    [
      'of a version that is not there',
      () => linkFor({ apps: { sales: '9.9.9' } }),
      { sales: '9.9.9' },
      'OVERRIDE_UNKNOWN',
    ],
  ])('a link %s is refused by name', async (_, link, apps, code) => {
    const answer = await resolve(await logIn('a'), { apps, link: await link() })
    expect((await errorOf(answer)).code).toBe(code)
    expect(answer.headers.getSetCookie()).toEqual([])
  })

  test('a link is made by operators alone, once the release service has written it down', async () => {
    const clerk = await logIn('a', 'clerk')
    const refused = await clerk.send('POST', '/api/release/overrides/links', wanted)
    expect(await errorOf(refused)).toEqual({ status: 403, code: 'FORBIDDEN' })
    services.answers.set('POST /override-links', problem(403, 'FORBIDDEN_SCOPE', 'Not sales.'))
    const operator = await logIn('platform', 'operator')
    const unwritten = await operator.send('POST', '/api/release/overrides/links', wanted)
    expect(await errorOf(unwritten)).toEqual({ status: 403, code: 'FORBIDDEN_SCOPE' })
    const anonymous = await new Browser(gateway.url).send('POST', '/api/release/overrides/links', wanted)
    expect((await errorOf(anonymous)).code).toBe('UNAUTHENTICATED')
  })
})

import type { PageState, SnapshotApp } from '@portico/micro-app'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type AppliedOverride, applyOverrides } from '../apply-overrides.ts'
import { hasOverrides } from '../may-override.ts'
import { localOrigin, openedLink, storedOverrides } from '../override-record.ts'
import { Overrides } from '../overrides.ts'

const released = { url: '/a/sales/1.4.2/', manifest: { name: 'sales', version: '1.4.2' } } as SnapshotApp
const gray = { url: '/a/sales/1.5.0/', manifest: { name: 'sales', version: '1.5.0' } } as SnapshotApp
const version = { kind: 'version', version: '1.5.0' } as const

function pageOf(more: Partial<PageState> = {}): PageState {
  return {
    snapshot: {
      ...{ id: 's1', token: 't', shell: '1.0.0', apps: { sales: released } },
      ...{ services: {}, releases: [] },
    },
    session: {
      user: { id: 'u1', username: 'owner', displayName: 'Owner' },
      tenant: { id: 't1', slug: 'demo', name: 'Demo', currency: 'EUR', timeZone: 'Europe/Berlin' },
      permissions: [],
    },
    rulesState: null,
    ...more,
  }
}

const asked: { url: string; body: unknown }[] = []
function answerWith(answers: Record<string, { status?: number; body: unknown }>) {
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    asked.push({ url, body: init.body === undefined ? null : JSON.parse(String(init.body)) })
    const { status = 200, body } = answers[url] ?? { status: 404, body: {} }
    return new Response(JSON.stringify(body), { status })
  })
}

beforeEach(() => {
  asked.length = 0
  sessionStorage.clear()
  for (const script of document.querySelectorAll('script[type=importmap]')) script.remove()
})
afterEach(() => vi.unstubAllGlobals())

const keep = (apps: Record<string, AppliedOverride['choice']>, link: string | null = null, userId = 'u1') =>
  storedOverrides.write({ userId, apps, link })

describe('a page with what was chosen in its tab', () => {
  test('has the published version, with where its imports lead', async () => {
    const importMap = { scopes: { '/a/sales/1.5.0/': { react: '/a/react/19/react.js' } }, integrity: {} }
    answerWith({
      '/api/release/overrides': { body: { apps: { sales: { ...gray, fallback: released } }, importMap } },
    })
    keep({ sales: version }, 'signed')
    const { state, overrides } = await applyOverrides(pageOf())
    expect(state.snapshot.apps).toEqual({ sales: gray })
    expect(overrides).toMatchObject([{ name: 'sales', refusal: null, replaced: released }])
    expect(asked[0]?.body).toEqual({ apps: { sales: '1.5.0' }, link: 'signed' })
    expect(document.querySelector('script[type=importmap]')?.textContent).toContain('/a/react/19/react.js')
  })

  test.each<[string, number, string]>([
    ['a link that has ended', 403, 'OVERRIDE_LINK_EXPIRED'],
    ['a version that was deleted', 404, 'OVERRIDE_UNKNOWN'],
  ])('stays as it was released for %s, with the reason', async (_, status, code) => {
    answerWith({ '/api/release/overrides': { status, body: { error: { code, message: '' } } } })
    keep({ sales: version })
    const { state, overrides } = await applyOverrides(pageOf())
    expect(state.snapshot.apps).toEqual({ sales: released })
    expect(overrides).toMatchObject([{ refusal: code }])
  })

  test('takes nothing of a user who was here before', async () => {
    keep({ sales: version }, null, 'u2')
    expect((await applyOverrides(pageOf())).overrides).toEqual([])
    expect(asked).toEqual([])
  })

  test('asks no local address where the environment does not allow it', async () => {
    answerWith({})
    keep({ sales: { kind: 'local', origin: 'http://127.0.0.1:5300' } })
    const { overrides } = await applyOverrides(pageOf({ overrides: 'published' }))
    expect(overrides).toMatchObject([{ refusal: 'OVERRIDES_OFF' }])
    expect(asked).toEqual([])
  })

  test.each<[string, unknown]>([
    ['serves another app', [{ name: 'stock', manifest: { name: 'stock' } }]],
    [
      'calls an app by the name of another',
      [{ name: 'sales', manifest: { name: 'stock', entry: 'e.js', menu: [] } }],
    ],
    [
      'leads its entry elsewhere',
      [{ name: 'sales', manifest: { name: 'sales', entry: 'https://evil.example/e.js', menu: [] } }],
    ],
  ])('takes nothing of a local address that %s', async (_, body) => {
    answerWith({ 'http://127.0.0.1:5300/__dev/': { body } })
    keep({ sales: { kind: 'local', origin: 'http://127.0.0.1:5300' } })
    const { state, overrides } = await applyOverrides(pageOf({ overrides: 'local' }))
    expect(overrides).toMatchObject([{ refusal: 'LOCAL_OTHER_APP' }])
    expect(state.snapshot.apps).toEqual({ sales: released })
  })
})

test('what a tab keeps in another shape, such as an address elsewhere, is as if it were not there', () => {
  keep({ sales: { kind: 'local', origin: 'https://evil.example' } })
  expect(storedOverrides.read()).toBeNull()
})

test.each([
  ['http://127.0.0.1:5300/', 'http://127.0.0.1:5300'],
  [' http://localhost:5300', 'http://127.0.0.1:5300'],
  ['http://127.0.0.1:5300@evil.example', null],
  ['http://127.0.0.1.evil.example:80', null],
  ['https://127.0.0.1:5300', null],
  ['http://10.0.0.1:5300', null],
  ['http://127.0.0.1:99999', null],
  ['javascript:alert(1)', null],
])('as a local address %s is %s', (text, origin) => {
  expect(localOrigin(text)).toBe(origin)
})

describe('a link', () => {
  afterEach(() => window.history.replaceState(null, '', '/'))

  test('leaves the address at once, and brings nothing by itself', async () => {
    window.history.replaceState(null, '', '/sales?x=1#override=signed')
    expect(hasOverrides(pageOf())).toBe(true)
    expect(window.location.href).toBe(`${window.location.origin}/sales?x=1`)
    expect([openedLink.read(), storedOverrides.read()]).toEqual(['signed', null])
  })

  test('is of use only where it is signed: neither query nor hash names a version', () => {
    window.history.replaceState(null, '', '/sales?override=sales@1.5.0#overrides=sales@1.5.0')
    expect(hasOverrides(pageOf())).toBe(false)
  })

  test('is looked at, agreed to, and taken with its versions', async () => {
    const content = {
      apps: { sales: '1.5.0' },
      actor: 'user:operator',
      expiresAt: '2030-01-01T00:00:00.000Z',
    }
    answerWith({ '/api/release/overrides/look': { body: content } })
    openedLink.write('signed')
    const { overrides, reload } = make([])
    overrides.start()
    await vi.waitFor(() => expect(overrides.state.get().opened).toEqual({ status: 'offered', content }))
    expect(storedOverrides.read()).toBeNull()
    overrides.accept()
    expect(storedOverrides.read()).toEqual({ userId: 'u1', apps: { sales: version }, link: 'signed' })
    expect([openedLink.read(), reload.mock.calls.length]).toEqual([null, 1])
  })

  test('that is of no use says why, and leaves nothing behind', async () => {
    answerWith({
      '/api/release/overrides/look': {
        status: 403,
        body: { error: { code: 'OVERRIDE_LINK_FOREIGN', message: '' } },
      },
    })
    openedLink.write('signed')
    const { overrides } = make([])
    overrides.start()
    await vi.waitFor(() =>
      expect(overrides.state.get().opened).toEqual({ status: 'refused', code: 'OVERRIDE_LINK_FOREIGN' }),
    )
    overrides.accept()
    overrides.decline()
    expect([openedLink.read(), storedOverrides.read()]).toEqual([null, null])
  })
})

function make(applied: readonly AppliedOverride[]) {
  const replace = vi.fn(async () => {})
  const forget = vi.fn()
  const reload = vi.fn()
  return {
    overrides: new Overrides({ userId: 'u1', applied, host: { replace }, forget, reload }),
    replace,
    forget,
    reload,
  }
}

describe('a choice', () => {
  const applied = { name: 'sales', choice: version, refusal: null, replaced: released, local: null }

  test('waits until the page is loaded anew', () => {
    const { overrides } = make([])
    expect(overrides.isWaiting).toBe(false)
    overrides.choose('sales', version)
    expect([overrides.isWaiting, storedOverrides.read()?.apps]).toEqual([true, { sales: version }])
    overrides.choose('sales', null)
    expect([overrides.isWaiting, storedOverrides.read()]).toEqual([false, null])
  })

  test('is reset in the page as it is, where there is something to show in its place', () => {
    keep({ sales: version })
    const { overrides, replace, forget, reload } = make([applied])
    overrides.reset('sales')
    expect(replace).toHaveBeenCalledWith(released)
    expect([forget.mock.calls, reload.mock.calls, overrides.isWaiting]).toEqual([[['sales']], [], false])
    expect(storedOverrides.read()).toBeNull()
  })

  test.each<[string, SnapshotApp | null]>([
    ['there is nothing in its place', null],
    [
      'it is in slots of other apps too',
      {
        ...released,
        manifest: {
          ...released.manifest,
          contributes: [{ slot: 'topbar.action', id: 'a', title: { en: '', 'zh-CN': '' } }],
        },
      },
    ],
  ])('is reset by a new page, where %s', (_, replaced) => {
    keep({ sales: version })
    const { overrides, reload } = make([{ ...applied, replaced }])
    overrides.reset('sales')
    expect(reload).toHaveBeenCalledTimes(1)
  })

  test('that is not in the page needs nothing but to be forgotten', () => {
    keep({ sales: version })
    const { overrides, replace, reload } = make([{ ...applied, refusal: 'OVERRIDE_UNKNOWN' }])
    overrides.reset('sales')
    expect([replace.mock.calls, reload.mock.calls, overrides.state.get().applied]).toEqual([[], [], []])
  })

  test('ends with all others when the user leaves', () => {
    keep({ sales: version }, 'signed')
    const { overrides, reload } = make([applied])
    overrides.leave()
    expect([storedOverrides.read(), reload.mock.calls.length]).toEqual([null, 1])
  })
})

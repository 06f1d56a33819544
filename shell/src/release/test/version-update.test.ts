import type { PageState, SessionInfo, SnapshotRelease } from '@portico/micro-app'
import { beforeEach, expect, it } from 'vitest'
import { FakeApp } from '../../host/test/fake-runtime.ts'
import { noteRevoked, takeVersionUpdate } from '../version-update.ts'

const title = { 'zh-CN': '等待天数', en: 'Waiting days' }
const notes = { 'zh-CN': '订单显示等待天数。', en: 'Orders show how long they wait.' }
const waiting = { id: 'r_1', title, notes }

beforeEach(() => {
  sessionStorage.clear()
})

interface PageFacts {
  releases?: SnapshotRelease[]
  userId?: string
  shell?: string
}

function page(sales: string, { releases = [], userId = 'u_1', shell = '1.0.0' }: PageFacts = {}) {
  const app = new FakeApp('sales', { version: sales }).app
  const snapshot = { id: sales, token: sales, shell, apps: { sales: app }, services: {}, releases }
  const session = { user: { id: userId } } as SessionInfo
  return { snapshot, session, rulesState: null } satisfies PageState
}

it.each([
  ['nothing but a name', { userId: 'u_1' }],
  ['versions of another shape', { userId: 'u_1', versions: ['1.4.0'], releases: [], isRevoked: false }],
  ['a text', 'u_1'],
])('has nothing to say of what another version of the shell kept: %s', (_, kept) => {
  sessionStorage.setItem('portico.seen', JSON.stringify(kept))
  expect(takeVersionUpdate(page('1.4.0'))).toBeNull()
  expect(takeVersionUpdate(page('1.5.0'))?.kind).toBe('new')
})

it('has nothing to say on a first page, nor on the same versions again', () => {
  expect(takeVersionUpdate(page('1.4.0'))).toBeNull()
  expect(takeVersionUpdate(page('1.4.0'))).toBeNull()
})

it('says what came, with the words of its release', () => {
  takeVersionUpdate(page('1.4.0'))
  expect(takeVersionUpdate(page('1.10.0', { releases: [waiting] }))).toMatchObject({
    kind: 'new',
    changes: [{ title: { en: 'sales' }, from: '1.4.0', to: '1.10.0' }],
    releases: [{ title, notes }],
  })
})

it('says so of a release that changes services only', () => {
  takeVersionUpdate(page('1.4.0'))
  expect(takeVersionUpdate(page('1.4.0', { releases: [waiting] }))).toMatchObject({
    kind: 'new',
    changes: [],
  })
})

it('says so when the page is back on older versions', () => {
  takeVersionUpdate(page('1.10.0-h12', { releases: [waiting] }))
  expect(takeVersionUpdate(page('1.9.0-h34'))).toMatchObject({
    kind: 'back',
    releases: [{ title, notes: null }],
  })
})

it('says so when the preview was revoked, even at the same versions', () => {
  takeVersionUpdate(page('1.5.0', { releases: [waiting] }))
  noteRevoked()
  expect(takeVersionUpdate(page('1.5.0'))).toMatchObject({ kind: 'revoked', changes: [] })
  expect(takeVersionUpdate(page('1.5.0'))).toBeNull()
})

it('names the shell without a title', () => {
  takeVersionUpdate(page('1.4.0'))
  const update = takeVersionUpdate(page('1.4.0', { shell: '1.1.0' }))
  expect(update?.changes).toEqual([{ title: null, from: '1.0.0', to: '1.1.0' }])
})

it('shows no user what another user had', () => {
  takeVersionUpdate(page('1.4.0'))
  expect(takeVersionUpdate(page('1.5.0', { userId: 'u_2' }))).toBeNull()
})

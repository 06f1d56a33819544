import type { SessionInfo, ShellServices } from '@portico/micro-app'
import { fakeShell, stubBrowser } from '@portico/testing'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { createFakeRuntime, FakeApp } from '../../host/test/fake-runtime.ts'
import { hrefOf } from '../../navigation/page-history.ts'
import { Appearance } from '../../services/appearance.ts'
import { EventBus } from '../../services/event-bus.ts'
import { GatewayClient } from '../../services/gateway.ts'
import { Language } from '../../services/language.ts'
import { ReportLog } from '../../services/report-log.ts'
import { Session } from '../../services/session.ts'
import { Toasts } from '../../services/toasts.ts'
import { Freshness } from '../../state/freshness.ts'
import { PageActivity } from '../../state/page-activity.ts'
import { Workspace, type WorkspaceOptions } from '../workspace.ts'

const title = { 'zh-CN': '', en: '' }
const sales = new FakeApp('sales', { menu: [{ path: '/orders', title, permission: 'sales.order.read' }] })
const stock = new FakeApp('stock', { order: 1, menu: [{ path: '/', title, permission: 'stock.read' }] })
const people = new FakeApp('people', { menu: [{ path: '/', title, permission: 'people.read' }] })
const APPS = { sales: sales.app, stock: stock.app, people: people.app }

beforeEach(() => {
  stubBrowser()
  sessionStorage.clear()
  window.history.replaceState(null, '', '/')
})

function services(session: SessionInfo): WorkspaceOptions['services'] {
  const freshness = new Freshness('s_1')
  return {
    session: new Session(session),
    gateway: new GatewayClient('token', freshness, () => {}),
    activity: new PageActivity(),
    language: new Language('en', () => {}),
    appearance: new Appearance(),
    toasts: new Toasts(),
    events: new EventBus({ error: () => {}, timing: () => {} }),
    reports: new ReportLog(),
  }
}

/** A page of one user that has just been loaded at `href`. The user may read orders and stock. */
function open(
  href: string,
  { userId = 'u1', ...options }: { userId?: string } & Partial<WorkspaceOptions> = {},
) {
  window.history.replaceState(null, '', href)
  const info = fakeShell({ session: { permissions: ['sales.order.read', 'stock.read'] } }).session.info
  const session = { ...info, user: { ...info.user, id: userId } }
  const snapshot = { id: 's_1', token: 'token', shell: '1.0.0', apps: APPS, services: {}, releases: [] }
  const workspace = new Workspace({
    page: { snapshot, session, rulesState: null },
    services: services(session),
    runtime: createFakeRuntime([sales, stock, people]),
    confirmDiscard: async () => true,
    atNavigation: () => false,
    reloadFor: () => {},
    ...options,
  })
  workspace.start()
  // The listeners of a page stay with its window: another page of this file must not find this one on the move.
  onTestFinished(() => workspace.history.intercept(() => true))
  return workspace
}

const at = (workspace: Workspace) => hrefOf(workspace.history.location)
const tabsOf = ({ state }: Workspace) => state.get().tabs.map(({ app }) => app.manifest.name)
const routeOf = ({ state }: Workspace) => state.get().route.kind

describe('the address', () => {
  it('without an app leads to the first page of the menu', () => {
    const workspace = open('/')
    expect([at(workspace), tabsOf(workspace)]).toEqual(['/stock', ['stock']])
  })

  it('of an app opens its tab once, wherever in the app it leads', () => {
    const workspace = open('/sales/orders')
    workspace.navigate('/sales/orders/1?tab=lines')
    workspace.navigate('/stock')
    workspace.navigate('/sales/orders/2')
    expect(tabsOf(workspace)).toEqual(['sales', 'stock'])
  })

  it('of an app that the user may not see opens no tab', () => {
    const workspace = open('/people')
    expect([routeOf(workspace), tabsOf(workspace)]).toEqual(['forbidden', []])
  })

  it('that no app has shows no app, and the tabs stay', () => {
    const workspace = open('/stock')
    workspace.navigate('/salespeople')
    expect([routeOf(workspace), tabsOf(workspace)]).toEqual(['missing', ['stock']])
  })
})

describe('a tab', () => {
  it('comes back to where it was left, with the state of its entry', () => {
    const workspace = open('/sales/orders')
    workspace.history.push('/sales/orders/7?from=list#lines', { scroll: 40 })
    workspace.navigate('/stock')
    workspace.activate('sales')
    expect(at(workspace)).toBe('/sales/orders/7?from=list#lines')
    expect(workspace.history.location.state).toEqual({ scroll: 40 })
  })

  it('that is shown because the one before it was closed has the state of its entry too', async () => {
    const workspace = open('/sales/orders')
    workspace.history.push('/sales/orders/7', { scroll: 40 })
    workspace.navigate('/stock')
    await workspace.close('stock')
    expect(at(workspace)).toBe('/sales/orders/7')
    expect(workspace.history.location.state).toEqual({ scroll: 40 })
  })

  it('that is shown already is not pushed again', () => {
    const workspace = open('/stock')
    const { length } = window.history
    workspace.activate('stock')
    expect(window.history.length).toBe(length)
  })

  it('closes beside the one that is shown, and the page stays', async () => {
    const workspace = open('/sales/orders')
    workspace.navigate('/stock')
    await workspace.close('sales')
    expect([at(workspace), tabsOf(workspace)]).toEqual(['/stock', ['stock']])
  })

  it('that was the last one leaves an empty page at the start', async () => {
    const workspace = open('/stock')
    await workspace.close('stock')
    expect([at(workspace), routeOf(workspace), tabsOf(workspace)]).toEqual(['/', 'start', []])
  })

  it('opened anew after it was closed begins at the start of the app', async () => {
    const workspace = open('/sales/orders/7')
    workspace.navigate('/stock')
    await workspace.close('sales')
    workspace.activate('sales')
    expect(at(workspace)).toBe('/sales')
  })

  it('with unsaved work is shown while the user is asked, and stays if the user wants it to', async () => {
    const confirmDiscard = vi.fn(async () => false)
    const workspace = open('/sales/orders', { confirmDiscard })
    const { tabs } = await servicesOf(workspace, sales)
    tabs.setDirty(true)
    workspace.navigate('/stock')
    await workspace.close('sales')
    expect(confirmDiscard).toHaveBeenCalledOnce()
    expect([at(workspace), tabsOf(workspace)]).toEqual(['/sales/orders', ['sales', 'stock']])
    expect(workspace.hasUnsaved()).toBe(true)
  })

  it('takes its own title from the app, and the one of the manifest again from an empty text', async () => {
    const workspace = open('/sales/orders')
    const { tabs } = await servicesOf(workspace, sales)
    tabs.setTitle('Order 7')
    expect(workspace.findTab('sales')?.title).toBe('Order 7')
    tabs.setTitle('')
    expect(workspace.findTab('sales')?.title).toBeNull()
  })
})

describe('a reload', () => {
  it('has the tabs of before, each where it was left', () => {
    const before = open('/sales/orders')
    before.navigate('/sales/orders/7?tab=lines')
    before.navigate('/stock')
    const after = open('/stock')
    expect(tabsOf(after)).toEqual(['sales', 'stock'])
    after.activate('sales')
    expect(at(after)).toBe('/sales/orders/7?tab=lines')
  })

  it('gives another user none of them', () => {
    open('/sales/orders')
    expect(tabsOf(open('/stock', { userId: 'u2' }))).toEqual(['stock'])
  })

  it.each([
    ['an app that is no part of the snapshot', [{ app: 'removed', href: '/removed' }]],
    ['an app that the user may no longer see', [{ app: 'people', href: '/people' }]],
    ['an address of another version of the shell', [{ app: 'sales', href: 7 }, null]],
    ['no list', { sales: '/sales' }],
  ])('leaves out %s', (_, tabs) => {
    sessionStorage.setItem('portico.tabs', JSON.stringify({ userId: 'u1', tabs }))
    expect(tabsOf(open('/stock'))).toEqual(['stock'])
  })
})

describe('a newer version', () => {
  it('is asked for when the user goes elsewhere, not when a list is filtered', () => {
    const atNavigation = vi.fn(() => false)
    const workspace = open('/sales/orders', { atNavigation })
    workspace.navigate('/sales/orders?q=tea')
    expect(atNavigation).not.toHaveBeenCalled()
    workspace.navigate('/stock')
    workspace.navigate('/stock')
    expect(atNavigation).toHaveBeenCalledTimes(2)
  })

  it('takes the navigation: nothing is shown of a page that is about to be loaded anew', () => {
    let isNewer = false
    const workspace = open('/sales/orders', { atNavigation: () => isNewer })
    isNewer = true
    workspace.navigate('/stock')
    expect([at(workspace), tabsOf(workspace)]).toEqual(['/stock', ['sales']])
    workspace.history.announce()
    expect(tabsOf(workspace)).toEqual(['sales', 'stock'])
  })
})

/** What the app was given when it was mounted. */
async function servicesOf(workspace: Workspace, fake: FakeApp): Promise<ShellServices> {
  const { promise, resolve } = Promise.withResolvers<ShellServices>()
  fake.lifecycles = { mount: ({ shell }) => resolve(shell) }
  await workspace.host.close(fake.app.manifest.name)
  await workspace.host.show(fake.app)
  return promise
}

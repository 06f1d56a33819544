import type { Locale, MountProps, ShellServices } from '@portico/micro-app'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AppHost } from '../app-host.ts'
import { SubAppError } from '../failure/app-error.ts'
import type { LoadReports } from '../instance/app-view.ts'
import { createFakeRuntime, FakeApp, NO_SLOTS } from './fake-runtime.ts'

const i18n: ShellServices['i18n'] = { locale: () => 'en', subscribe: () => () => {} }

const TIMEOUTS = { loadMs: 1_000, bootstrapMs: 1_000, mountMs: 1_000, unmountMs: 1_000, blankMs: 1_000 }

let sales: FakeApp
let stock: FakeApp
let dirty: Set<string>
let reported: unknown[]
let reloadedFor: string[]
/** What the host reported of loads: `sales@1.0.0`, or `sales@2.0.0 ENTRY_HTTP -> 1.0.0`. */
let loads: string[]

/** Stays while hosts of earlier tests still watch the body. */
const page = document.body.appendChild(document.createElement('div'))

beforeEach(() => {
  page.replaceChildren()
  for (const left of document.querySelectorAll('[data-app]')) left.remove()
  sales = new FakeApp('sales')
  stock = new FakeApp('stock')
  dirty = new Set()
  reported = []
  reloadedFor = []
  loads = []
  vi.stubGlobal('fetch', vi.fn().mockRejectedValue(new TypeError('no network in this test')))
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const reports: LoadReports = {
  loaded: ({ name, version }) => void loads.push(`${name}@${version}`),
  loadFailed: ({ name, version }, { code }, fallback) =>
    void loads.push(`${name}@${version} ${code} -> ${fallback}`),
}

function createHost(fakes = [sales, stock], maxMounted = 8, language = i18n): AppHost {
  const stage = page.appendChild(document.createElement('div'))
  const report = { error: (error: unknown) => reported.push(error), timing() {} }
  return new AppHost({
    runtime: createFakeRuntime(fakes),
    stage,
    slots: NO_SLOTS,
    timeouts: TIMEOUTS,
    maxMounted,
    servicesOf: () => ({ report, i18n: language }) as unknown as ShellServices,
    reports,
    isDirty: name => dirty.has(name),
    holdsTyped: () => false,
    onKept: () => {},
    onRenewed: () => {},
    reloadFor: app => void reloadedFor.push(app.manifest.version),
  })
}

function elementOf(name: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`.app-host[data-app="${name}"]`)
}

function failure(host: AppHost, name: string) {
  const view = host.viewOf(name)
  return view.status === 'failed' ? view.error.code : view.status
}

describe('the network coming back', () => {
  it('opens what the network had kept from opening, and nothing else', async () => {
    const host = createHost()
    const lost = new SubAppError('ENTRY_NETWORK', 'no network')
    sales.load = () => Promise.reject(lost)
    stock.load = () => Promise.reject(new SubAppError('ENTRY_INTEGRITY', 'other bytes'))
    await host.show(stock.app)
    await host.show(sales.app)
    expect([failure(host, 'sales'), failure(host, 'stock')]).toEqual(['ENTRY_NETWORK', 'ENTRY_INTEGRITY'])
    sales.load = async () => {}
    stock.load = async () => {}
    host.heal()
    await vi.waitFor(() => expect(host.viewOf('sales').status).toBe('mounted'))
    expect(failure(host, 'stock')).toBe('ENTRY_INTEGRITY')
  })
})

describe('showing', () => {
  it('mounts an app once and keeps it behind the next one', async () => {
    const host = createHost()
    await host.show(sales.app)
    await host.show(stock.app)
    await host.show(sales.app)
    expect(sales.log).toEqual(['load', 'mount', 'suspend', 'resume'])
    expect(elementOf('stock')?.hasAttribute('data-suspended')).toBe(true)
    expect(elementOf('sales')?.hasAttribute('data-suspended')).toBe(false)
  })

  it('mounts into an element that is in the document, with a portal at body level', async () => {
    type Mounted = MountProps & { isConnected: boolean; parent: Element | null }
    let mounted = undefined as Mounted | undefined
    sales.lifecycles.mount = props => {
      mounted = { ...props, isConnected: props.container.isConnected, parent: props.portal.parentElement }
    }
    await createHost().show(sales.app)
    expect(mounted).toMatchObject({ instanceId: 'sales@1.0.0#1', base: '/sales', isConnected: true })
    expect(mounted?.parent).toBe(document.body)
    expect(mounted?.portal.dataset.app).toBe('sales')
    // A landmark with a name: what pops up is part of no other one.
    expect([mounted?.portal.tagName, mounted?.portal.ariaLabel]).toEqual(['SECTION', 'Popups of sales'])
  })

  it('leaves an app hidden that finished loading after its tab was left', async () => {
    const gate = Promise.withResolvers<void>()
    sales.load = () => gate.promise
    const host = createHost()
    const opened = host.show(sales.app)
    await host.show(stock.app)
    gate.resolve()
    await opened
    expect(host.viewOf('sales')).toEqual({ status: 'mounted' })
    expect(elementOf('sales')?.hasAttribute('data-suspended')).toBe(true)
  })

  it('unmounts an app that is not kept alive when its tab is left, unless it is dirty', async () => {
    const brief = new FakeApp('brief', { keepAlive: false })
    const host = createHost([brief, stock])
    await host.show(brief.app)
    dirty.add('brief')
    await host.show(stock.app)
    expect(host.viewOf('brief').status).toBe('mounted')
    dirty.clear()
    await host.show(brief.app)
    await host.show(stock.app)
    await vi.waitFor(() => expect(host.viewOf('brief').status).toBe('closed'))
  })

  it('gives up the app not seen for longest when there are too many, but never a dirty one', async () => {
    const fakes = ['a', 'b', 'c', 'd'].map(name => new FakeApp(name))
    const host = createHost(fakes, 2)
    dirty.add('a')
    for (const fake of fakes) await host.show(fake.app)
    await vi.waitFor(() => expect(host.viewOf('c').status).toBe('closed'))
    expect(['a', 'b', 'c', 'd'].map(name => host.viewOf(name).status)).toEqual([
      'mounted',
      'closed',
      'closed',
      'mounted',
    ])
  })
})

describe('closing', () => {
  it('unmounts, leaves nothing on the page, and mounts the same code again later', async () => {
    const host = createHost()
    await host.show(sales.app)
    await host.close('sales')
    expect(document.querySelector('[data-app="sales"]')).toBeNull()
    await host.show(sales.app)
    expect(sales.log).toEqual(['load', 'mount', 'suspend', 'unmount', 'detach', 'mount'])
    expect(sales.targets).toHaveLength(1)
  })

  it('ends what the app has subscribed to and never undone', async () => {
    const listeners = new Set<(locale: Locale) => void>()
    const subscribe = (listener: (locale: Locale) => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    }
    const host = createHost([sales], 8, { locale: () => 'en', subscribe })
    let received = 0
    sales.lifecycles.mount = ({ shell }) => void shell.i18n.subscribe(() => (received += 1))
    for (let opening = 0; opening < 2; opening += 1) {
      await host.show(sales.app)
      await host.close('sales')
    }
    for (const listener of listeners) listener('zh-CN')
    expect(received).toBe(0)
  })

  it('ends what is still loading', async () => {
    sales.load = signal =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    const host = createHost()
    void host.show(sales.app)
    await vi.waitFor(() => expect(sales.log).toContain('load'))
    await host.close('sales')
    expect(host.viewOf('sales').status).toBe('closed')
    expect(elementOf('sales')).toBeNull()
  })

  it('cleans up although the app throws while it is unmounted', async () => {
    sales.lifecycles.unmount = () => {
      throw new Error('unmount')
    }
    const host = createHost()
    await host.show(sales.app)
    await host.close('sales')
    expect(elementOf('sales')).toBeNull()
    expect(reported).toHaveLength(1)
  })

  it('asks the app first', async () => {
    sales.lifecycles.beforeLeave = async () => false
    const host = createHost()
    await host.show(sales.app)
    expect(await host.mayClose('sales')).toBe(false)
  })
})

describe('failing', () => {
  const boom = () => {
    throw new Error('boom')
  }

  it('says in which step, and cleans up', async () => {
    for (const [step, code] of [
      ['bootstrap', 'BOOTSTRAP_FAILED'],
      ['mount', 'MOUNT_FAILED'],
    ] as const) {
      const fake = new FakeApp(`fails-at-${step}`)
      fake.lifecycles[step] = boom
      const host = createHost([fake])
      await host.show(fake.app)
      expect(failure(host, fake.app.manifest.name)).toBe(code)
      expect(elementOf(fake.app.manifest.name)).toBeNull()
    }
  })

  it('says which step took too long', async () => {
    vi.useFakeTimers()
    for (const [step, code] of [
      ['bootstrap', 'BOOTSTRAP_TIMEOUT'],
      ['mount', 'MOUNT_TIMEOUT'],
    ] as const) {
      const fake = new FakeApp(`hangs-at-${step}`)
      fake.lifecycles[step] = () => new Promise<void>(() => {})
      const host = createHost([fake])
      const shown = host.show(fake.app)
      await vi.advanceTimersByTimeAsync(2_500)
      await shown
      expect(failure(host, fake.app.manifest.name)).toBe(code)
    }
  })

  it('stays failed until it is retried, and then is a new copy from new addresses', async () => {
    sales.lifecycles.mount = boom
    const host = createHost()
    await host.show(sales.app)
    await host.show(stock.app)
    await host.show(sales.app)
    expect(sales.targets).toHaveLength(1)
    sales.lifecycles = {}
    await host.retry('sales')
    expect(host.viewOf('sales')).toEqual({ status: 'mounted' })
    expect(sales.targets.map(({ instanceId }) => instanceId)).toEqual(['sales@1.0.0#1', 'sales@1.0.0#2'])
    expect(sales.targets.map(({ retryMark }) => retryMark === null)).toEqual([true, false])
  })

  it('takes a manifest mended meanwhile, of the same version only', async () => {
    sales.lifecycles.mount = boom
    const host = createHost()
    await host.show(sales.app)
    const mended = { ...sales.app.manifest, entry: 'mended.js' }
    vi.stubGlobal('fetch', async () => Response.json(mended))
    await host.retry('sales')
    expect(sales.targets[1]?.app.manifest.entry).toBe('mended.js')
    vi.stubGlobal('fetch', async () => Response.json({ ...mended, version: '2.0.0', entry: 'other.js' }))
    await host.retry('sales')
    expect(sales.targets[2]?.app.manifest.entry).toBe('mended.js')
  })

  it('becomes RENDER_FAILED when a mounted app says so, once', async () => {
    let onError: (error: unknown) => void = () => {}
    sales.lifecycles.mount = props => {
      onError = props.onError
    }
    const host = createHost()
    await host.show(sales.app)
    onError(new Error('first'))
    onError(new Error('second'))
    await vi.waitFor(() => expect(failure(host, 'sales')).toBe('RENDER_FAILED'))
    expect(reported).toHaveLength(1)
  })

  it('of one app does not touch another', async () => {
    stock.lifecycles.mount = boom
    const host = createHost()
    await host.show(sales.app)
    await host.show(stock.app)
    expect(failure(host, 'stock')).toBe('MOUNT_FAILED')
    expect(host.viewOf('sales').status).toBe('mounted')
  })
})

describe('the page around an app', () => {
  it('has its body class while it is seen, and only then', async () => {
    const host = createHost()
    sales.lifecycles.mount = () => document.body.classList.add('locked')
    await host.show(sales.app)
    await host.show(stock.app)
    expect(document.body.className).toBe('')
    await host.show(sales.app)
    expect(document.body.className).toBe('locked')
    await host.close('sales')
    expect(document.body.className).toBe('')
  })

  it('gives elements that appear at body level to the app that is seen', async () => {
    const host = createHost()
    await host.show(sales.app)
    const popup = document.body.appendChild(document.createElement('div'))
    await vi.waitFor(() => expect(popup.dataset.app).toBe('sales'))
    await host.show(stock.app)
    expect(popup.hasAttribute('data-portico-hidden')).toBe(true)
    await host.close('sales')
    expect(popup.isConnected).toBe(false)
  })
})

import type { Contribution, Lifecycles, MountProps, ShellServices } from '@portico/micro-app'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AppHost } from '../app-host.ts'
import { SubAppError } from '../failure/app-error.ts'
import { createFakeRuntime, FakeApp } from './fake-runtime.ts'

const TIMEOUTS = { loadMs: 1_000, bootstrapMs: 1_000, mountMs: 1_000, unmountMs: 1_000, blankMs: 1_000 }
const SHELL = {
  i18n: { locale: () => 'en', subscribe: () => () => {} },
  report: { error() {}, timing() {} },
}

const card = (id: string, more: Partial<Contribution> = {}): Contribution => ({
  slot: 'workbench.card',
  id,
  title: { 'zh-CN': id, en: id },
  ...more,
})

let start: FakeApp
let sales: FakeApp
let stock: FakeApp
let noted: string[]
let loads: string[]
let mounts: MountProps[]
let runtime: ReturnType<typeof createFakeRuntime>
let place: HTMLElement

beforeEach(() => {
  for (const left of document.querySelectorAll('[data-app]')) left.remove()
  start = new FakeApp('start')
  sales = new FakeApp('sales', {
    contributes: [
      card('latest', { order: 2 }),
      card('today', { order: 1, size: { height: 90, columns: 2 } }),
    ],
  })
  stock = new FakeApp('stock', {
    contributes: [card('low', { permission: 'stock.read', size: { height: 90, maxHeight: 120 } })],
  })
  noted = []
  loads = []
  mounts = []
  sales.lifecycles.contributions = { latest: part('latest'), today: part('today') }
  stock.lifecycles.contributions = { low: part('low') }
  place = document.createElement('div')
})

afterEach(() => vi.unstubAllGlobals())

/** Writes its id into its element and notes what is done with it. */
function part(id: string): Lifecycles {
  return {
    mount(props) {
      mounts.push(props)
      props.container.textContent = id
      noted.push(`mount ${id} ${JSON.stringify(props.slot?.context)}`)
    },
    unmount: () => void noted.push(`unmount ${id}`),
    update: ({ slot }) => void noted.push(`update ${id} ${JSON.stringify(slot?.context)}`),
    suspend: () => void noted.push(`suspend ${id}`),
    resume: () => void noted.push(`resume ${id}`),
  }
}

async function showStart(permissions = ['stock.read'], timeouts = TIMEOUTS): Promise<AppHost> {
  const fakes = [start, sales, stock]
  runtime = createFakeRuntime(fakes)
  const services = SHELL as unknown as ShellServices
  const host = new AppHost({
    runtime,
    stage: document.body.appendChild(document.createElement('div')),
    timeouts,
    maxMounted: 8,
    servicesOf: () => services,
    slots: {
      apps: Object.fromEntries(fakes.map(({ app }) => [app.manifest.name, app])),
      can: permission => permissions.includes(permission),
      servicesOf: () => services,
    },
    reports: {
      loaded: ({ name, contribution }) => void loads.push(contribution ? `${name}#${contribution}` : name),
      loadFailed: ({ name }, { code }) => void loads.push(`${name} ${code}`),
    },
    isDirty: () => false,
    holdsTyped: () => false,
    onKept() {},
    onRenewed() {},
    reloadFor() {},
  })
  await host.show(start.app)
  return host
}

const showMonth = () => {}
const mount = (host: AppHost, month = '2026-11') =>
  host.slots.of('start').mount('workbench.card', place, { month, showMonth })
const texts = () => [...place.children].map(box => box.textContent)
const shown = (count: number) =>
  vi.waitFor(() => expect(texts().filter(text => text !== '')).toHaveLength(count))
const box = (name: string) => place.querySelector<HTMLElement>(`[data-contribution="${name}"]`)

describe('a slot', () => {
  it('is filled in order, from the copies of the contributing apps, each with its size kept free', async () => {
    const host = await showStart()
    mount(host)
    expect(texts()).toEqual(['', '', ''])
    expect(box('sales/today')?.style.minHeight).toBe('90px')
    expect(box('sales/today')?.style.maxHeight).toBe('270px')
    expect(box('stock/low')?.style.maxHeight).toBe('120px')
    expect(box('sales/today')?.style.getPropertyValue('--slot-columns')).toBe('2')
    await shown(3)
    expect(texts()).toEqual(['today', 'latest', 'low'])
    expect(sales.targets.map(({ instanceId, retryMark }) => [instanceId, retryMark])).toEqual([
      ['sales@1.0.0#today.1', 'today.1'],
      ['sales@1.0.0#latest.1', 'latest.1'],
    ])
    expect(loads.sort()).toEqual(['sales#latest', 'sales#today', 'start', 'stock#low'])
  })

  it('leaves out what the user may not see and what no app of the snapshot gives', async () => {
    const host = await showStart([])
    mount(host)
    await shown(2)
    expect(host.slots.of('start').list('workbench.card')).toHaveLength(2)
    expect(host.slots.of('start').list('order.panel')).toEqual([])
    expect(stock.targets).toEqual([])
  })

  it('behind another tab asks for nothing, until it is seen', async () => {
    const host = await showStart()
    mount(host)
    await host.show(sales.app)
    await Promise.resolve(requestAnimationFrame(() => {}))
    mount(host)
    expect(stock.targets).toEqual([])
    await host.show(start.app)
    await shown(6)
  })

  it('of the shell itself is seen whichever app is shown, and outlives them', async () => {
    const button: Contribution = { ...card('write'), slot: 'topbar.action' }
    stock = new FakeApp('stock', { contributes: [button] })
    stock.lifecycles.contributions = { write: part('write') }
    const host = await showStart()
    const slot = host.slots.of(null).mount('topbar.action', place, {})
    await vi.waitFor(() => expect(box('stock/write')?.textContent).toBe('write'))
    await host.show(sales.app)
    await host.close('start')
    expect(noted.filter(line => line.startsWith('suspend'))).toEqual([])
    expect(box('stock/write')?.textContent).toBe('write')
    slot.unmount()
    await vi.waitFor(() => expect(place.children).toHaveLength(0))
  })

  it('hands its contents another context, and says an equal one once', async () => {
    const host = await showStart([])
    const slot = mount(host)
    await shown(2)
    slot.update({ month: '2026-11', showMonth })
    slot.update({ month: '2026-10', showMonth })
    await vi.waitFor(() => expect(noted).toContain('update latest {"month":"2026-10"}'))
    expect(noted.filter(line => line.startsWith('update'))).toHaveLength(2)
  })

  it('hides and shows its contents with the app that owns it', async () => {
    const host = await showStart()
    mount(host)
    await shown(3)
    await host.show(stock.app)
    expect(noted.filter(line => line.startsWith('suspend'))).toHaveLength(3)
    expect(box('stock/low')?.querySelector('.app-host')?.hasAttribute('data-suspended')).toBe(true)
    await host.show(start.app)
    expect(box('stock/low')?.querySelector('.app-host')?.hasAttribute('data-suspended')).toBe(false)
  })

  it('is emptied with the app that owns it, and opens the same copies again', async () => {
    const host = await showStart()
    mount(host)
    await shown(3)
    await host.close('start')
    expect(place.children).toHaveLength(0)
    expect(noted.filter(line => line.startsWith('unmount'))).toHaveLength(3)
    await host.show(start.app)
    mount(host)
    await shown(3)
    expect(sales.log.filter(line => line === 'load')).toHaveLength(2)
  })

  it('loads a contribution with files of its own from its own addresses, marked only where a copy is there already', async () => {
    const files = { entry: 'contributions/low/low.js', css: [], preload: [], modules: [] }
    stock = new FakeApp('stock', { contributes: [{ ...card('low'), files }] })
    stock.lifecycles = part('low')
    const host = await showStart()
    const first = mount(host)
    await vi.waitFor(() => expect(box('stock/low')?.textContent).toBe('low'))
    mount(host)
    await vi.waitFor(() => expect(texts().filter(text => text === 'low')).toHaveLength(2))
    const copies = () => stock.targets.map(({ contribution, retryMark }) => [contribution, retryMark])
    expect(copies()).toEqual([
      ['low', null],
      ['low', 'low.2'],
    ])
    first.unmount()
    await vi.waitFor(() => expect(noted).toContain('unmount low'))
    mount(host)
    await vi.waitFor(() => expect(texts().filter(text => text === 'low')).toHaveLength(2))
    expect(copies()).toHaveLength(2)
  })

  it('gives up what is still loading when it is unmounted', async () => {
    sales.load = signal =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    const host = await showStart([])
    mount(host).unmount()
    await vi.waitFor(() => expect(place.children).toHaveLength(0))
    expect(loads).toEqual(['start'])
  })
})

describe('two copies of one app', () => {
  it('have ids, elements and addresses of their own: its tab, and a slot that is mounted twice', async () => {
    const host = await showStart([])
    mount(host)
    mount(host)
    await shown(4)
    await host.show(sales.app)
    const ids = sales.targets.map(({ instanceId }) => instanceId)
    expect(new Set(ids).size).toBe(5)
    expect(new Set(sales.targets.map(({ retryMark }) => retryMark)).size).toBe(5)
    expect(new Set(mounts.map(({ portal }) => portal)).size).toBe(4)
  })
})

describe('a contribution that fails', () => {
  it('is a small panel beside the others, and mounts from new addresses by Retry', async () => {
    stock.load = () => Promise.reject(new SubAppError('ENTRY_HTTP', 'answered 500'))
    const host = await showStart()
    mount(host)
    await vi.waitFor(() => expect(box('stock/low')?.textContent).toContain('low cannot be shown'))
    expect(box('stock/low')?.textContent).toContain('ENTRY_HTTP')
    await shown(3)
    expect(loads).toContain('stock ENTRY_HTTP')
    expect(host.viewOf('start').status).toBe('mounted')
    stock.load = async () => {}
    box('stock/low')?.querySelector('button')?.click()
    await vi.waitFor(() => expect(box('stock/low')?.textContent).toBe('low'))
    const marks = stock.targets.map(({ retryMark }) => retryMark)
    expect(new Set(marks).size).toBe(2)
  })

  it.each<[string, Partial<Lifecycles>, string]>([
    [
      'throws while it mounts',
      {
        mount: () => {
          throw new Error('broke')
        },
      },
      'MOUNT_FAILED',
    ],
    ['never comes to an end of mounting', { mount: () => new Promise(() => {}) }, 'MOUNT_TIMEOUT'],
  ])('that %s takes down neither those beside it nor the page', async (_, bad, code) => {
    stock.lifecycles.contributions = { low: { ...part('low'), ...bad } }
    const host = await showStart(undefined, { ...TIMEOUTS, mountMs: 30 })
    mount(host)
    await vi.waitFor(() => expect(box('stock/low')?.textContent).toContain(code))
    expect(texts().slice(0, 2)).toEqual(['today', 'latest'])
    expect(host.viewOf('start').status).toBe('mounted')
  })

  it.each<[string, Partial<Lifecycles>]>([
    [
      'throws',
      {
        unmount: () => {
          throw new Error('stays')
        },
      },
    ],
    ['never ends', { unmount: () => new Promise(() => {}) }],
  ])(
    'whose unmounting %s is taken off the page all the same, and is there again when asked for',
    async (_, bad) => {
      stock.lifecycles.contributions = { low: { ...part('low'), ...bad } }
      const host = await showStart(undefined, { ...TIMEOUTS, unmountMs: 30 })
      const slot = mount(host)
      await shown(3)
      slot.unmount()
      await vi.waitFor(() => expect(place.children).toHaveLength(0))
      mount(host)
      await shown(3)
      expect(texts()).toEqual(['today', 'latest', 'low'])
    },
  )

  it('whose update throws is a panel, beside which the others have the new context', async () => {
    stock.lifecycles.contributions = {
      low: {
        ...part('low'),
        update() {
          throw new Error('broke')
        },
      },
    }
    const slot = mount(await showStart())
    await shown(3)
    slot.update({ month: '2026-10', showMonth })
    await vi.waitFor(() => expect(box('stock/low')?.textContent).toContain('RENDER_FAILED'))
    expect(noted).toContain('update latest {"month":"2026-10"}')
  })

  it('names an entry that does not export it', async () => {
    delete stock.lifecycles.contributions
    mount(await showStart())
    await vi.waitFor(() => expect(box('stock/low')?.textContent).toContain('ENTRY_INVALID'))
  })

  it('after it was mounted: by its rendering, and by a chunk that was asked for by it alone', async () => {
    const host = await showStart()
    mount(host)
    await shown(3)
    mounts.find(({ instanceId }) => instanceId.includes('#latest'))?.onError(new Error('broke'))
    await vi.waitFor(() => expect(box('sales/latest')?.textContent).toContain('RENDER_FAILED'))
    const missed = new TypeError('Failed to fetch dynamically imported module: http://x/a.js')
    runtime.missChunk(missed, { instanceId: 'stock@1.0.0#low.1', app: 'stock', version: '1.0.0' })
    await vi.waitFor(() => expect(box('stock/low')?.textContent).toContain('CHUNK_FAILED'))
    expect(host.hasTaken(missed)).toBe(true)
    expect(box('sales/today')?.textContent).toBe('today')
  })

  it('gives way to the version that worked before, where that has it', async () => {
    const later = FakeApp.after(stock, '2.0.0')
    later.app.manifest.contributes = stock.app.manifest.contributes ?? []
    later.load = () => Promise.reject(new SubAppError('ENTRY_HTTP', 'answered 500'))
    const worked = stock
    stock = later
    const host = await showStart()
    const openSandbox = runtime.openSandbox.bind(runtime)
    const older = createFakeRuntime([worked])
    runtime.openSandbox = target =>
      target.app.manifest.version === '1.0.0' && target.app.manifest.name === 'stock'
        ? older.openSandbox(target)
        : openSandbox(target)
    mount(host)
    await vi.waitFor(() => expect(box('stock/low')?.textContent).toBe('low'))
    expect(loads).toContain('stock ENTRY_HTTP')
    expect(loads).toContain('stock#low')
  })
})

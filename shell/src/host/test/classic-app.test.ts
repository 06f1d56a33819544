import type { MountProps } from '@portico/micro-app'
import { fakeShell } from '@portico/testing'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { ClassicLibrary } from '../classic/classic-library.ts'
import { loadClassic } from '../classic/classic-loader.ts'
import type { QiankunActions } from '../classic/qiankun-state.ts'
import { HeldEnds } from '../ledger/held-ends.ts'
import { HeldListeners } from '../ledger/held-listeners.ts'
import type { ArtifactFiles } from '../loading/artifact-files.ts'
import type { SandboxWindow } from '../sandbox/scope.ts'
import { ScopeRegistry } from '../sandbox/scope-registry.ts'

type Run = (page: Record<string, unknown>) => void

let copy = ''
const registry = new ScopeRegistry({ ofUrl: () => null, ofCaller: () => copy }, () => {})

beforeEach(() => {
  registry.install()
})

/** One copy of a wrapped library: its script, as the browser would run it, registers `run`. */
async function openCopy(run: Run, instanceId = 'old@1.0.0#1') {
  const files: ArtifactFiles = {
    ...{ base: '/a/old/1.0.0/', entry: 'lib.js', styles: [], preload: [], modules: [] },
    url: path => `http://shell/a/old/1.0.0/${path}`,
    originalUrl: path => `http://shell/a/old/1.0.0/${path}`,
    markedUrl: () => null,
    integrity: () => undefined,
  }
  const append = vi.spyOn(document.head, 'append').mockImplementation(script => {
    copy = instanceId
    const program = ({ window }: { window: unknown }) => run(window as Record<string, unknown>)
    globalThis.__PORTICO_CLASSIC__('old@1.0.0', 'lib.js', {}, program)
    ;(script as HTMLScriptElement).onload?.(new Event('load'))
  })
  const address = new EventTarget()
  const lifecycles = await loadClassic(files, {
    ...{ name: 'old', artifact: 'old@1.0.0', instanceId, html: '<i id="root"></i>', start: ['lib.js'] },
    sandbox: Object.create(window) as SandboxWindow,
    ...{ registry, library: new ClassicLibrary(), address },
    ...{ listeners: new HeldListeners(), ends: new HeldEnds(), giveBase() {}, giveWindow() {} },
    ...{ timeoutMs: 1_000, signal: new AbortController().signal },
  })
  append.mockRestore()
  return { lifecycles, address }
}

function mountProps(): MountProps & Record<string, unknown> {
  const container = document.createElement('div')
  const shell = fakeShell()
  return {
    ...{ instanceId: 'old@1.0.0#1', container, portal: container },
    base: '/old',
    shell,
    onError: vi.fn(),
  }
}

/** Writes down what is called, with the props it got. */
function spying(names: string[]) {
  const calls: [string, Record<string, unknown>][] = []
  const of = (name: string) => (props: Record<string, unknown>) => void calls.push([name, props])
  return { calls, library: Object.fromEntries(names.map(name => [name, of(name)])) }
}

describe('a wrapped library', () => {
  it('is bootstrapped and mounted anew at each opening, updated where the shell moves its address, and unmounted', async () => {
    const { calls, library } = spying(['bootstrap', 'mount', 'update', 'unmount'])
    const { lifecycles, address } = await openCopy(page => Object.assign(page, { old: library }))
    const props = mountProps()
    for (let opening = 0; opening < 2; opening += 1) {
      await lifecycles.mount(props)
      address.dispatchEvent(new Event('popstate'))
      await lifecycles.unmount(props)
      address.dispatchEvent(new Event('popstate'))
    }
    const names = ['bootstrap', 'mount', 'update', 'unmount']
    expect(calls.map(([name]) => name)).toEqual([...names, ...names])
  })

  it('gets in each lifecycle what apps of qiankun find in their props', async () => {
    const { calls, library } = spying(['bootstrap', 'mount', 'update', 'unmount'])
    const { lifecycles, address } = await openCopy(page => Object.assign(page, { old: library }))
    const props = mountProps()
    await lifecycles.mount(props)
    address.dispatchEvent(new Event('popstate'))
    await lifecycles.unmount(props)
    for (const [, given] of calls) {
      expect(given).toMatchObject({ name: 'old', container: props.container })
      expect(given.onGlobalStateChange).toBeTypeOf('function')
      expect((given.container as Element).querySelector('#root')).not.toBeNull()
    }
  })

  it('receives the state that apps have in common: at once where it asks, then each change with the one before', async () => {
    const { calls, library } = spying(['mount', 'unmount'])
    const { lifecycles } = await openCopy(page => Object.assign(page, { old: library }))
    const props = mountProps()
    await lifecycles.mount(props)
    const given = calls[0]?.[1] as unknown as QiankunActions
    const received = vi.fn()
    given.setGlobalState({ user: 'one' })
    given.onGlobalStateChange(received, true)
    given.setGlobalState({ user: 'two' })
    expect(received.mock.calls.map(([state]) => state.user)).toEqual(['one', 'two'])
    expect(received.mock.calls[1]?.[1]).toMatchObject({ user: 'one' })
    await lifecycles.unmount(props)
    props.shell.events.emit('qiankun.state.changed', { state: { user: 'three' } })
    expect(received).toHaveBeenCalledTimes(2)
  })

  it('receives that its tab is left and entered, and is asked before it is closed, only where it wants to be', async () => {
    const asked = { ...spying([]).library, mount() {}, unmount() {}, suspend: vi.fn(), resume: vi.fn() }
    const { lifecycles } = await openCopy(page =>
      Object.assign(page, { old: { ...asked, beforeLeave: () => false } }),
    )
    expect(lifecycles.beforeLeave).toBeUndefined()
    await lifecycles.mount(mountProps())
    lifecycles.suspend?.()
    lifecycles.resume?.()
    expect([asked.suspend.mock.calls.length, asked.resume.mock.calls.length]).toEqual([1, 1])
    expect(await lifecycles.beforeLeave?.()).toBe(false)
    const { lifecycles: plain } = await openCopy(page => Object.assign(page, { old: asked }))
    await plain.mount(mountProps())
    expect(plain.beforeLeave).toBeUndefined()
  })

  it('what an update throws is the app’s failed rendering', async () => {
    const fault = new Error('no update')
    const library = { mount() {}, unmount() {}, update: () => Promise.reject(fault) }
    const { lifecycles, address } = await openCopy(page => Object.assign(page, { old: library }))
    const props = mountProps()
    await lifecycles.mount(props)
    address.dispatchEvent(new Event('popstate'))
    await vi.waitFor(() => expect(props.onError).toHaveBeenCalledWith(fault))
  })

  it('two copies of it keep their programs and windows apart', async () => {
    const seen: unknown[] = []
    const library = (mark: string) => (page: Record<string, unknown>) =>
      Object.assign(page, { mark, old: { mount: () => void seen.push(page.mark), unmount() {} } })
    const one = await openCopy(library('one'), 'old@1.0.0#1')
    const other = await openCopy(library('two'), 'old@1.0.0#card.1')
    copy = 'old@1.0.0#1'
    await one.lifecycles.mount(mountProps())
    await other.lifecycles.mount(mountProps())
    expect(seen).toEqual(['one', 'two'])
  })
})

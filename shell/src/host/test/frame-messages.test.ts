import { GraphError } from '@portico/micro-app'
import { fakeMountProps, fakeShell } from '@portico/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FrameBudget } from '../frame/frame-budget.ts'
import { errorOfFrame } from '../frame/frame-errors.ts'
import { FrameServices } from '../frame/frame-services.ts'
import { FramePort } from '../frame/wire/frame-port.ts'
import { readMessage } from '../frame/wire/messages.ts'

const legacy = { name: 'legacy', version: '1.0.0' }
const operation = { id: 'a'.repeat(64), name: 'Orders', body: 'query Orders { orders { id } }' }

function services(answers = {}) {
  const shell = fakeShell({ answers, path: '/legacy' })
  const said: [string, unknown][] = []
  const frame = document.createElement('iframe')
  const props = fakeMountProps('legacy', { shell })
  const title = { 'zh-CN': '旧', en: 'Old' }
  const manifest = { ...legacy, title, operations: [operation] } as never
  const parts = { props, manifest, frame, onReady: vi.fn(), onFailed: vi.fn() }
  const served = new FrameServices({ ...parts, say: (name, value) => void said.push([name, value]) })
  document.body.append(frame)
  return { shell, said, served, ...parts }
}

describe('a frame', () => {
  it('uses the services of the shell in the name of its app', () => {
    const { shell, served } = services()
    served.take('title', 'x'.repeat(900))
    served.take('dirty', true)
    served.take('toast', { kind: 'success', text: 'Saved' })
    expect([shell.tabs.title?.length, shell.tabs.isDirty]).toEqual([200, true])
    expect(JSON.stringify(shell.notify)).toContain('Saved')
  })

  it('receives language, theme and address when they change, until it is closed', () => {
    const { shell, said, served } = services()
    served.start()
    shell.i18n.set('zh-CN')
    shell.theme.set('dark')
    shell.navigation.navigate('/legacy/2')
    expect(said.map(([name]) => name)).toEqual(['locale', 'look', 'location'])
    expect(said[2]?.[1]).toMatchObject({ pathname: '/legacy/2' })
    served.stop()
    shell.i18n.set('en')
    expect(said).toHaveLength(3)
  })

  it('moves the address by whole paths of this page alone', async () => {
    const { shell, served } = services()
    await served.answer('navigate', { to: '/legacy/3?a=1', replace: false, state: { x: 1 } })
    expect(shell.navigation.location()).toMatchObject({ pathname: '/legacy/3', search: '?a=1' })
    for (const to of ['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:1', 7])
      await expect(served.answer('navigate', { to }), String(to)).rejects.toThrow(TypeError)
    expect(shell.navigation.location().pathname).toBe('/legacy/3')
  })

  it('sends operations of its own manifest alone, as that has them', async () => {
    const { served } = services({ Orders: { orders: [{ id: '1' }] } })
    const own = { call: 1, operation: operation.id, variables: {} }
    expect(await served.answer('graph', own)).toEqual({ orders: [{ id: '1' }] })
    const foreign = { ...own, operation: 'b'.repeat(64) }
    await expect(served.answer('graph', foreign)).rejects.toMatchObject({ code: 'OPERATION_NOT_OWN' })
  })

  it('receives the types of events it listens to, and no other', () => {
    const { shell, said, served } = services()
    served.take('listen', { type: 'sales.order.changed', isOn: true })
    shell.events.emit('sales.order.changed', { orderId: '1' })
    shell.events.emit('sales.import.finished', { importId: '1' })
    served.take('listen', { type: 'sales.order.changed', isOn: false })
    shell.events.emit('sales.order.changed', { orderId: '2' })
    expect(said).toEqual([['event', { type: 'sales.order.changed', event: { orderId: '1' } }]])
  })

  it('is known to the page to hold typed text', () => {
    const { served, props } = services()
    props.container.append(served.typedField)
    const noted = vi.fn()
    document.addEventListener('input', noted, { once: true })
    served.take('typed', true)
    expect([noted.mock.calls.length, served.typedField.value]).toEqual([1, '1'])
    served.take('typed', false)
    expect(served.typedField.value).toBe('')
  })

  it('is seen while it says that it shows something: a blank one counts as blank', () => {
    const { served, frame } = services()
    served.take('content', true)
    expect(frame.style.visibility).toBe('')
    served.take('content', false)
    expect(frame.style.visibility).toBe('hidden')
  })

  it('reports its errors as the errors of its app', () => {
    const { served, shell } = services()
    served.take('error', { code: 'TypeError', message: 'It failed', stack: '' })
    expect(shell.report.errors).toHaveLength(1)
    expect(String(shell.report.errors[0])).toContain('It failed')
  })

  it('hands on Escape and presses, which would close a menu of the shell', () => {
    const { served } = services()
    const seen: string[] = []
    const note = (event: Event) => seen.push(event.type)
    for (const type of ['keydown', 'pointerdown']) document.addEventListener(type, note, { once: true })
    served.take('escape', null)
    served.take('pressed', null)
    expect(seen).toEqual(['keydown', 'pointerdown'])
  })

  it.each([
    ['an unknown name', 'reload', null],
    ['a name that all objects have', 'constructor', null],
    ['a title that is none', 'title', {}],
    ['a flag that is none', 'dirty', 'yes'],
    ['a toast of no kind', 'toast', { kind: 'constructor', text: 'x' }],
    ['an event without a name', 'emit', { type: '__proto__', event: {} }],
    ['a wish that is none', 'listen', null],
    ['a step that is none', 'go', 0.5],
  ])('that sends %s is refused', (_what, name, value) => {
    expect(() => services().served.take(name, value)).toThrow(TypeError)
  })

  it('may not listen to everything', () => {
    const { served } = services()
    const listenTo = (n: number) => served.take('listen', { type: `a.b${n}`, isOn: true })
    for (let n = 0; n < 50; n++) listenTo(n)
    expect(() => listenTo(50)).toThrow(TypeError)
  })
})

it('an error of a frame speaks of its own files alone, at the address where they were published', () => {
  const stack = [
    'Error: x',
    'at a (http://h/frame/legacy/1.0.0/js/a.js:1:2)',
    'at b (http://h/a/sales/1.0.0/entry.js:1:2)',
  ]
  const error = errorOfFrame({ code: 'TypeError', message: 'x', stack: stack.join('\n') }, legacy)
  expect(error.stack).toBe('TypeError: x\nat a (http://h/a/legacy/1.0.0/js/a.js:1:2)')
})

it('more messages, or more text, than any app sends is too much; what is not used is saved up to a limit', () => {
  let now = 0
  const budget = new FrameBudget(() => now)
  const spent = Array.from({ length: 500 }, () => budget.spend(10)).filter(Boolean).length
  expect(spent).toBe(400)
  now = 60_000
  expect([budget.spend(1024 * 1024), budget.spend(1024 * 1024), budget.spend(1024 * 1024)]).toEqual([
    ...[true, true, false],
  ])
})

it.each([
  ['an object', { type: 'say' }],
  ['no JSON', '{'],
  ['a list', '[]'],
  ['another type', '{"type":"shout","name":"x"}'],
  ['a call without a number', '{"type":"call","id":"1","name":"x"}'],
  ['more than a message may be', JSON.stringify({ type: 'say', name: 'x', value: 'x'.repeat(300_000) })],
])('%s is no message', (_what, data) => {
  expect(readMessage(data)).toBeNull()
})

describe('a port', () => {
  const channel = new MessageChannel()
  const errorOf = ({ code, message }: { code: string; message: string }) => new GraphError(code, message)
  const handlers = { say: vi.fn(), malformed: vi.fn(), errorOf, call: vi.fn(async () => 7) }
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('rejects a call that is not answered in time, and what waits when it is closed', async () => {
    const port = new FramePort(channel.port1, handlers)
    const late = port.call('unmount', null, 1_000).catch(error => error.code)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(await late).toBe('FRAME_TIMEOUT')
    const cut = port.call('unmount', null, 1_000).catch(error => error.code)
    port.close()
    expect(await cut).toBe('FRAME_CLOSED')
    expect(await port.call('unmount', null, 1_000).catch(error => error.code)).toBe('FRAME_CLOSED')
  })
})

import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest'
import { CodeOwners } from '../../host/attribution/code-owners.ts'
import { ReportLog } from '../report-log.ts'
import type { TabReport } from '../report-outbox.ts'
import { watchUncaught } from '../uncaught.ts'

const shell = { name: 'shell', version: '1.0.0' }
const sent: TabReport[] = []
let listening: MockInstance<typeof window.addEventListener>

beforeEach(() => {
  listening = vi.spyOn(window, 'addEventListener')
})
afterEach(() => {
  for (const [type, listener, options] of listening.mock.calls)
    window.removeEventListener(type, listener as EventListener, options)
  listening.mockRestore()
  sent.length = 0
})

const taken = new Error('the host has reported it')

function watch() {
  const reports = new ReportLog()
  reports.sendTo(report => sent.push(report))
  const owners = new CodeOwners()
  for (const [app, version] of [
    ['sales', '1.5.0'],
    ['sales', '1.4.0'],
  ] as const) {
    const base = `${window.location.origin}/a/${app}/${version}/`
    owners.register({ base, retryMark: null }, { instanceId: `${app}@${version}#1`, app, version })
  }
  watchUncaught({
    reports,
    shell,
    ownerOf: thrown => {
      const owner = owners.ownerOfError(thrown)
      return owner && { name: owner.app, version: owner.version }
    },
    isTaken: error => error === taken,
  })
  return reports
}

const urlOf = (file: string) => `${window.location.origin}/a/${file}`

function at(...files: string[]): Error {
  const error = new TypeError('oh')
  error.stack = files.map(file => `f@${urlOf(file)}:1:2`).join('\n')
  return error
}

const withoutStack = <Thrown extends object>(thrown: Thrown): Thrown =>
  Object.defineProperty(thrown, 'stack', { value: undefined })

const uncaught = (error: unknown, over: ErrorEventInit = {}) =>
  window.dispatchEvent(new ErrorEvent('error', { error, message: 'oh', ...over }))
const rejected = (reason: unknown) =>
  window.dispatchEvent(Object.assign(new Event('unhandledrejection'), { reason }))

it('errors and rejections that nothing caught are reported of the app whose code threw them', () => {
  const reports = watch()
  uncaught(at('react/19.3.1/react.js', 'shell/1.0.0/host.js', 'sales/1.5.0/entry.js'))
  rejected(at('sales/1.4.0/entry.js'))
  expect(sent).toMatchObject([
    { kind: 'error', app: 'sales', version: '1.5.0', code: 'TypeError', origin: 'uncaught' },
    { kind: 'error', app: 'sales', version: '1.4.0', code: 'TypeError', origin: 'unhandled-rejection' },
  ])
  expect(sent.map(report => 'isUnattributed' in report && report.isUnattributed)).toEqual([false, false])
  expect(reports.textOf('sales@1.5.0')).toContain('TypeError: oh')
})

describe('of the app is, by the place that the browser names,', () => {
  const place = { filename: urlOf('sales/1.5.0/entry.js?retry=1-x'), lineno: 7, colno: 9 }
  const frame = { artifact: 'sales', version: '1.5.0', file: 'entry.js', line: 7, column: 9, function: null }

  it.each([
    ['nothing', null, { code: 'UNKNOWN', message: 'Uncaught null' }],
    ['a text', 'no customer', { code: 'UNKNOWN', message: 'no customer' }],
    ['a number', 42, { code: 'UNKNOWN', message: '42' }],
    ['a symbol', Symbol('x'), { code: 'UNKNOWN', message: 'Symbol(x)' }],
    ['an object', { code: 'NO_STOCK', message: 'none' }, { code: 'NO_STOCK', message: 'none' }],
    ['an object without a text', new Map(), { code: 'UNKNOWN', message: 'An object of Map' }],
    ['an object without a class', Object.create(null), { message: 'An object of no class' }],
    [
      'a DOMException',
      withoutStack(new DOMException('not here', 'DataError')),
      { code: 'DataError', message: 'not here' },
    ],
  ])('%s', (_what, thrown, facts) => {
    watch()
    uncaught(thrown, { message: `Uncaught ${String(thrown === null ? null : 'x')}`, ...place })
    expect(sent).toMatchObject([
      { app: 'sales', version: '1.5.0', isUnattributed: false, stack: { frames: [frame] }, ...facts },
    ])
  })
})

it('an AggregateError is of the app that threw one of its errors, and says what the first were', () => {
  watch()
  const none = withoutStack(new Error('none'))
  rejected(withoutStack(new AggregateError([none, at('sales/1.5.0/entry.js'), none, none], 'All failed')))
  expect(sent).toMatchObject([
    { app: 'sales', code: 'AggregateError', message: 'All failed; Error: none; TypeError: oh; Error: none' },
  ])
  expect(sent[0]).toMatchObject({ stack: { frames: [{ artifact: 'sales' }] } })
})

it('what no app is known for is reported of the shell, and marked where not even the shell is in it', () => {
  watch()
  uncaught(at('shell/1.0.0/host.js'))
  rejected(new TypeError(`Failed to fetch dynamically imported module: ${urlOf('shell/1.0.0/late.js')}`))
  rejected('a text')
  uncaught(null, { message: 'Script error.' })
  uncaught(at('react/19.3.1/react.js'))
  expect(sent).toMatchObject([
    { app: 'shell', isUnattributed: false },
    { app: 'shell', isUnattributed: false },
    { app: 'shell', message: 'a text', isUnattributed: true },
    { app: 'shell', message: 'Script error.', isUnattributed: true },
    { app: 'shell', isUnattributed: true },
  ])
})

it('an address that a message quotes makes no owner of an error that says where it was thrown', () => {
  watch()
  const error = at('shell/1.0.0/host.js')
  error.message = `cannot open ${urlOf('sales/1.5.0/entry.js')}`
  uncaught(error, { message: error.message, filename: urlOf('shell/1.0.0/host.js') })
  expect(sent).toMatchObject([{ app: 'shell', isUnattributed: false }])
})

it('what is no failure, or reported elsewhere, is not reported', () => {
  watch()
  rejected(new DOMException('given up', 'AbortError'))
  rejected(taken)
  uncaught(undefined, { message: 'ResizeObserver loop completed with undelivered notifications.' })
  window.dispatchEvent(new Event('error'))
  expect(sent).toEqual([])
})

it('an error that was reported before it was thrown on, or is the cause of one, is reported once', () => {
  const reports = watch()
  vi.spyOn(console, 'error').mockImplementationOnce(() => {})
  const error = at('sales/1.5.0/entry.js')
  reports.of({ name: 'sales', version: '1.5.0' }).error(error)
  uncaught(error)
  rejected(new Error('wrapped', { cause: error }))
  expect(sent).toHaveLength(1)
})

it('a loop is reported three times, and keeps no other fault from being reported', () => {
  watch()
  for (let again = 0; again < 1_000; again += 1) uncaught(at('sales/1.5.0/loop.js'))
  rejected(at('sales/1.5.0/other.js'))
  expect(sent).toHaveLength(4)
})

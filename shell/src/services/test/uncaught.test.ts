import { afterEach, beforeEach, expect, it, type MockInstance, vi } from 'vitest'
import { isFetchFailure } from '../../host/index.ts'
import { ReportLog } from '../report-log.ts'
import type { TabReport } from '../report-outbox.ts'
import { watchUncaught } from '../uncaught.ts'

const shell = { name: 'shell', version: '1.0.0' }
const apps = [
  { name: 'sales', version: '1.5.0' },
  { name: 'sales', version: '1.4.0' },
]
const sent: TabReport[] = []
let listening: MockInstance<typeof window.addEventListener>

beforeEach(() => {
  listening = vi.spyOn(window, 'addEventListener')
})
afterEach(() => {
  for (const [type, listener] of listening.mock.calls)
    window.removeEventListener(type, listener as EventListener)
  listening.mockRestore()
  sent.length = 0
})

function watch() {
  const reports = new ReportLog()
  reports.sendTo(report => sent.push(report))
  watchUncaught({ reports, shell, apps, isKnown: isFetchFailure })
  return reports
}

function at(...files: string[]): Error {
  const error = new TypeError('oh')
  error.stack = files.map(file => `f@${window.location.origin}/a/${file}:1:2`).join('\n')
  return error
}

const uncaught = (error: unknown, message = 'oh') =>
  window.dispatchEvent(new ErrorEvent('error', { error, message }))
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

it('what no app is known for is reported of the shell, and marked where not even the shell is in it', () => {
  watch()
  uncaught(at('shell/1.0.0/host.js'))
  rejected('a text')
  uncaught(null, 'Script error.')
  expect(sent).toMatchObject([
    { app: 'shell', isUnattributed: false },
    { app: 'shell', message: 'a text', isUnattributed: true },
    { app: 'shell', message: 'Script error.', isUnattributed: true },
  ])
})

it('what is no failure, or reported elsewhere, is not reported', () => {
  watch()
  rejected(new DOMException('given up', 'AbortError'))
  rejected(new TypeError('Failed to fetch dynamically imported module: /a/x.js'))
  uncaught(undefined, 'ResizeObserver loop completed with undelivered notifications.')
  window.dispatchEvent(new Event('error'))
  expect(sent).toEqual([])
})

it('a loop is reported three times, and keeps no other fault from being reported', () => {
  watch()
  for (let again = 0; again < 1_000; again += 1) uncaught(at('sales/1.5.0/loop.js'))
  rejected(at('sales/1.5.0/other.js'))
  expect(sent).toHaveLength(4)
})

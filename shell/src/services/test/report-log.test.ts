import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { AppError } from '../../host/index.ts'
import { ReportLog } from '../report-log.ts'
import type { TabReport } from '../report-outbox.ts'

const sales = { name: 'sales', version: '1.5.0' }
const stock = { name: 'inventory', version: '2.0.0' }
let sent: TabReport[]
let log: ReportLog

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  sent = []
  log = new ReportLog()
  log.sendTo(report => sent.push(report))
})

/** Thrown at another place than every other. */
function faultAt(line: number): Error {
  const fault = new TypeError(`fault ${line}`)
  fault.stack = `f@${window.location.origin}/a/sales/1.5.0/x.js:${line}:1`
  return fault
}

it('support reads what an app reported, with causes, and nothing of another’s', () => {
  log.of(sales).error(new Error('outer', { cause: new Error('inner') }), { order: 'o1' })
  log.of(stock).error(new Error('not yours'))
  const text = log.textOf('sales@1.5.0')
  expect(text).toContain('{"order":"o1"}\nError: outer\nError: inner')
  expect(text).not.toContain('not yours')
})

it('the last fifty of a page are kept', () => {
  for (let n = 1; n <= 60; n += 1) log.of(sales).error(`word ${n}`)
  const lines = log.textOf('sales@1.5.0').split('\n\n')
  expect(lines).toHaveLength(50)
  expect(lines[0]).toContain('word 11')
})

it('an error that is reported and thrown on is sent once, as the cause of another too', () => {
  const fault = faultAt(1)
  log.of(sales).error(fault)
  log.uncaught(sales, fault, { origin: 'uncaught', isUnattributed: false })
  log.of(sales).error(new Error('while saving', { cause: fault }))
  expect(sent).toHaveLength(1)
})

it('the same fault in a loop is sent three times, and another one still is', () => {
  for (let n = 0; n < 10; n += 1) log.of(sales).error(faultAt(1))
  log.of(sales).error(faultAt(2))
  expect(sent).toHaveLength(4)
})

it('the same fault in two apps is two faults', () => {
  for (const app of [sales, stock]) for (let n = 0; n < 4; n += 1) log.of(app).error(faultAt(1))
  expect(sent.map(report => report.app)).toEqual([...Array(3).fill('sales'), ...Array(3).fill('inventory')])
})

it('a page sends no more than two hundred different faults', () => {
  for (let line = 1; line <= 250; line += 1) log.of(sales).error(faultAt(line))
  expect(sent).toHaveLength(200)
  log.of(sales).error(faultAt(1))
  expect(sent, 'one that is known').toHaveLength(201)
})

it('causes that go in a circle have an end', () => {
  const [one, other] = [faultAt(1), faultAt(2)]
  one.cause = other
  other.cause = one
  log.uncaught(sales, one, { origin: 'unhandled-rejection', isUnattributed: true })
  expect(sent).toMatchObject([{ kind: 'error', app: 'sales', origin: 'unhandled-rejection' }])
})

it('loads are sent with their time, and failures with the version that is shown instead', () => {
  log.loaded(sales, 120)
  log.loadFailed(sales, new AppError('ENTRY_HTTP', 'answered 500'), '1.4.0')
  expect(sent).toMatchObject([
    { kind: 'load', app: 'sales', version: '1.5.0', ms: 120 },
    { kind: 'load-failure', app: 'sales', version: '1.5.0', code: 'ENTRY_HTTP', fallback: '1.4.0' },
  ])
  expect(log.textOf('sales@1.5.0')).toContain('"fallback":"1.4.0"')
})

it('of a contribution a load counts for the version of its app, and is measured under a name of its own', () => {
  onTestFinished(() => performance.clearMeasures())
  const part = { ...sales, contribution: 'figures' }
  log.loaded(part, 30)
  log.loadFailed(part, new AppError('MOUNT_FAILED', 'threw'), null)
  expect(sent).toMatchObject([
    { kind: 'load', app: 'sales', version: '1.5.0', ms: 30 },
    { kind: 'load-failure', app: 'sales', version: '1.5.0', code: 'MOUNT_FAILED' },
  ])
  expect(performance.getEntriesByName('sales@1.5.0#figures load')).toHaveLength(1)
  expect(log.textOf('sales@1.5.0')).toContain('"contribution":"figures"')
})

it('before the page has somewhere to send to it only keeps', () => {
  const early = new ReportLog()
  early.of(sales).error(new Error('early'))
  expect(early.textOf('sales@1.5.0')).toContain('early')
})

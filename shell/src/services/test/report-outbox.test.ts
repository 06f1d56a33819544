import { GraphError } from '@portico/micro-app'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { AppError } from '../../host/index.ts'
import { Freshness } from '../../state/freshness.ts'
import { GatewayClient } from '../gateway.ts'
import { ReportLog } from '../report-log.ts'
import { ReportOutbox, type TabReport } from '../report-outbox.ts'

interface Sent {
  path: string
  init: RequestInit
  items: TabReport[]
}

let sent: Sent[]

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(console, 'error').mockImplementation(() => {})
  sent = []
  stubFetch(() => new Response(null, { status: 204 }))
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

function stubFetch(answer: () => Response): void {
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    sent.push({ path, init, items: JSON.parse(String(init.body)).items })
    return answer()
  })
}

const sales = { name: 'sales', version: '1.5.0' }

function create() {
  const outbox = new ReportOutbox(new GatewayClient('s_1.token', new Freshness('s_1'), () => {}))
  outbox.start()
  const log = new ReportLog()
  log.sendTo(outbox.add)
  return log
}

it('sends what came within two seconds at once, with the snapshot token', async () => {
  const log = create()
  log.loaded(sales, 123.4)
  log.loadFailed(sales, new AppError('ENTRY_HTTP', 'answered 500'), '1.4.0')
  log.of(sales).error(new GraphError('SHORT', 'Too few'))
  log.of({ name: 'shell', version: '1.0.0' }).error(new TypeError('oh'))
  expect(sent).toHaveLength(0)
  await vi.advanceTimersByTimeAsync(2_000)
  expect(sent).toHaveLength(1)
  expect(sent[0]?.path).toBe('/api/release/reports')
  expect(new Headers(sent[0]?.init.headers).get('x-portico-snapshot')).toBe('s_1.token')
  expect(sent[0]?.items).toEqual([
    { kind: 'load', app: 'sales', version: '1.5.0', ms: 123 },
    {
      ...{ kind: 'load-failure', app: 'sales', version: '1.5.0', code: 'ENTRY_HTTP' },
      ...{ message: 'answered 500', fallback: '1.4.0' },
    },
    { kind: 'error', app: 'sales', version: '1.5.0', code: 'SHORT', message: 'Too few' },
    { kind: 'error', app: 'shell', version: '1.0.0', code: 'TypeError', message: 'oh' },
  ])
})

it('sends what waits when the page goes, in a call that outlives it', () => {
  create().loaded(sales, 1)
  window.dispatchEvent(new Event('pagehide'))
  expect(sent[0]?.init.keepalive).toBe(true)
})

it('sends at most 50 at once and keeps no more than 200', async () => {
  const log = create()
  for (let index = 0; index < 1_000; index += 1) log.loaded(sales, index)
  await vi.advanceTimersByTimeAsync(2_000)
  expect(sent.map(({ items }) => items.length)).toEqual([50, 50, 50, 50])
})

it('drops what cannot be sent, and goes on', async () => {
  stubFetch(() => {
    throw new TypeError('Failed to fetch')
  })
  const log = create()
  log.loaded(sales, 1)
  await vi.advanceTimersByTimeAsync(10_000)
  log.loaded(sales, 2)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(sent.map(({ items }) => items.length)).toEqual([1, 1])
})

it('cuts a message that is an essay', async () => {
  create()
    .of(sales)
    .error(new Error('x'.repeat(10_000)))
  await vi.advanceTimersByTimeAsync(2_000)
  expect(JSON.stringify(sent[0]?.items).length).toBeLessThan(1_000)
})

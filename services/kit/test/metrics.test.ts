import { isWithoutPrometheus, startPrometheus } from '@portico/telemetry/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ServiceMetrics } from '../src/metrics/service-metrics.ts'
import { type ServiceUnderTest, startForTest } from '../src/testing/index.ts'
import { PostOffice } from './bus/post-office.ts'
import { createNotesService } from './notes/notes.service.ts'

const ELSEWHERE = '192.0.2.9'

let notes: ServiceUnderTest

beforeAll(async () => {
  notes = await startForTest(createNotesService())
})
afterAll(() => notes?.stop())

function scrape(from: { headers?: Record<string, string>; remoteAddress?: string } = {}, of = notes) {
  return of.app.inject({ method: 'GET', url: '/metrics', ...from })
}

describe('the metrics of a service', () => {
  it('count requests by route and status, never by address; say connections, and what Node measures', async () => {
    await notes.call('POST', '/notes', { body: { body: 'one' } })
    await notes.call('GET', '/crash?id=secret')
    await notes.call('GET', '/guessed/by/a/scanner')
    await notes.call('GET', '/healthz', { tenant: null })
    const { body, headers } = await scrape()
    expect(headers['content-type']).toContain('application/openmetrics-text')
    const of = 'service="notes",tag="stable"'
    expect(body).toContain(
      `portico_service_requests_total{method="POST",route="/notes",status="201",${of}} 1`,
    )
    expect(body).toContain(`route="/crash",status="500",${of}} 1`)
    expect(body).toContain(`route="(no route)",status="404",${of}} 1`)
    expect(body).toMatch(/portico_service_duration_ms_count\{.*route="\/notes".*\} 1\n/)
    expect(body).toMatch(/portico_database_connections\{state="open",.*\} [1-5]\n/)
    expect(body).toContain(`portico_database_connections{state="waiting",${of}} 0`)
    expect(body).toMatch(/\nprocess_resident_memory_bytes \d+\n/)
    expect(body).not.toMatch(/scanner|secret|healthz/)
    expect(body.match(/# EOF/g)).toHaveLength(1)
    expect(body).toMatch(/# EOF\n$/)
  })

  it.each([
    ['another machine', { remoteAddress: ELSEWHERE }],
    ['another machine that speaks IPv6', { remoteAddress: '2001:db8::1' }],
    ['behind a proxy of this machine', { headers: { 'x-forwarded-for': ELSEWHERE } }],
  ])('are not for %s', async (_, from) => {
    const refused = await scrape(from)
    expect(refused.statusCode).toBe(403)
    expect(refused.json()).toMatchObject({
      code: 'PLATFORM_ONLY',
      detail: expect.stringContaining('PORTICO_METRICS_TOKEN'),
    })
  })

  it.each(['127.0.0.1', '::ffff:127.0.0.1', '::1'])('are for a scraper at %s', async remoteAddress => {
    expect((await scrape({ remoteAddress })).statusCode).toBe(200)
  })

  it('with a token are for callers that send it, wherever they are', async () => {
    const guarded = await startForTest(createNotesService(), { PORTICO_METRICS_TOKEN: 'of the scraper' })
    try {
      expect((await scrape({}, guarded)).statusCode).toBe(403)
      expect((await scrape({ headers: { authorization: 'Bearer guessed' } }, guarded)).statusCode).toBe(403)
      const headers = { authorization: 'Bearer of the scraper' }
      expect((await scrape({ headers, remoteAddress: ELSEWHERE }, guarded)).statusCode).toBe(200)
    } finally {
      await guarded.stop()
    }
  })

  it.skipIf(isWithoutPrometheus())('are read by a real Prometheus', async () => {
    const { read, stop } = await startPrometheus({ notes: new URL(notes.url).host })
    try {
      const timeout = { timeout: 30_000 }
      await notes.call('GET', '/caller')
      const answered = 'portico_service_requests_total{service="notes",route="/caller",status="200"}'
      await expect.poll(() => read(answered), timeout).toBeGreaterThan(0)
      expect(await read('up{job="notes"}')).toBe(1)
      expect(
        await read('histogram_quantile(0.9, portico_service_duration_ms_bucket{route="/caller"})'),
      ).not.toBeNaN()
      expect(await read('process_resident_memory_bytes')).toBeGreaterThan(0)
    } finally {
      await stop()
    }
  })

  it('leave out what cannot be read, and what waits no more', async () => {
    const metrics = new ServiceMetrics({ service: 'notes', tag: 'stable' })
    let waiting = [{ queue: 'imports', waiting: 2, oldestMs: 1500 }]
    metrics.measureQueues(async () => waiting)
    metrics.measureQueues(() => Promise.reject(new Error('no database')))
    const first = await metrics.write()
    expect(first).toContain('portico_queue_waiting{queue="imports",service="notes",tag="stable"} 2')
    expect(first).toContain('portico_queue_oldest_ms{queue="imports",service="notes",tag="stable"} 1500')
    waiting = []
    expect(await metrics.write()).not.toContain('queue="imports"')
  })
})

it('a writer measures the messages that its consumers have not taken, and how old they are', async () => {
  const post = await PostOffice.open()
  try {
    const writer = await post.writer()
    await post.publish(writer, 'kettle')
    await post.publish(writer, 'pan')
    const queue = 'seller.thing.sold/keeper/stable'
    const [state] = await writer.bus.readQueues()
    expect(state).toEqual({ queue, waiting: 2, oldestMs: expect.any(Number) })
    expect(state?.oldestMs).toBeGreaterThan(0)
    const keeper = await post.consumer('stable')
    await post.until(effects => effects.length === 2)
    expect(await keeper.bus.readQueues()).toEqual([])
  } finally {
    await post.close()
  }
})

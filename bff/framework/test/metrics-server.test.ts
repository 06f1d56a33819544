import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { serveMetrics } from '../src/http/metrics-server.ts'
import { Metrics } from '../src/telemetry/metrics.ts'

test('metrics with a token are for those who send it', async () => {
  const server = await serveMetrics(() => new Metrics().write(), {
    host: '127.0.0.1',
    port: 0,
    token: 'of the scraper',
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const statusWith = async (headers: Record<string, string>) => (await fetch(url, { headers })).status
  expect(await statusWith({})).toBe(401)
  expect(await statusWith({ authorization: 'Bearer of the scrapeR' })).toBe(401)
  expect(await statusWith({ authorization: 'Bearer of the scraper' })).toBe(200)
  server.close()
})

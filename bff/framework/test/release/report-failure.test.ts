import type { ServerResponse } from 'node:http'
import { Discovery } from '@portico/service-client'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { failureOf } from '../../src/release/report-failure.ts'
import { createLog } from '../../src/telemetry/log.ts'
import { ServiceClient } from '../../src/upstream/service-client.ts'
import { systemContext } from '../../src/upstream/system-context.ts'
import { Upstream } from '../../src/upstream/upstream.ts'
import { FakeInstance } from '../fake-instance.ts'

const log = createLog(() => {})
let instance: FakeInstance
let upstream: Upstream
beforeAll(async () => {
  instance = await FakeInstance.start('stable', '1.0.0')
  const urls = { release: instance.url, silent: 'http://127.0.0.1:9' }
  upstream = new Upstream(new Discovery(['release', 'silent'], urls), log)
})
afterAll(() => instance.kill())

async function failureOfCall(service: string): Promise<string> {
  const client = new ServiceClient(service, upstream, systemContext(200), log)
  return client.post('/incidents', {}).then(() => 'none', failureOf)
}

const problem = (status: number, code: string) => (response: ServerResponse) =>
  response.writeHead(status, { 'content-type': 'application/problem+json' }).end(JSON.stringify({ code }))

it.each([
  ['refused', 'a refusal', problem(400, 'INVALID_REQUEST')],
  ['refused', 'a refusal without words', (response: ServerResponse) => response.writeHead(413).end()],
  ['failed', 'a failure', problem(500, 'INTERNAL')],
  ['failed', 'a failure without words', (response: ServerResponse) => response.writeHead(502).end()],
  ['failed', 'another service that is missing', problem(503, 'UPSTREAM_UNAVAILABLE')],
  ['unknown', 'a cut connection', (response: ServerResponse) => response.destroy()],
  ['unknown', 'no answer in time', () => null],
] as const)('%s: %s', async (failure, _answer, answer) => {
  instance.answer = (_call, response) => answer(response)
  expect(await failureOfCall('release')).toBe(failure)
})

it('unsent: to an address where no process listens, and to an unknown service', async () => {
  expect(await failureOfCall('silent')).toBe('unsent')
  expect(await failureOfCall('unknown')).toBe('unsent')
})

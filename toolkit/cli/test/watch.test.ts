import type { Release } from '@portico/release'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildRelease } from './build.ts'
import { FakeGateway } from './fake-gateway.ts'
import { runCli, runJson } from './run-cli.ts'

const read = /releases\/rel-1$/

let fake: FakeGateway
beforeEach(async () => {
  fake = await new FakeGateway().start()
  fake.releases = [buildRelease()]
})
afterEach(() => fake.stop())

function becomes(parts: Partial<Release>): void {
  for (const release of fake.releases) Object.assign(release, parts)
}

test('watch says what the guardrails do and ends when the time is up', async () => {
  const { exitCode, out } = await runCli(fake.url, ['release', 'watch', 'sales', '--minutes', '1'])
  expect(exitCode).toBe(0)
  expect(out.match(/gray: 1 %\n {2}load failures at most \+5 points: ok/g)).toHaveLength(1)
  expect(out).toContain('Still running after 1 min')
  expect(fake.callsTo('GET', read)).toHaveLength(12)
})

test('watch ends with 6 when the guardrails take the release back, and says why', async () => {
  fake.meanwhile('GET', read, () => becomes({ state: 'aborted', endReason: 'load-failures 0.4 > 0.05' }))
  const { exitCode, out } = await runCli(fake.url, ['release', 'watch', 'sales'])
  expect(exitCode).toBe(6)
  expect(out).toContain('Revoked: load-failures 0.4 > 0.05')
})

test('watch ends with 0 when the release is promoted', async () => {
  fake.meanwhile('GET', read, () => becomes({ state: 'full' }))
  const { exitCode, json } = await runJson<Release>(fake.url, ['release', 'watch', 'rel-1'])
  expect({ exitCode, state: json.state }).toEqual({ exitCode: 0, state: 'full' })
})

test('a release that was revoked before the watch began ends it with 6', async () => {
  fake.releases = [
    buildRelease({ id: 'old', state: 'full', startedAt: '2025-01-01' }),
    buildRelease({ state: 'aborted', startedAt: '2025-02-01' }),
  ]
  const { exitCode } = await runCli(fake.url, ['release', 'watch', 'sales'])
  expect(exitCode).toBe(6)
})

test('a gateway that is away for some seconds does not end the watch', async () => {
  fake.refuse('GET', read, { status: 503, code: 'UPSTREAM_UNAVAILABLE', detail: 'Away.' }, 6)
  const { exitCode } = await runCli(fake.url, ['release', 'watch', 'sales', '--minutes', '2'])
  expect(exitCode).toBe(0)
})

test('a gateway that stays away ends the watch with 5', async () => {
  fake.refuse('GET', read, { status: 503, code: 'UPSTREAM_UNAVAILABLE', detail: 'Away.' }, 1000)
  const { exitCode, error } = await runCli(fake.url, ['release', 'watch', 'sales', '--minutes', '30'])
  expect(exitCode).toBe(5)
  expect(error).toContain('UPSTREAM_UNAVAILABLE')
})

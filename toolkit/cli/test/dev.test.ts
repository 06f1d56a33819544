import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCli } from './run-cli.ts'

const NOWHERE = 'http://127.0.0.1:9'
const plainApp = join(import.meta.dirname, '../../vite-preset/test/fixtures/plain-app')

test('an app is served until the command is stopped, and what comes from where is printed', async () => {
  const { exitCode, out } = await runCli(NOWHERE, ['dev', plainApp])
  expect(exitCode).toBe(0)
  expect(out).toMatch(/labels {2}http:\/\/127\.0\.0\.1:\d+\/__dev\/labels\/ {2}from/)
  expect(out).toContain('BASELINE_UNREACHABLE')
  expect(out).toMatch(/Open http:\/\/127\.0\.0\.1:\d+\/labels/)
  expect(out).not.toContain('ptk_')
})

test.each([
  ['no app', ['dev', join(import.meta.dirname, '../../vite-preset')], 'APP_MISSING', 2],
  ['a baseline with a path', ['dev', plainApp, '--baseline', 'http://a.example/x'], 'BASELINE_INVALID', 2],
  [
    'a service of this machine',
    ['dev', plainApp, '--service', 'stock=http://127.0.0.1:7106'],
    'LANES_MISSING',
    1,
  ],
  ['no port', ['dev', plainApp, '--port', '70000'], 'WRONG_USAGE', 2],
])('%s: %j is refused by name', async (_, line, code, exitCode) => {
  const outcome = await runCli(NOWHERE, line)
  expect(outcome.error).toContain(code)
  expect(outcome.exitCode).toBe(exitCode)
})

test('what the preset says to do stands in place of what this program would', async () => {
  const { error, exitCode } = await runCli(NOWHERE, ['record', 'first', plainApp])
  expect(error.match(/portico graph pull/g)).toHaveLength(1)
  expect(exitCode).toBe(2)
})

import { mkdtempSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ensurePrograms } from '../src/needs.ts'

/** A machine of root whose package manager reaches no mirror. */
let programs: string

beforeEach(async () => {
  programs = mkdtempSync(join(tmpdir(), 'portico-programs-'))
  await install('apt-get', 'echo no mirror answers >&2; exit 100')
  vi.spyOn(process, 'getuid').mockReturnValue(0)
  vi.stubEnv('PATH', programs)
  vi.stubEnv('PORTICO_CHROMIUM', undefined)
})
afterEach(async () => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  await rm(programs, { recursive: true, force: true })
})

function install(name: string, script = ''): Promise<void> {
  return writeFile(join(programs, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
}

test('what only makes tests faster or more is done without, and that is said', async () => {
  await install('redis-server')
  await install('chromium')
  const said = vi.spyOn(console, 'log').mockImplementation(() => {})
  await ensurePrograms()
  const text = said.mock.calls.flat().join('\n')
  expect(text).toContain('no mirror answers')
  expect(text).toContain('Browser tests run in chromium, and take longer')
  expect(text).toContain('The tests that ask a real Prometheus are left out')
})

test('what tests cannot do without ends the run, and says which it is', async () => {
  await install('chromium')
  vi.spyOn(console, 'log').mockImplementation(() => {})
  await expect(ensurePrograms()).rejects.toThrow('apt-get could not install redis-server')
})

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { envReads } from '../src/reference/env-reads.ts'
import { manifestPage } from '../src/reference/manifest.ts'
import { problemsIn } from '../src/reference/problems.ts'
import { settingFaults } from '../src/reference/settings.ts'
import { statusTwins } from '../src/reference/status-twins.ts'
import { listFiles } from '../src/repository/list-files.ts'
import { root } from '../src/repository/root.ts'

const namesIn = (text: string) => envReads('x.ts', text).map(({ name }) => name)

describe('a read of a setting is found', () => {
  test.each([
    'process.env.SOME_SETTING',
    'env.SOME_SETTING ?? 1',
    "env['SOME_SETTING']",
    'service.env.SOME_SETTING',
    'this.#env.SOME_SETTING',
    'this.environment.env.SOME_SETTING',
    'process.env!.SOME_SETTING',
    'const { SOME_SETTING } = process.env',
    "const { SOME_SETTING: own = '' } = env",
    'function read({ SOME_SETTING }: Env) {}',
    'function read({ SOME_SETTING: text }: NodeJS.ProcessEnv) {}',
  ])('%s', text => {
    expect(namesIn(text)).toEqual(['SOME_SETTING'])
  })

  test.each(['env[name]', 'const { [name]: own } = env'])('with a name made while running: %s', text => {
    expect(namesIn(text)).toEqual([null])
  })

  test.each([
    'import.meta.env.PORTICO_FEATURE_X',
    '// process.env.SOME_SETTING',
    'env.length',
    'const { ...rest } = env',
    'const env = { SOME_SETTING: 1 }',
  ])('and nothing else: %s', text => {
    expect(namesIn(text)).toEqual([])
  })
})

test('a setting that no table declares is refused where it is read', () => {
  const faults = settingFaults([
    { path: 'services/new/src/main.ts', text: "env.PORTICO_NEW\nenv.SALES_URL\nenv['HOST']" },
  ])
  expect(faults.filter(fault => fault.startsWith('services/new'))).toEqual([
    'services/new/src/main.ts:1 reads PORTICO_NEW, which no table of toolkit/settings declares',
  ])
})

test('a setting that is declared and read nowhere is refused, and so is a name made while running', () => {
  const faults = settingFaults([{ path: 'a/src/main.ts', text: 'env[name]' }])
  expect(faults).toContain('a/src/main.ts:1 reads a setting whose name is made while running')
  expect(faults).toContain('toolkit/settings declares PORTICO_DRAIN_MS, which nothing reads')
})

test('an entry of a catalogue that cannot be read from the code is refused, not left out', () => {
  const text = (entry: string) => `defineProblems({ GONE: ${entry} })`
  expect(problemsIn('a.ts', text("{ status: 410, title: 'It is gone' }"))).toEqual([
    { path: 'a.ts', code: 'GONE', status: 410, title: 'It is gone' },
  ])
  expect(() => problemsIn('a.ts', text('made()'))).toThrow('a.ts: write GONE: made()')
})

test('a field of the manifest without a comment is refused', () => {
  const parts = [
    'Manifest',
    'SharedManifest',
    'AppDefinition',
    'MenuEntry',
    'Contribution',
    'ContributionSize',
    'ContributionFiles',
    'AppPermission',
  ]
  const text = parts
    .map(name => `/** It. */ export interface ${name} {\n/** Of it. */ size?: 'a' | 'b' }`)
    .join('\n')
  expect(manifestPage(text)).toContain("| `size` | `'a' \\| 'b'` | no | Of it. |")
  expect(() => manifestPage(text.replace('/** Of it. */', ''))).toThrow('size needs a comment')
})

test('a code that gateway and services hold has one status', () => {
  const files = listFiles()
    .filter(path => /^services\/.*\/src\/.*\.ts$/.test(path))
    .map(path => ({ path, text: readFileSync(join(root, path), 'utf8') }))
  expect(statusTwins(files)).toEqual([])
})

test('a code whose status differs is named with both', () => {
  const text =
    "defineProblems({ FORBIDDEN: { status: 409, title: 'No' }, OWN: { status: 409, title: 'No' } })"
  const other = "defineProblems({ OWN: { status: 422, title: 'No' } })"
  const files = [
    { path: 'services/core/a/src/problems.ts', text },
    { path: 'services/core/b/src/problems.ts', text: other },
  ]
  expect(statusTwins(files)).toEqual([
    'FORBIDDEN: 403 of gateway, 409 of services/core/a/src/problems.ts',
    'OWN: 409 of services/core/a/src/problems.ts, 422 of services/core/b/src/problems.ts',
  ])
})

import { expect, test } from 'vitest'
import type { PackageJson } from '../src/packages/public-packages.ts'
import { checkPackage, type PackageFacts } from '../src/rules/check-package.ts'

const SIBLINGS = new Map([
  ['@portico/inner', { isPrivate: true }],
  ['@portico/base', { isPrivate: false }],
])

const GOOD: PackageJson = {
  name: '@portico/thing',
  version: '1.2.3',
  license: 'MIT',
  files: ['dist'],
  bin: { thing: 'src/main.ts' },
  exports: { '.': './src/index.ts', './look.css': './src/look.css' },
  dependencies: { '@portico/base': 'workspace:^', semver: 'catalog:' },
  peerDependencies: { react: '^19' },
  devDependencies: { '@portico/inner': 'workspace:*', commander: 'catalog:' },
  publishConfig: {
    bin: { thing: 'dist/main.js' },
    exports: {
      '.': { types: './dist/index.d.ts', default: './dist/index.js' },
      './look.css': './dist/look.css',
    },
  },
}

function check(json: Partial<PackageJson>, facts: Partial<PackageFacts> = {}): string[] {
  const files = ['README.md', 'src/index.ts', 'src/main.ts', 'src/look.css']
  const all = {
    folder: 'toolkit/thing',
    json: { ...GOOD, ...json },
    imported: ['@portico/base', 'react', 'semver'],
    takenIn: ['commander'],
    has: (file: string) => files.includes(file),
    ...facts,
  }
  return checkPackage(all, SIBLINGS)
}

test('a package of which everything is there has no problem', () => {
  expect(check({})).toEqual([])
})

test('an entry for this repository alone is null where the package is published', () => {
  const exports = { ...GOOD.publishConfig?.exports, './inner': null }
  const inner = { exports: { ...GOOD.exports, './inner': './src/index.ts' } }
  expect(check({ ...inner, publishConfig: { ...GOOD.publishConfig, exports } })).toEqual([])
})

test.each([
  [
    { dependencies: { ...GOOD.dependencies, '@portico/inner': 'workspace:^' } },
    'depends on @portico/inner, which is private',
  ],
  [
    { peerDependencies: { ...GOOD.peerDependencies, '@portico/inner': 'workspace:^' } },
    'depends on @portico/inner',
  ],
  [
    { dependencies: { semver: 'catalog:', '@portico/base': 'workspace:*' } },
    'asks for @portico/base as workspace:*',
  ],
  [
    { dependencies: { semver: 'catalog:' } },
    'imports @portico/base, which neither dependencies nor peerDependencies name',
  ],
  [{ peerDependencies: {} }, 'imports react, which neither'],
  [
    { dependencies: { ...GOOD.dependencies, tar: 'catalog:' } },
    'has tar among its dependencies and does not import it',
  ],
  [{ devDependencies: {} }, 'takes commander into its bundle'],
  [
    { exports: { ...GOOD.exports, './more': './src/index.ts' } },
    'exports ./more here, but not in publishConfig.exports',
  ],
  [
    { publishConfig: { exports: GOOD.publishConfig?.exports ?? {} } },
    'has the program thing here, but not in publishConfig.bin',
  ],
  [
    { publishConfig: { ...GOOD.publishConfig, bin: { thing: 'dist/lost.js' } } },
    'publishes dist/lost.js, for which there is no source',
  ],
  [{ version: 'next' }, 'has the version next'],
])('what would fail where it is installed is a problem: %#', (json, problem) => {
  expect(check(json).join('\n')).toContain(`toolkit/thing: ${problem}`)
})

test('a package without licence, list of files or README is refused', () => {
  const { license: _, files: __, ...json } = GOOD
  const problems = checkPackage(
    {
      folder: 'thing',
      json,
      imported: ['@portico/base', 'react', 'semver'],
      takenIn: ['commander'],
      has: file => file !== 'README.md',
    },
    SIBLINGS,
  )
  expect(problems).toEqual([
    'thing: names no license',
    'thing: has no "files": everything in its folder would be published',
    'thing: has no README.md',
  ])
})

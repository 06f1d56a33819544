import type { SharedManifest } from '@portico/micro-app/manifest'
import { expect, test } from 'vitest'
import { chooseShared, specifiersOf } from '../src/release/shared-resolution.ts'

function library(name: string, version: string, requires: Record<string, string> = {}): SharedManifest {
  return {
    schema: 1,
    name,
    version,
    exports: { [name]: `${name}.js` },
    imports: {},
    requires: { shared: requires },
    integrity: {},
  }
}

const libraries = new Map(
  [
    library('react', '19.3.1+h1'),
    library('antd', '6.6.8', { react: '^19' }),
    library('charts', '1.0.0', { antd: '^6' }),
  ].map(one => [one.name, [one]] as const),
)

const names = (ranges: Record<string, string>) => chooseShared(ranges, libraries).map(({ name }) => name)

test('a library is shared where its version fits', () => {
  expect(names({ react: '^19' })).toEqual(['react'])
  expect(names({ react: '^18' })).toEqual([])
  expect(names({ unknown: '*' })).toEqual([])
})

test('a library is shared only with what it needs itself, however far that goes', () => {
  expect(names({ react: '^19', antd: '^6', charts: '^1' })).toEqual(['react', 'antd', 'charts'])
  expect(names({ antd: '^6' })).toEqual([])
  expect(names({ react: '^18', antd: '^6', charts: '^1' })).toEqual([])
})

test('specifiers lead to the artifact of the chosen version', () => {
  expect(specifiersOf('', chooseShared({ react: '^19' }, libraries))).toEqual({
    react: '/a/react/19.3.1+h1/react.js',
  })
})

const [releasedReact, react] = [library('react', '19.4.0'), library('react', '19.3.1')]
const antd = library('antd', '6.6.8', { react: '^19' })
const both = new Map([
  ['react', [releasedReact, react]],
  ['antd', [antd]],
])
const versions = (ranges: Record<string, string>, preference?: 'baseline') =>
  chooseShared(ranges, both, preference).map(one => `${one.name}@${one.version}`)

test('a released version goes to those it fits, and the others keep the one they had', () => {
  expect(versions({ react: '^19' })).toEqual(['react@19.4.0'])
  expect(versions({ react: '~19.3' })).toEqual(['react@19.3.1'])
})

test('a library that others import is theirs only together with the version it gets itself', () => {
  expect(versions({ react: '^19', antd: '^6' })).toEqual(['react@19.4.0', 'antd@6.6.8'])
  expect(versions({ react: '~19.3', antd: '^6' })).toEqual(['react@19.3.1'])
  expect(versions({ react: '~19.3', antd: '^6' }, 'baseline')).toEqual(['react@19.3.1', 'antd@6.6.8'])
  expect(versions({ react: '^19', antd: '^6' }, 'baseline')).toEqual(['react@19.3.1', 'antd@6.6.8'])
})

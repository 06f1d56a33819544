import { expect, it } from 'vitest'
import {
  type Manifest,
  parseDefinition,
  parseManifest,
  parseSharedManifest,
  type SharedManifest,
} from '../src/manifest/index.ts'

const hash = `sha384-${'A'.repeat(64)}`
const title = { 'zh-CN': '销售', en: 'Sales' }

const manifest: Manifest = {
  schema: 1,
  protocol: 1,
  name: 'sales',
  version: '1.4.2',
  entry: 'assets/entry-1.js',
  css: ['assets/entry-1.css'],
  preload: ['assets/vendor-1.js'],
  imports: ['react'],
  own: { react: { react: 'own/react/react-1.js' } },
  integrity: {
    'assets/entry-1.js': hash,
    'assets/entry-1.css': hash,
    'assets/vendor-1.js': hash,
    'own/react/react-1.js': hash,
  },
  title,
  icon: 'shop',
  base: '/sales',
  menu: [
    { path: '/orders', title, permission: 'sales.order.read' },
    { path: '/', title },
  ],
  requires: { shared: { react: '^19' } },
  operations: [{ id: 'a'.repeat(64), name: 'Orders', body: 'query Orders { x }' }],
  keepAlive: true,
}

const contribution = {
  slot: 'workbench.card',
  id: 'sales-today',
  title,
  permission: 'sales.order.read',
  size: { height: 240, columns: 2 },
  order: 1,
} as const

it('reads what an app contributes to slots', () => {
  const contributes = [contribution, { slot: 'order.panel', id: 'stock', title }] as const
  expect(parse({ contributes })()).toMatchObject({ contributes })
  expect(parse({})()).not.toHaveProperty('contributes')
})

const files = {
  entry: 'contributions/sales-today/a.js',
  css: ['contributions/sales-today/a.css'],
  preload: [],
  modules: ['contributions/sales-today/a.js', 'contributions/sales-today/lazy.js'],
}
const hashesOf = (paths: string[]) => ({
  integrity: { ...manifest.integrity, ...Object.fromEntries(paths.map(path => [path, hash])) },
})

it('reads the files of a contribution, each of which has a hash', () => {
  const contributes = [{ ...contribution, size: { height: 240, maxHeight: 300 }, files }]
  const hashes = hashesOf([...files.css, ...files.modules])
  expect(parse({ contributes, ...hashes })()).toMatchObject({ contributes })
  for (const path of [...files.css, 'contributions/sales-today/lazy.js']) {
    const { [path]: _, ...rest } = hashes.integrity
    expect(parse({ contributes, integrity: rest })).toThrow(`expected a hash of ${path}`)
  }
})

const parse = (changes: object) => () => parseManifest(JSON.stringify({ ...manifest, ...changes }))

it('gives back what the build wrote, without fields it does not know', () => {
  expect(parse({ surprise: 1 })()).toEqual(manifest)
})

it('keeps the place in the menu', () => {
  expect(parse({ order: 2 })()).toEqual({ ...manifest, order: 2 })
})

it('keeps the HTML of a plain app', () => {
  expect(parse({ classic: { html: '<p>' } })()).toEqual({ ...manifest, classic: { html: '<p>' } })
  expect(parse({ classic: {} })).toThrow(expect.objectContaining({ path: 'classic.html' }))
})

it('reads what keeps the app apart; a frame has no contributions, and no programs of the page', () => {
  expect(parse({ isolation: 'frame' })()).toEqual({ ...manifest, isolation: 'frame' })
  expect(parse({ isolation: 'frame', classic: { html: '' } })).toThrow('classic: expected nothing')
  expect(parse({ isolation: 'frame', contributes: [contribution] })).toThrow('contributes: expected nothing')
})

it('says that a text is no JSON', () => {
  expect(() => parseManifest('<!doctype html>')).toThrow(
    expect.objectContaining({ code: 'MANIFEST_NOT_JSON' }),
  )
})

it.each([
  ['schema', { schema: 2 }],
  ['protocol', { protocol: 2 }],
])('refuses another %s', (path, changes) => {
  expect(parse(changes)).toThrow(expect.objectContaining({ code: 'MANIFEST_UNSUPPORTED', path }))
})

it.each([
  ['name', { name: 'Sales App' }],
  ['version', { version: 'latest' }],
  ['entry', { entry: 'https://elsewhere.example/x.js' }],
  ['entry', { entry: '../other/x.js' }],
  ['entry', { entry: '/x.js' }],
  ['entry', { entry: 'assets/../../x.js' }],
  ['entry', { entry: undefined }],
  ['css[0]', { css: ['//elsewhere.example/x.css'] }],
  ['preload', { preload: 'assets/vendor-1.js' }],
  ['own.react', { own: { react: null } }],
  ['integrity.x', { integrity: { x: 'md5-1' } }],
  ['integrity', { integrity: {} }],
  ['title.zh-CN', { title: { en: 'Sales' } }],
  ['base', { base: '//elsewhere.example' }],
  ['menu[1].path', { menu: [manifest.menu[0], { path: 'orders', title }] }],
  ['requires.shared.react', { requires: { shared: { react: 19 } } }],
  ['operations[0].id', { operations: [{ id: 'x', name: 'x', body: 'x' }] }],
  ['keepAlive', { keepAlive: 'yes' }],
  ['order', { order: 'first' }],
  ['isolation', { isolation: 'window' }],
  ['contributes[0].slot', { contributes: [{ ...contribution, slot: 'elsewhere' }] }],
  ['contributes[0].id', { contributes: [{ ...contribution, id: 'Sales Today' }] }],
  ['contributes[0].title.en', { contributes: [{ ...contribution, title: { 'zh-CN': '今天' } }] }],
  ['contributes[0].size.height', { contributes: [{ ...contribution, size: { height: -1 } }] }],
  ['contributes[0].size.columns', { contributes: [{ ...contribution, size: { height: 9, columns: 1.5 } }] }],
  [
    'contributes[0].size.maxHeight',
    { contributes: [{ ...contribution, size: { height: 90, maxHeight: 80 } }] },
  ],
  ['contributes', { contributes: [contribution, contribution] }],
  [
    'contributes',
    { contributes: Array.from({ length: 21 }, (_, at) => ({ ...contribution, id: `card-${at}` })) },
  ],
  ['contributes', { contributes: [contribution], classic: { html: '<p>' } }],
  [
    'contributes[0].files.entry',
    { contributes: [{ ...contribution, files: { ...files, entry: 'assets/entry-1.js' } }] },
  ],
  ['contributes[0].files.modules', { contributes: [{ ...contribution, files: { ...files, modules: [] } }] }],
])('names %s when it is wrong', (path, changes) => {
  expect(parse(changes)).toThrow(expect.objectContaining({ code: 'MANIFEST_INVALID', path }))
})

it('reads the manifest of a shared library', () => {
  const shared: SharedManifest = {
    schema: 1,
    name: 'react',
    version: '19.3.1',
    exports: { react: 'react-1.js' },
    imports: { 'react-1.js': ['chunks/core-1.js'] },
    requires: { shared: {} },
    integrity: { 'react-1.js': hash },
  }
  expect(parseSharedManifest(JSON.stringify(shared))).toEqual(shared)
  expect(() => parseSharedManifest(JSON.stringify({ ...shared, exports: { react: 'x.js' } }))).toThrow(
    'expected a hash of x.js',
  )
})

it('reads the budget of a definition, and names what no budget can be', () => {
  const definition = { name: 'sales', title, icon: 'tag', base: '/sales', menu: [] }
  const read = (budget: unknown) => () => parseDefinition({ ...definition, budget })
  expect(read({ startKb: 25, contributionKb: 0.5 })().budget).toEqual({ startKb: 25, contributionKb: 0.5 })
  for (const [budget, path] of [
    [25, 'budget'],
    [{ startKb: '25' }, 'budget.startKb'],
    [{ startKb: 0 }, 'budget.startKb'],
    [{ startKB: 25 }, 'budget.startKB'],
  ])
    expect(read(budget)).toThrow(expect.objectContaining({ code: 'MANIFEST_INVALID', path }))
})

import { expect, it } from 'vitest'
import { artifactFiles } from '../loading/artifact-files.ts'
import { retryImportMap } from '../loading/retry-import-map.ts'
import { FakeApp } from './fake-runtime.ts'

const files = {
  entry: 'contributions/low/low.js',
  css: ['contributions/low/low.css'],
  preload: [],
  modules: ['contributions/low/low.js', 'contributions/low/lazy.js'],
}
const { app } = new FakeApp('stock', {
  contributes: [
    { slot: 'workbench.card', id: 'low', title: { 'zh-CN': '低', en: 'Low' }, files },
    { slot: 'workbench.card', id: 'all', title: { 'zh-CN': '全', en: 'All' } },
  ],
  integrity: { 'entry.js': 'sha384-1', 'lazy.js': 'sha384-2', 'contributions/low/lazy.js': 'sha384-3' },
})

it('a contribution begins with its files, below an address that is its own', () => {
  const { base, entry, styles, url } = artifactFiles({ app, retryMark: null, contribution: 'low' })
  expect([base, entry, styles]).toEqual(['/a/stock/1.0.0/contributions/low/', files.entry, files.css])
  expect(url(entry)).toBe(`${location.origin}/a/stock/1.0.0/contributions/low/low.js`)
})

it.each([undefined, 'all'])(
  'of the app, contribution %s among it, no copy takes those along',
  contribution => {
    const { base, entry, modules } = artifactFiles({ app, retryMark: '1-x', contribution })
    expect([base, entry, modules]).toEqual(['/a/stock/1.0.0/', 'entry.js', ['entry.js', 'lazy.js']])
  },
)

it('a marked copy of a contribution is led to its own modules, with their hashes', () => {
  const { scopes, integrity } = retryImportMap(
    artifactFiles({ app, retryMark: 'low.2', contribution: 'low' }),
  )
  const lazy = `${location.origin}/a/stock/1.0.0/contributions/low/lazy.js`
  expect(Object.keys(scopes)).toHaveLength(2)
  expect(scopes[`${lazy}?retry=low.2`]?.[lazy]).toBe(`${lazy}?retry=low.2`)
  expect(integrity).toEqual({ [`${lazy}?retry=low.2`]: 'sha384-3' })
})

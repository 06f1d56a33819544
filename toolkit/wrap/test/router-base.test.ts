import { expect, it } from 'vitest'
import { Folder, mayMissBase } from '../src/index.ts'

const missesStock = (files: Record<string, string>) =>
  mayMissBase(
    new Folder(new Map(Object.entries(files).map(([file, text]) => [file, Buffer.from(text)]))),
    '/stock',
  )

const ROUTER = 'history.pushState(state, "", url)'

it.each([
  ['a router that begins at /', { 'a.js': `${ROUTER};create("/")` }],
  ['one for another base', { 'a.js': ROUTER, 'b.mjs': "create('/sales/')" }],
  ['a base that only begins alike', { 'a.js': `${ROUTER};create("/stocks")` }],
  ['one in the page itself', { 'index.html': `<script>${ROUTER}</script>` }],
])('misses its base: %s', (_what, files) => expect(missesStock(files)).toBe(true))

it.each([
  ['no router', { 'a.js': 'create("/")' }],
  ['a basename', { 'a.js': `${ROUTER};create({basename:"/stock"})` }],
  ['the base that Vite writes into another file', { 'a.js': ROUTER, 'b.js': 'create(`/stock/`)' }],
  ['an address below the base', { 'a.js': `${ROUTER};go('/stock/list')` }],
  ['the base of the page, which routers read', { 'index.html': '<base href="/">', 'a.js': ROUTER }],
])('does not miss it: %s', (_what, files) => expect(missesStock(files)).toBe(false))

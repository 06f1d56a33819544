import MagicString from 'magic-string'
import { describe, expect, it } from 'vitest'
import { bindGlobals, createPrelude } from '../src/common/prelude.ts'
import { findFreeScopedNames } from '../src/common/scoped-names.ts'

describe('a prelude', () => {
  it('binds the used globals out of the scope of the instance', () => {
    expect(createPrelude('document.title = window.name', 'sales@1.4.2')).toBe(
      'const {window,document}=__PORTICO_SCOPE__("sales@1.4.2",import.meta.url);',
    )
  })

  it('takes a name that older shells do not scope from the window of the sandbox', () => {
    expect(createPrelude('setTimeout(() => document.title)', 'sales@1.4.2')).toBe(
      'const __PORTICO__=__PORTICO_SCOPE__("sales@1.4.2",import.meta.url),{document,setTimeout=__PORTICO__.window.setTimeout}=__PORTICO__;',
    )
  })

  it('is absent when the module uses no scoped global', () => {
    expect(
      createPrelude('export const total = fetch(new URL("/x", import.meta.url))', 'sales@1.4.2'),
    ).toBeNull()
  })

  it('refuses code that does not parse', () => {
    expect(() => createPrelude('const window =', 'sales@1.4.2')).toThrow(SyntaxError)
  })
})

describe('a name that a module puts on its window and then reads bare', () => {
  const bind = (code: string) => {
    const text = new MagicString(code)
    bindGlobals(text, code, 'a@1')
    return text.toString().replace(/^const.*?__PORTICO_SCOPE__\("a@1",import\.meta\.url\);/, '')
  }

  it.each([
    ['const w = globalThis; w.litMeta ??= new WeakMap(); litMeta.set(1, 2)', 'globalThis.litMeta.set(1, 2)'],
    ['window.lib = 1; export const all = { lib }', '{ lib:globalThis.lib }'],
    ['self.lib = 1; typeof lib; function f() { return lib }', 'return globalThis.lib'],
  ])('is read from there: %s', (code, expected) => expect(bind(code)).toContain(expected))

  it.each([
    'window.lib = 1; const lib = 2; lib',
    'window.lib = 1; function f(lib) { return lib }',
    'window.x = 1; x2; y.x',
    'window.Promise = 1; new Promise(f)',
    'try {} catch ({ lib }) { window.lib = lib }',
  ])('but not one of the module or of the language: %s', code => expect(bind(code)).toBe(code))
})

const bound: [fact: string, code: string, names: string[]][] = [
  ['a plain read', 'window.alert()', ['window']],
  [
    'a free call',
    'addEventListener("click", f); clearInterval(setInterval(f, 1))',
    ['addEventListener', 'setInterval', 'clearInterval'],
  ],
  ['typeof', 'export const isBrowser = typeof window !== "undefined"', ['window']],
  ['a read inside of a function', 'export function f() { return () => document.body }', ['document']],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code
  ['a read in a template string', 'export const x = `a${document.title}b`', ['document']],
  ['a read in a class field', 'class A { x = self.name; static { top.focus() } }', ['self', 'top']],
  ['a default of a parameter', 'function f(root = document) {}', ['document']],
  ['a default in a destructuring', 'const { root = document } = options', ['document']],
  ['a computed key', 'const x = { [window.name]: 1 }; y[parent.name]', ['window', 'parent']],
  ['a shorthand property', 'export const globals = { window, document }', ['window', 'document']],
  ['the source of a destructuring', 'const { body } = document', ['document']],
  ['an assignment to a property', 'globalThis.x = 1', ['globalThis']],
  ['an update of a property', 'self.count++; delete frames.x', ['self', 'frames']],
  ['a tagged template and an optional chain', 'window.tag`x`; document?.["body"]', ['window', 'document']],
  [
    'a name shadowed in one function and free in another',
    'function a(document) { return document } function b() { return document }',
    ['document'],
  ],
  ['a name that only a nested block declares', '{ let document = 1 } document.title', ['document']],
  ['a name that only a nested function hoists', 'function f() { var self = 1 } self.x', ['self']],
  ['a block-level function of module code', '{ function parent() {} } parent.x', ['parent']],
  ['a name that a class expression has for itself', 'const A = class window {}; window.x', ['window']],
  ['a name that a function expression has for itself', 'const f = function top() {}; top.x', ['top']],
  ['a caught error of that name', 'try {} catch (self) {} self.x', ['self']],
  ['a name exported under the same word', 'export { x as window }; const x = window.y', ['window']],
  ['a name imported under another', 'import { window as w } from "x"; window.y', ['window']],
]

const unbound: [fact: string, code: string][] = [
  ['a property', 'style.top = rect.parent.document'],
  ['an optional property', 'a?.window?.document'],
  ['a key of an object', 'export const x = { top: 1, parent: 2, self() {}, get document() { return 1 } }'],
  ['a renamed key of a destructuring', 'const { top: y, parent: { self: z } } = box'],
  [
    'members of a class',
    'class A { top = 1; #self = 2; parent() {} static frames = 3; get window() { return 1 } }',
  ],
  ['a label', 'top: for (;;) { break top }'],
  ['a text', 'export const x = "window document"; const y = `self`'],
  ['a comment', '// window\n/* document */ export {}'],
  ['a regular expression', 'export const x = /window/'],
  ['a re-export', 'export { window, top as parent } from "x"; export * as self from "y"'],
  ['a constant of the module', 'const document = createDocument(); document.x'],
  ['a destructured constant', 'const { window, a: { self }, ...frames } = host; window.x; self.y; frames.z'],
  ['an array pattern', 'const [top, , parent = 1, ...self] = list; top + parent + self'],
  [
    'an import',
    'import window from "w"; import * as document from "d"; import { x as self } from "s"; window; document; self',
  ],
  ['a function of the module', 'addEventListener(); function addEventListener() {}'],
  [
    'an exported declaration',
    'export const parent = 1; export function top() {} export class self {} parent; top; self',
  ],
  ['a default export with a name', 'export default function parent() { return parent }'],
  ['a var hoisted out of a block', 'if (x) { for (var top = 1, [parent] = y;;) {} } top + parent'],
  ['a var hoisted out of a loop head', 'for (var self of list) {} self.x'],
  [
    'a var hoisted out of try and switch',
    'try { var window = 1 } catch { switch (x) { case 1: var document = 2 } } window; document',
  ],
  ['import.meta', 'import.meta.parent'],
]

describe('bound is', () => {
  it.each(bound)('%s', (_fact, code, names) => expect(findFreeScopedNames(code)).toEqual(names))
})

describe('left alone is', () => {
  it.each(unbound)('%s', (_fact, code) => expect(findFreeScopedNames(code)).toEqual([]))
})

it('leads every use into the sandbox when the module runs', async () => {
  const code = `
    export const seen = [];
    if (typeof window !== 'undefined') seen.push(window.name, document.title);
    function shadow(document) { return document }
    seen.push(shadow('own'), { top: 1 }.top, (() => self.name)());
    addEventListener('x', seen);`
  const sandbox = {
    window: { name: 'w' },
    document: { title: 'd' },
    self: { name: 's' },
    addEventListener: (...args: unknown[]) => received.push(...args),
  }
  const received: unknown[] = []
  const run = new Function(
    '__PORTICO_SCOPE__',
    `${createPrelude(code, 'a@1')?.replace('import.meta.url', '0')}${code.replace('export ', '')};return seen`,
  )
  expect(run(() => sandbox)).toEqual(['w', 'd', 'own', 1, 's'])
  expect(received[0]).toBe('x')
})

import postcss from 'postcss'
import { describe, expect, it } from 'vitest'
import { scopeCss } from '../src/css/scope-css.ts'

async function scope(css: string): Promise<string> {
  const result = await postcss([scopeCss('sales')]).process(css, { from: undefined })
  return result.css
    .replace(/\s*([{}])\s*/g, ' $1 ')
    .replace(/\s+/g, ' ')
    .trim()
}

describe('inside of the scope is', () => {
  it('a rule', async () => {
    expect(await scope('button { color: red }')).toBe(
      '@scope ([data-app="sales"]) to ([data-app]:not([data-app="sales"])) { button { color: red } }',
    )
  })

  it('a rule within a condition', async () => {
    expect(await scope('@media print { a { color: red } } @supports (x: y) { b { color: red } }')).toBe(
      '@scope ([data-app="sales"]) to ([data-app]:not([data-app="sales"])) { @media print { a { color: red } } @supports (x: y) { b { color: red } } }',
    )
  })

  it('a layer with a body', async () => {
    expect(await scope('@layer base { a { color: red } }')).toContain(
      '@scope ([data-app="sales"]) to ([data-app]:not([data-app="sales"])) { @layer base {',
    )
  })

  it.each([
    [':root { --a: 1 }', ':scope { --a: 1 }'],
    ['html, body { margin: 0 }', ':scope, :scope { margin: 0 }'],
    ['body > .x { a: b }', ':scope > .x { a: b }'],
    ['html body .x { a: b }', ':scope .x { a: b }'],
    ['html.dark .x { a: b }', ':scope.dark .x, html.dark .x:where(:scope,:scope *) { a: b }'],
    [
      'body.modal-open > .x::before { a: b }',
      ':scope.modal-open > .x::before, body.modal-open > .x:where(:scope,:scope *)::before { a: b }',
    ],
    [
      'html.dark body:not(.plain) .x .y { a: b }',
      ':scope.dark :scope:not(.plain) .x .y, html.dark body:not(.plain) .x:where(:scope,:scope *) .y { a: b }',
    ],
    [
      ':root[data-theme="dark"] { a: b }',
      ':scope[data-theme="dark"], :root[data-theme="dark"] :scope { a: b }',
    ],
    [':is(html, body) .x { a: b }', ':is(:scope, :scope) .x { a: b }'],
    ['p .html body-x #body { a: b }', 'p .html body-x #body { a: b }'],
    ['p[title="the body"] { a: b }', 'p:where(:scope,:scope *)[title="the body"] { a: b }'],
    ['p::before { content: "html" }', 'p::before { content: "html" }'],
  ])('%s, as %s', async (css, expected) => {
    expect(await scope(css)).toBe(
      `@scope ([data-app="sales"]) to ([data-app]:not([data-app="sales"])) { ${expected} }`,
    )
  })
})

describe('a root of the scope, such as a popup at body level, is reached by', () => {
  it.each([
    ['.popup { a: b }', ':where(:scope,:scope *).popup { a: b }'],
    [
      '.popup .x, #y > p { a: b }',
      ':where(:scope,:scope *).popup .x, :where(:scope,:scope *)#y > p { a: b }',
    ],
    ['.popup::after { a: b }', ':where(:scope,:scope *).popup::after { a: b }'],
    ['div.popup { a: b }', 'div:where(:scope,:scope *).popup { a: b }'],
    ['[role] { a: b }', ':where(:scope,:scope *)[role] { a: b }'],
    ['.popup { .x { a: b } &.y { a: b } }', ':where(:scope,:scope *).popup { .x { a: b } &.y { a: b } }'],
  ])('%s', async (css, expected) => {
    expect(await scope(css)).toBe(
      `@scope ([data-app="sales"]) to ([data-app]:not([data-app="sales"])) { ${expected} }`,
    )
  })

  it('no mere tag and no universal selector', async () => {
    const css = 'div, *, *::before, p > .x { a: b }'
    expect(await scope(css)).toBe(
      `@scope ([data-app="sales"]) to ([data-app]:not([data-app="sales"])) { ${css} }`,
    )
  })
})

describe('outside of the scope stay', () => {
  it.each([
    '@keyframes spin { from { opacity: 0 } to { opacity: 1 } }',
    '@-webkit-keyframes spin { 0% { opacity: 0 } }',
    '@font-face { font-family: X }',
    '@property --x { syntax: "*"; inherits: false }',
    '@import url("x.css");',
    '@layer reset, base;',
    '@charset "utf-8";',
  ])('%s', async css => {
    expect(await scope(`${css} a { b: c }`)).toBe(
      `${css} @scope ([data-app="sales"]) to ([data-app]:not([data-app="sales"])) { a { b: c } }`,
    )
  })
})

it('leaves an empty sheet and a mere comment alone', async () => {
  expect(await scope('')).toBe('')
  expect(await scope('/* none */')).toBe('/* none */')
})

it('scopes a sheet once, however often it passes', async () => {
  const plugins = [scopeCss('sales'), scopeCss('sales')]
  const { css } = await postcss(plugins).process('a { b: c }', { from: undefined })
  expect(css.match(/@scope/g)).toHaveLength(1)
})

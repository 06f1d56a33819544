import { expect, it } from 'vitest'
import { nameApart } from '../src/css/name-apart.ts'

function apart(css: string, script = ''): string {
  return nameApart(new Map([['a.css', css]]), [script], 'sales').get('a.css') ?? ''
}

it.each([
  [
    '@keyframes fade { to { opacity: 0 } } .a { animation: fade 1s, spin 2s }',
    '@keyframes sales-fade { to { opacity: 0 } } .a { animation: sales-fade 1s, spin 2s }',
  ],
  [
    '@keyframes fade { } @keyframes fade-in { } .a { animation-name: fade-in; --enter: fade 1s }',
    '@keyframes sales-fade { } @keyframes sales-fade-in { } .a { animation-name: sales-fade-in; --enter: sales-fade 1s }',
  ],
  [
    '@-webkit-keyframes x { } .a { -webkit-animation: x 1s; color: x }',
    '@-webkit-keyframes sales-x { } .a { -webkit-animation: sales-x 1s; color: x }',
  ],
  [
    '@font-face { font-family: "My Icons"; src: url(x) } .a { font: 12px "My Icons", serif; content: "My Icons" }',
    '@font-face { font-family: "sales-My Icons"; src: url(x) } .a { font: 12px "sales-My Icons", serif; content: "My Icons" }',
  ],
  [
    '@keyframes sales-fade { } .a { animation: sales-fade 1s }',
    '@keyframes sales-fade { } .a { animation: sales-fade 1s }',
  ],
])('keyframes and fonts get names of the app: %s', (css, expected) => {
  expect(apart(css)).toBe(expected)
})

it('a name that a script mentions stays', () => {
  const css = '@keyframes fade { } .a { animation: fade 1s }'
  expect(apart(css, 'element.style.animation = "fade 1s"')).toBe(css)
  expect(apart(css, 'element.className = "fade-out"')).not.toBe(css)
})

it('a name that one sheet defines is renamed in all of the app', () => {
  const sheets = new Map([
    ['a.css', '@keyframes fade { }'],
    ['b.css', '.b { animation: fade 1s }'],
  ])
  expect(nameApart(sheets, [], 'sales').get('b.css')).toBe('.b { animation: sales-fade 1s }')
})

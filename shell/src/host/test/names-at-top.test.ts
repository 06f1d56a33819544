import { expect, it } from 'vitest'
import { namesAtTop } from '../page/names-at-top.ts'

it.each([
  ['var a = 1, b, c = [1, 2]\nvar d', { variables: ['a', 'b', 'c', 'd'] }],
  ['var list = 1,\n  more = 2; other(x, y)', { variables: ['list', 'more'] }],
  ['async function load() { var inner } function* each() {}', { functions: ['load', 'each'] }],
  ['let one; const two = 2; class Three { four() {} }', { lexical: ['one', 'two', 'Three'] }],
  ['(function () { var inside = 1; function no() {} })()', {}],
  ['/* var no */ // var no\nvar yes = "var no; {" + \'}\' + `var no {`', { variables: ['yes'] }],
  ['made = /[/"]{2}var no/; var yes = made == 2', { variables: ['yes', 'made'] }],
  ['a.var = variable; $function = 1', { variables: ['$function'] }],
])('of %s', (text, names) => {
  expect(namesAtTop(text)).toEqual({ functions: [], variables: [], lexical: [], ...names })
})

it('a long text is read in time that grows with its length', () => {
  const text = `${'('.repeat(50_000)}${'var a = "x", '.repeat(20_000)}`
  expect(namesAtTop(text).functions).toEqual([])
})

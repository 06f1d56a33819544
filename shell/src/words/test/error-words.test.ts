import { expect, test } from 'vitest'
import { loginErrorText } from '../error-words.ts'

test.each([
  ['LOGIN_FAILED', /wrong/],
  ['LOGIN_THROTTLED', /Too many attempts/],
  ['LOGIN_BUSY', /Many people/],
  ['UPSTREAM_TIMEOUT', /took too long/],
  ['TIMEOUT', /took too long/],
  ['UPSTREAM_UNAVAILABLE', /not possible just now/],
  ['SESSION_UNAVAILABLE', /not possible just now/],
  ['UNAVAILABLE', /not possible just now/],
  ['SOMETHING_NEW', /did not work/],
])('the login page has words for %s', (code, words) => {
  expect(loginErrorText('en', code)).toMatch(words)
  expect(loginErrorText('zh-CN', code)).toMatch(/\p{Script=Han}/u)
})

test.each(['constructor', 'toString', '__proto__'])('a code called %s is one that is not known', code => {
  expect(loginErrorText('en', code)).toMatch(/did not work/)
})

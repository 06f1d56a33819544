import { expect, test } from 'vitest'
import { readSettings } from '../src/settings/gateway-settings.ts'

const read = (origin: string) =>
  readSettings({ PORTICO_ENV: 'development', PORTICO_ASSET_ORIGIN: origin }, '/', []).assetOrigin

test('artifacts are at the origin of the product, or at one that is named', () => {
  expect([read(''), read('https://assets.example.com'), read('http://localhost:8081')]).toEqual([
    '',
    'https://assets.example.com',
    'http://localhost:8081',
  ])
})

test.each([
  'assets.example.com',
  'https://assets.example.com/',
  'https://a.example/x',
  'https://user@a.example',
  'ftp://a.example',
  'blob:https://a.example',
  "https://a.example; script-src 'unsafe-inline'",
  'null',
])('what is no origin is refused: %s', origin => {
  expect(() => read(origin)).toThrow(expect.objectContaining({ code: 'BAD_SETTING' }))
})

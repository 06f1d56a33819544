import { expect, test } from 'vitest'
import { type Env, SettingReader } from '../src/index.ts'

const read = (env: Env) => new SettingReader(env, message => new Error(message))

test('what is not set, or set to nothing, is as the table says', () => {
  expect(read({}).integer('PORTICO_QUERY_POINTS')).toBe(10_000)
  expect(read({ PORTICO_QUERY_POINTS: '' }).integer('PORTICO_QUERY_POINTS')).toBe(10_000)
  expect(read({}).integer('PORTICO_METRICS_PORT')).toBeNull()
  expect(read({}).switch('PORTICO_ACCESS_LOG')).toBe(true)
  expect(read({}).switch('PORTICO_DEMO')).toBeNull()
  expect(read({ SALES_PORT: '' }).port('SALES_PORT', 7006)).toBe(7006)
  expect(read({}).url('SALES_URL', ['http:'])).toBeNull()
})

test('a default may be another in development', () => {
  expect(read({}).integer('PORTICO_DRAIN_MS')).toBe(10_000)
  expect(read({ PORTICO_ENV: 'development' }).integer('PORTICO_DRAIN_MS')).toBe(0)
  expect(read({ PORTICO_ENV: 'development' }).choice('PORTICO_OPERATIONS')).toBe('prefer')
})

test.each(['1e3', ' 5', '5.0', '-1', '0x10', '1000000001', 'many'])('%j is no number of points', text => {
  expect(() => read({ PORTICO_QUERY_POINTS: text }).integer('PORTICO_QUERY_POINTS')).toThrow(
    `PORTICO_QUERY_POINTS must be a whole number from 1 to 1000000000, not "${text}".`,
  )
})

test('a switch, a choice, a port and a URL that make no sense are refused', () => {
  expect(() => read({ PORTICO_DEMO: 'yes' }).switch('PORTICO_DEMO')).toThrow('must be on or off')
  expect(() => read({ PORTICO_ENV: 'prod' }).choice('PORTICO_ENV')).toThrow('production or development')
  expect(() => read({ SALES_PORT: '65536' }).port('SALES_PORT', 1)).toThrow('from 0 to 65535')
  expect(() => read({ SALES_URL: 'ftp://u:pass-word@x' }).url('SALES_URL', ['http:'])).toThrow(
    /^SALES_URL must be a URL, http:\/\/\.\.\.\.$/,
  )
})

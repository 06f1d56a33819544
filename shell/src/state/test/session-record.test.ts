import { expect, it, vi } from 'vitest'
import { isListOf, isNumber, isRecord, isText, SessionRecord } from '../session-record.ts'

const texts = new SessionRecord(
  'test.texts',
  (value): value is string[] => Array.isArray(value) && value.every(isText),
)

it('what was written is read by the page after this one', () => {
  expect(texts.read()).toBeNull()
  expect(texts.write(['a', 'b'])).toBe(true)
  expect(texts.read()).toEqual(['a', 'b'])
})

it.each([
  ['of another version’s shape', '{"a":1}'],
  ['half of the shape', '["a",1]'],
  ['no JSON', '["a"'],
  ['null', 'null'],
  ['empty', ''],
])('what is %s reads as none', (_, stored) => {
  sessionStorage.setItem('test.texts', stored)
  expect(texts.read()).toBeNull()
})

it('a browser that keeps nothing says so, and reads as none', () => {
  const full = () => {
    throw new DOMException('full', 'QuotaExceededError')
  }
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(full)
  vi.spyOn(Storage.prototype, 'getItem').mockImplementation(full)
  expect([texts.write(['a']), texts.read()]).toEqual([false, null])
  vi.restoreAllMocks()
})

it('one shape is no other', () => {
  const values = ['a', 1, null, [], {}]
  expect(values.map(isText)).toEqual([true, false, false, false, false])
  expect(values.map(isNumber)).toEqual([false, true, false, false, false])
  expect(values.map(isRecord)).toEqual([false, false, false, false, true])
  const hasId = ({ id }: Record<string, unknown>) => isText(id)
  expect([[], [{ id: 'a' }], [{ id: 1 }], ['a'], [null], {}].map(value => isListOf(value, hasId))).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ])
})

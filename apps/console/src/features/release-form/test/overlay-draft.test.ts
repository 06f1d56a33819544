import { expect, test } from 'vitest'
import {
  checkOverlay,
  emptyOverlay,
  hasOverlayProblems,
  newLine,
  type OverlayDraft,
  type OverlayLine,
  overlayOf,
} from '../overlay-draft.ts'

const line = (key: string, name: string, value: string): OverlayLine => ({ key, name, value })
const draft = (parts: Partial<OverlayDraft>): OverlayDraft => ({
  apps: [],
  services: [],
  shared: [],
  ...parts,
})

test('a fresh form has one line for an app, and holds nothing yet', () => {
  const fresh = emptyOverlay()
  expect(fresh.apps).toEqual([line('1', '', '')])
  expect(checkOverlay(fresh).isEmpty).toBe(true)
  expect(hasOverlayProblems(checkOverlay(fresh))).toBe(true)
  expect(overlayOf(fresh)).toEqual({ apps: {}, services: {} })
})

test('the key of a new line is unlike those on the page, whatever was removed between them', () => {
  expect(newLine([]).key).toBe('1')
  expect(newLine([line('3', 'sales', ''), line('1', '', '')]).key).toBe('4')
})

test('each part is sent by name, and lines in which nothing was chosen are left out', () => {
  const chosen = draft({
    apps: [line('1', 'sales', '1.5.0'), line('2', '', '')],
    services: [line('1', 'sales', 'gray')],
    shared: [line('1', 'react', '19.3.1')],
  })
  expect(hasOverlayProblems(checkOverlay(chosen))).toBe(false)
  expect(overlayOf(chosen)).toEqual({
    apps: { sales: '1.5.0' },
    services: { sales: 'gray' },
    shared: { react: '19.3.1' },
  })
})

test.each(['apps', 'services', 'shared'] as const)(
  'a name without a value is a problem of its line in %s',
  part => {
    const problems = checkOverlay(draft({ [part]: [line('1', 'sales', ''), line('2', 'team', '1.0.0')] }))
    expect([...problems[part]]).toEqual([['1', 'incomplete']])
    expect(hasOverlayProblems(problems)).toBe(true)
  },
)

test('of two lines with one name the second is a problem, finished or not', () => {
  const twice = (value: string) =>
    checkOverlay(draft({ apps: [line('1', 'sales', '1.5.0'), line('2', 'sales', value)] })).apps
  expect([...twice('1.6.0')]).toEqual([['2', 'twice']])
  expect([...twice('')]).toEqual([['2', 'twice']])
})

test('an app and a service may have one name', () => {
  const both = draft({ apps: [line('1', 'sales', '1.5.0')], services: [line('1', 'sales', 'gray')] })
  expect(hasOverlayProblems(checkOverlay(both))).toBe(false)
})

test('an overlay of shared libraries alone is one', () => {
  const libraries = draft({ apps: [line('1', '', '')], shared: [line('1', 'react', '19.3.1')] })
  expect(hasOverlayProblems(checkOverlay(libraries))).toBe(false)
  expect(overlayOf(libraries)).toEqual({ apps: {}, services: {}, shared: { react: '19.3.1' } })
})

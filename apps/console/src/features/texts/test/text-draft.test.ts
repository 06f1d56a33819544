import { describe, expect, test } from 'vitest'
import { checkTexts, EMPTY_TEXTS, hasTextProblems, localTextOf } from '../text-draft.ts'

const title = { 'zh-CN': '等待天数', en: 'Waiting days' }

describe('the texts of a release', () => {
  test('need a title in each language', () => {
    expect(checkTexts(EMPTY_TEXTS).title).toEqual(['zh-CN', 'en'])
    expect(checkTexts({ ...EMPTY_TEXTS, title: { ...title, en: ' \n' } }).title).toEqual(['en'])
  })

  test('need no notes, but notes in both languages where they are in one', () => {
    expect(hasTextProblems(checkTexts({ ...EMPTY_TEXTS, title }))).toBe(false)
    const half = checkTexts({ title, notes: { 'zh-CN': '订单', en: ' ' } })
    expect(half.notes).toEqual(['en'])
    expect(hasTextProblems(half)).toBe(true)
  })

  test('are sent without the spaces around them, and not at all where there is none', () => {
    expect(localTextOf({ 'zh-CN': ' 订单 ', en: ' Orders\n' })).toEqual({ 'zh-CN': '订单', en: 'Orders' })
    expect(localTextOf({ 'zh-CN': ' ', en: ' ' })).toBeNull()
  })
})

import { describe, expect, test } from 'vitest'
import { checkOverlay, emptyOverlay, hasOverlayProblems, newLine, overlayOf } from '../overlay-draft.ts'
import { checkDraft, emptyDraft, hasProblems, type ReleaseDraft, wantedReleaseOf } from '../release-draft.ts'

const now = new Date('2026-03-01T08:00:00Z')
const line = (key: string, name: string, value: string) => ({ key, name, value })

/** A release of the sales app, 1.5.0, without problems. */
function draft(changes: Partial<ReleaseDraft> = {}): ReleaseDraft {
  return {
    ...emptyDraft('Europe/Berlin'),
    overlay: { apps: [line('1', 'sales', '1.5.0')], services: [], shared: [] },
    texts: { title: { 'zh-CN': ' 等待天数 ', en: ' Waiting days ' }, notes: { 'zh-CN': '', en: ' ' } },
    reason: ' asked for by support ',
    ...changes,
  }
}

const isGood = (changes: Partial<ReleaseDraft>) => !hasProblems(checkDraft(draft(changes), now))

describe('an overlay', () => {
  test('begins with one empty line, which is as if it were not there', () => {
    expect(checkOverlay(emptyOverlay())).toMatchObject({ isEmpty: true })
    const overlay = { ...emptyOverlay(), services: [line('1', 'sales', 'gray')] }
    expect(hasOverlayProblems(checkOverlay(overlay))).toBe(false)
    expect(overlayOf(overlay)).toEqual({ apps: {}, services: { sales: 'gray' } })
  })

  test('names libraries where there are some', () => {
    const overlay = { ...emptyOverlay(), shared: [line('1', 'react', '19.2.0')] }
    expect(overlayOf(overlay)).toEqual({ apps: {}, services: {}, shared: { react: '19.2.0' } })
  })

  test('says of each line whether it lacks a version or stands there twice', () => {
    const apps = [line('1', 'sales', '1.5.0'), line('2', 'stock', ''), line('3', 'sales', '')]
    const problems = checkOverlay({ apps, services: [line('1', 'sales', 'gray')], shared: [] })
    expect([...problems.apps]).toEqual([
      ['2', 'incomplete'],
      ['3', 'twice'],
    ])
    expect(problems.services.size).toBe(0)
  })

  test('gives a new line a key that no other has, also after one was taken out', () => {
    expect(newLine([line('1', '', ''), line('3', '', '')]).key).toBe('4')
    expect(newLine([]).key).toBe('1')
  })
})

describe('a release that is written', () => {
  test('is sent without what was left out, and trimmed', () => {
    const wanted = wantedReleaseOf(draft({ allow: ['t_1'] }))
    expect(wanted).toMatchObject({
      overlay: { apps: { sales: '1.5.0' }, services: {} },
      title: { 'zh-CN': '等待天数', en: 'Waiting days' },
      allow: ['t_1'],
      block: [],
      reason: 'asked for by support',
    })
    expect(wanted).not.toHaveProperty('notes')
    expect(wanted).not.toHaveProperty('guardrails')
    expect(wanted).not.toHaveProperty('plan')
  })

  test('brings guardrails and a plan where it has its own', () => {
    const wanted = wantedReleaseOf(draft({ hasOwnGuardrails: true, hasPlan: true }))
    expect(wanted.guardrails?.map(({ metric }) => metric)).toContain('p95-ms')
    expect(wanted.plan?.steps).toHaveLength(4)
  })

  test('asks with the salt it will be made with, which no other draft has', () => {
    const [one, other] = [draft(), draft()]
    expect(wantedReleaseOf(one).salt).toMatch(/^[0-9a-f]{24}$/)
    expect(one.salt).not.toBe(other.salt)
  })

  test.each<[string, Partial<ReleaseDraft>]>([
    ['nothing chosen', { overlay: emptyOverlay() }],
    ['a title in one language', { texts: { ...draft().texts, title: { 'zh-CN': '', en: 'Waiting' } } }],
    ['notes in one language', { texts: { ...draft().texts, notes: { 'zh-CN': '', en: 'Orders' } } }],
    ['no reason', { reason: '  ' }],
    ['a plan without a step', { hasPlan: true, plan: { ...draft().plan, steps: [], end: 'stay' } }],
    [
      'a guardrail without a limit',
      { hasOwnGuardrails: true, guardrails: draft().guardrails.map(each => ({ ...each, limit: '' })) },
    ],
  ])('cannot be made with %s', (_, changes) => {
    expect([isGood({}), isGood(changes)]).toEqual([true, false])
  })

  test('can be made with a plan or guardrails that it does not use, whatever is wrong with them', () => {
    const plan: ReleaseDraft['plan'] = { ...draft().plan, steps: [], end: 'stay' }
    const guardrails = draft().guardrails.map(each => ({ ...each, limit: '' }))
    expect(isGood({ plan, guardrails })).toBe(true)
  })
})

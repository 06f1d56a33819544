import { describe, expect, test } from 'vitest'
import { findRetired } from '../src/words/find-retired.ts'
import { findShared, joinTemplates } from '../src/words/find-shared.ts'

const RETIRED = [
  { pattern: /\broads?\b/, instead: 'routing' },
  { pattern: /\bPin\b/, instead: 'snapshot token', where: /^bff\// },
]

describe('a retired word', () => {
  test('is found with its line and the word that replaced it', () => {
    const files = [{ path: 'bff/a.ts', text: 'const a = 1\n// The gray road.\n' }]
    expect(findRetired(files, RETIRED, {})).toEqual([
      'bff/a.ts:2: "road", the glossary has routing: // The gray road.',
    ])
  })

  test('may stand where it never had the other meaning', () => {
    expect(findRetired([{ path: 'shell/a.ts', text: 'Pin' }], RETIRED, {})).toEqual([])
    expect(findRetired([{ path: 'bff/a.ts', text: 'Pin' }], RETIRED, {})).toHaveLength(1)
  })

  test('is let through in an allowed text of an allowed file only', () => {
    const allowed = { 'a country road': { where: /seed/, reason: 'an address' } }
    const text = 'a country road'
    expect(findRetired([{ path: 'deploy/seed/a.ts', text }], RETIRED, allowed)).toEqual([])
    expect(
      findRetired([{ path: 'deploy/seed/a.ts', text: `${text}, a road` }], RETIRED, allowed),
    ).toHaveLength(1)
    expect(
      findRetired(
        [
          { path: 'deploy/seed/a.ts', text },
          { path: 'bff/a.ts', text },
        ],
        RETIRED,
        allowed,
      ),
    ).toHaveLength(1)
  })

  test('that is allowed and stands nowhere is a fault', () => {
    expect(findRetired([], RETIRED, { road: { reason: 'was there' } })).toEqual([
      'words/allowed.ts names "road", which stands nowhere: take it out',
    ])
  })
})

describe('a name that two packages export', () => {
  const packages = new Map([
    ['App', new Set(['apps/a', 'apps/b'])],
    ['Release', new Set(['toolkit/release'])],
  ])

  test('is a fault without a reason, and none with one', () => {
    expect(findShared(packages, [])).toEqual([
      'App is exported by apps/a and apps/b: one word means one thing',
    ])
    expect(findShared(packages, [{ reason: 'each app has one', names: ['App'] }])).toEqual([])
  })

  test('is a fault in the list once one package exports it, and when it stands there twice', () => {
    expect(findShared(packages, [{ reason: 'x', names: ['App', 'Release'] }])).toEqual([
      'words/allowed.ts names Release, which one package exports at most: take it out',
    ])
    expect(findShared(packages, [{ reason: 'x', names: ['App', 'App'] }])).toEqual([
      'words/allowed.ts names App twice',
    ])
  })

  test('is none where each app has it of its template, but may not be that of another package', () => {
    const made = new Map([
      ['listCustomers', new Set(['apps/a', 'apps/b'])],
      ['Asked', new Set(['services/contract'])],
    ])
    expect(findShared(joinTemplates(made, ['listCustomers', 'words', 'Asked']), [])).toEqual([
      'Asked is exported by apps of toolkit/create/templates and services/contract: one word means one thing',
    ])
  })
})

import type { Locale } from '@portico/micro-app'
import type { Constraint } from '@portico/release'
import { createFormats } from '@portico/shared-ui'
import { expect, test } from 'vitest'
import { audienceMessages } from '../audience.messages.ts'
import { type AudienceSummary, audienceSentence } from '../audience-sentence.ts'

const noTenant: AudienceSummary = {
  percentBp: 0,
  keptBp: 0,
  evict: false,
  constraints: [],
  counts: { allow: 0, block: 0, left: 0, joined: 0 },
  isOpenToJoin: false,
}

function say(changes: Partial<AudienceSummary>, locale: Locale = 'en'): string {
  return audienceSentence({ ...noTenant, ...changes }, audienceMessages[locale], createFormats(locale, 'UTC'))
}

function counts(changes: Partial<AudienceSummary['counts']>): Pick<AudienceSummary, 'counts'> {
  return { counts: { ...noTenant.counts, ...changes } }
}

const sentences: [string, Partial<AudienceSummary>][] = [
  ['No tenant gets it yet.', {}],
  ['No tenant gets it yet. Any merchant’s administrator may join.', { isOpenToJoin: true }],
  ['The 1 tenant on the allow list gets it.', counts({ allow: 1 })],
  ['The 1,200 tenants on the allow list get it.', counts({ allow: 1200 })],
  ['0.25% of all tenants get it.', { percentBp: 25 }],
  ['Every tenant gets it.', { percentBp: 10_000 }],
  [
    'The 2 tenants on the allow list, 1 tenant that joined by itself, and 5% of all tenants get it.',
    { percentBp: 500, ...counts({ allow: 2, joined: 1 }) },
  ],
  [
    '5% of the tenants on plan pro or team, not in region eu, and created before Mar 01, 2025 (UTC) get it.',
    {
      percentBp: 500,
      constraints: [
        { attribute: 'plan', operator: 'in', values: ['pro', 'team'] },
        { attribute: 'region', operator: 'not-in', values: ['eu'] },
        { attribute: 'createdAt', operator: 'before', value: '2025-03-01T00:00:00.000Z' },
      ],
    },
  ],
  ['1% of all tenants get it. Those who came in at up to 10% stay in.', { percentBp: 100, keptBp: 1000 }],
  [
    '1% of all tenants get it. Those who came in at up to 10% and are above the new share go out.',
    { percentBp: 100, keptBp: 1000, evict: true },
  ],
  [
    'Every tenant gets it. Never: the 3 tenants on the block list and 1 tenant that left by itself.',
    { percentBp: 10_000, ...counts({ block: 3, left: 1 }) },
  ],
]

test.each(sentences)('says “%s”', (sentence, changes) => {
  expect(say(changes)).toBe(sentence)
})

test('conditions say nothing while the percentage is 0, for they only narrow it', () => {
  expect(say({ constraints: [{ attribute: 'plan', operator: 'in', values: ['pro'] }] })).toBe(
    'No tenant gets it yet.',
  )
})

test('a moment that is no midnight is said with its time', () => {
  const value = '2025-03-01T12:30:00Z'
  const constraints: Constraint[] = [{ attribute: 'createdAt', operator: 'after', value }]
  expect(say({ percentBp: 100, constraints })).toContain('created after Mar 01, 2025, 12:30')
})

test('speaks Chinese', () => {
  const constraints: Constraint[] = [{ attribute: 'plan', operator: 'in', values: ['pro'] }]
  expect(say({ percentBp: 500, constraints, ...counts({ allow: 2, block: 1 }) }, 'zh-CN')).toBe(
    '灰度名单中的 2 个租户和套餐为pro的租户中的 5%会得到。始终不会得到：屏蔽名单中的 1 个租户。',
  )
})

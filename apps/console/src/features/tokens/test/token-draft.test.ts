import { expect, test } from 'vitest'
import { checkToken, EMPTY_TOKEN, wantedTokenOf } from '../token-draft.ts'

const now = new Date('2026-11-20T12:00:00Z')

test('an empty token lacks a name and something to act on', () => {
  expect(checkToken(EMPTY_TOKEN)).toEqual({ name: true, apps: true, actions: false })
})

test('everything leaves nothing else to name', () => {
  const draft = { ...EMPTY_TOKEN, name: ' ci ', apps: ['sales', '*'], lifetimeDays: 30 } as const
  expect(wantedTokenOf({ ...draft, apps: [...draft.apps] }, now)).toEqual({
    name: 'ci',
    apps: ['*'],
    actions: ['publish', 'release', 'read'],
    expiresAt: '2026-12-20T12:00:00.000Z',
  })
})

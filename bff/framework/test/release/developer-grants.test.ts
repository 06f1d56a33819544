import { describe, expect, test } from 'vitest'
import { AppError } from '../../src/errors/app-error.ts'
import { DeveloperGrants } from '../../src/release/developer-grants.ts'
import { type LookedUpToken, TokenLooks } from '../../src/release/token-looks.ts'

const secret = `ptk_${'a'.repeat(43)}`
const other = `ptk_${'b'.repeat(43)}`
const token: LookedUpToken = {
  name: 'anna',
  apps: ['sales'],
  actions: ['develop'],
  expiresAt: new Date(100_000).toISOString(),
}
const revoked = new AppError({ code: 'TOKEN_REVOKED', status: 401, message: 'The token anna was revoked.' })

function setUp(answer: () => LookedUpToken, isOn = true) {
  const asked: string[] = []
  const facts: object[] = []
  const clock = { nowMs: 0 }
  const ask = async (given: string) => {
    asked.push(given)
    return answer()
  }
  const looks = new TokenLooks({ ask, nowMs: () => clock.nowMs })
  const log = { info: (_event: string, said = {}) => void facts.push(said) }
  const grants = new DeveloperGrants({ isOn, looks, log })
  const require = (of = secret, app: string | null = 'sales') =>
    grants.require({ secret: of, app, tenant: 't1', user: 'u1' }).then(
      () => 'granted',
      (error: AppError) => error.code,
    )
  return { asked, facts, clock, require }
}

describe("a developer's grant", () => {
  test('is written down with token, app, tenant and user, without the secret', async () => {
    const { facts, require } = setUp(() => token)
    expect(await require()).toBe('granted')
    expect(facts).toEqual([{ grant: 'anna', app: 'sales', tenant: 't1', user: 'u1' }])
  })

  test.each<[string, Partial<LookedUpToken>, string | null, string]>([
    [
      'that may only publish and read',
      { actions: ['publish', 'release', 'read'] },
      'sales',
      'FORBIDDEN_SCOPE',
    ],
    ['of another app', { apps: ['inventory'] }, 'sales', 'FORBIDDEN_SCOPE'],
    ['of all apps', { apps: ['*'] }, 'sales', 'granted'],
    ['that a call without an app sends', {}, null, 'granted'],
    [
      'whose time ran out while its answer was kept',
      { expiresAt: new Date(0).toISOString() },
      'sales',
      'TOKEN_EXPIRED',
    ],
  ])('by a token %s', async (_which, more, app, outcome) => {
    expect(await setUp(() => ({ ...token, ...more })).require(secret, app)).toBe(outcome)
  })

  test('is asked for once in three seconds a token; a revocation is seen after them', async () => {
    let isRevoked = false
    const { asked, clock, require } = setUp(() => {
      if (isRevoked) throw revoked
      return token
    })
    expect(await Promise.all([require(), require(), require(other)])).toEqual([
      'granted',
      'granted',
      'granted',
    ])
    expect(asked).toEqual([secret, other])
    isRevoked = true
    clock.nowMs = 2_999
    expect(await require()).toBe('granted')
    clock.nowMs = 3_000
    expect([await require(), await require()]).toEqual(['TOKEN_REVOKED', 'TOKEN_REVOKED'])
    expect(asked).toHaveLength(3)
  })

  test('is not given while the release service is away, also to a token that had it', async () => {
    let isAway = false
    const { clock, require } = setUp(() => {
      if (isAway) throw new AppError('UPSTREAM_UNAVAILABLE')
      return token
    })
    expect(await require()).toBe('granted')
    isAway = true
    clock.nowMs = 3_000
    expect(await require()).toBe('TOKEN_NOT_CHECKED')
  })

  test.each(['', 'ptk_', 'Bearer ptk_x', `ptk_${'a'.repeat(300)}`, `${secret}\n`])(
    'is not asked for by what is no token: %j',
    async text => {
      const { asked, require } = setUp(() => token)
      expect([await require(text), asked]).toEqual(['INVALID_REQUEST', []])
    },
  )

  test('is refused where the gateway takes none', async () => {
    const { asked, require } = setUp(() => token, false)
    expect([await require(), asked]).toEqual(['DEVELOPER_GRANTS_OFF', []])
  })
})

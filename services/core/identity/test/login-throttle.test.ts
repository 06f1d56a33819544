import type { ServiceUnderTest } from '@portico/service-kit/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { beginAttempt, cancelAttempt, type Limit, limitKey, succeed } from '../src/throttle/throttle.ts'
import { delayAfter, THROTTLE_RULES } from '../src/throttle/throttle-rules.ts'
import {
  type Attempt,
  attempt,
  forgetFailures,
  LONG_WAIT,
  letTimePass,
  makeWaitsLonger,
  startLoginPage,
} from './login-page.ts'

const HOUR = 3600
let identity: ServiceUnderTest

beforeAll(async () => {
  identity = await startLoginPage()
})
afterAll(() => identity?.stop())
beforeEach(() => forgetFailures(identity))

const logIn = (how: Attempt = {}) => attempt(identity, how)

async function fail(times: number, how: Attempt = {}) {
  const codes: string[] = []
  for (let count = 0; count < times; count++) {
    codes.push((await logIn({ password: 'wrong', ...how })).json().code)
    await makeWaitsLonger(identity)
  }
  return codes
}

it('lets waits grow with each failure, up to a limit of the rule', () => {
  const waits = (rule: keyof typeof THROTTLE_RULES, failures: readonly number[]) =>
    failures.map(count => delayAfter(count, THROTTLE_RULES[rule]))
  expect(waits('pair', [1, 4, 5, 6, 7, 13, 14, 9_999])).toEqual([0, 0, 2, 4, 8, 512, 900, 900])
  expect(waits('network', [29, 30, 31, 36, 9_999])).toEqual([0, 1, 2, 60, 60])
  expect(waits('account', [99, 100, 101, 9_999])).toEqual([0, 1, 2, 30])
})

it('lets attempts under the same keys wait for each other, never in a circle', async () => {
  const { database } = identity
  const rule = { freeFailures: 10_000, firstDelay: 1, maxDelay: 1, forgetAfter: HOUR }
  const shared = { key: limitKey('shared'), rule, isOwn: false }
  const attemptOnce = async (n: number) => {
    const own = ['a', 'b', 'c'].map(name => ({ key: limitKey(name, String(n % 2)), rule, isOwn: true }))
    const limits: Limit[] = n % 3 === 0 ? [shared, ...own] : [...own.toReversed(), shared]
    await beginAttempt(database, limits)
    await (n % 5 === 0 ? cancelAttempt : succeed)(database, limits)
  }
  for (let round = 0; round < 15; round++)
    await Promise.all(Array.from({ length: 10 }, (_, n) => attemptOnce(n)))
  const { failures } = await database.tenant('~throttle', tx =>
    tx.get<{ failures: number }>('select failures from throttle where key = $1', [shared.key]),
  )
  expect(failures).toBe(0)
})

describe('one account from one network', () => {
  it('may fail five times and has to wait then, as Retry-After says', async () => {
    expect(await fail(5)).toEqual(Array(5).fill('LOGIN_FAILED'))
    const refused = await logIn()
    expect(refused.json()).toMatchObject({ status: 429, code: 'LOGIN_THROTTLED' })
    expect(refused.headers['retry-after']).toBe(String(refused.json().retryAfterSeconds))
    expect(refused.json().retryAfterSeconds).toBeGreaterThan(0)
  })

  it('waits no longer for attempts that were refused', async () => {
    await fail(5)
    for (let count = 0; count < 20; count++) await logIn({ password: 'wrong' })
    await letTimePass(identity, LONG_WAIT + 2)
    expect((await logIn()).statusCode).toBe(200)
  })

  it('begins anew after a success, and an hour after the last failure', async () => {
    await fail(4)
    expect((await logIn()).statusCode).toBe(200)
    expect(await fail(5)).toEqual(Array(5).fill('LOGIN_FAILED'))
    await letTimePass(identity, LONG_WAIT + HOUR)
    expect(await fail(5)).toEqual(Array(5).fill('LOGIN_FAILED'))
  })

  it('lets right ones in that come at the same time, and none waits for another for ever', async () => {
    for (let round = 0; round < 5; round++) {
      const answers = await Promise.all(Array.from({ length: 4 }, () => logIn()))
      expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200])
    }
  })

  it('lets no more through when guesses come at the same time', async () => {
    await setFailures(limitKey('pair', 'demo', 'owner', '192.0.2.1'), 11)
    const answers = await Promise.all(Array.from({ length: 8 }, () => logIn({ password: 'wrong' })))
    expect(answers.map(answer => answer.statusCode).sort()).toEqual([401, ...Array(7).fill(429)])
  })

  it.each<[string, Attempt]>([
    ['in other letter case', { tenant: 'DEMO', username: ' Owner' }],
    ['in full-width letters', { tenant: 'ｄｅｍｏ', username: 'ｏｗｎｅｒ' }],
    ['from another address of the same /64', { address: '2001:db8:1:2:ffff::9' }],
    ['from the same address written in the IPv6 way', { address: '::ffff:192.0.2.1' }],
  ])('counts an attempt %s as the same', async (_, how) => {
    const isIPv6 = how.address?.startsWith('2001') ?? false
    await fail(5, isIPv6 ? { address: '2001:db8:1:2::1' } : {})
    expect((await logIn(how)).json().code).toBe('LOGIN_THROTTLED')
  })

  it.each<[string, Attempt]>([
    ['a tenant', { tenant: 'nowhere' }],
    ['a user', { username: 'ghost' }],
  ])('counts %s that does not exist in the same way', async (_, how) => {
    expect(await fail(6, how)).toEqual([...Array(5).fill('LOGIN_FAILED'), 'LOGIN_THROTTLED'])
  })
})

describe('a stranger', () => {
  it('does not lock the owner out, who sits at another address', async () => {
    await fail(40)
    expect((await logIn({ address: '198.51.100.7' })).statusCode).toBe(200)
    expect((await logIn({ address: '2001:db8::1' })).statusCode).toBe(200)
  })

  it('does not lock the owner out of a browser that is known, at the same address', async () => {
    const { browser } = (await logIn()).json()
    await fail(40)
    expect((await logIn()).json().code).toBe('LOGIN_THROTTLED')
    const again = await logIn({ browsers: ['x'.repeat(43), browser] })
    expect(again.statusCode).toBe(200)
    expect(again.json().browser).toBe(browser)
  })

  it('has no use of the token of another account’s browser', async () => {
    const { browser } = (await logIn({ username: 'clerk' })).json()
    await fail(5, { browsers: [browser] })
    expect((await logIn({ browsers: [browser] })).json().code).toBe('LOGIN_THROTTLED')
  })

  it('who has stolen a known browser is slowed too, and no other browser is', async () => {
    const { browser } = (await logIn()).json()
    const browsers = [browser]
    expect(await fail(11, { browsers })).toEqual([...Array(10).fill('LOGIN_FAILED'), 'LOGIN_THROTTLED'])
    expect((await logIn()).statusCode).toBe(200)
  })

  it('with thousands of addresses is slowed at one account', async () => {
    await setFailures(limitKey('account', 'demo', 'owner'), 5_000)
    expect(await fail(1, { address: '203.0.113.5' })).toEqual(['LOGIN_FAILED'])
    expect((await logIn({ address: '203.0.113.6' })).json().code).toBe('LOGIN_THROTTLED')
    expect((await logIn({ username: 'clerk', address: '203.0.113.6' })).statusCode).toBe(200)
  })

  it('who sprays names is slowed, over tenants', async () => {
    await setFailures(limitKey('network', '192.0.2.1'), 26)
    for (let count = 0; count < 4; count++)
      await fail(1, { username: `name${count}`, tenant: count % 2 ? 'demo' : 'other' })
    expect((await logIn({ username: 'name99', tenant: 'other' })).json().code).toBe('LOGIN_THROTTLED')
  })

  it('an account of one’s own lets no address spray for free by logging in between', async () => {
    await setFailures(limitKey('network', '192.0.2.1'), 27)
    for (let count = 0; count < 3; count++) {
      await fail(1, { username: `name${count}` })
      await logIn({ username: 'clerk' })
    }
    expect((await logIn({ username: 'name99' })).json().code).toBe('LOGIN_THROTTLED')
  })
})

it('1,000 wrong logins from one address against 50 names: the owner still gets in, there and elsewhere', async () => {
  const { browser } = (await logIn()).json()
  const codes = { LOGIN_FAILED: 0, LOGIN_THROTTLED: 0 }
  for (let count = 0; count < 1000; count++) {
    const username = count % 50 === 0 ? 'owner' : `name${count % 50}`
    const { code } = (await logIn({ password: 'wrong', username })).json()
    codes[code as keyof typeof codes] += 1
    // What was refused began no wait.
    if (code === 'LOGIN_FAILED') await makeWaitsLonger(identity)
  }
  expect(codes.LOGIN_FAILED + codes.LOGIN_THROTTLED).toBe(1000)
  expect(codes.LOGIN_FAILED).toBeLessThan(50)
  expect((await logIn({ browsers: [browser] })).statusCode).toBe(200)
  expect((await logIn({ address: '198.51.100.7' })).statusCode).toBe(200)
}, 120_000)

describe('known browsers', () => {
  it('are forgotten when they have not been seen for 180 days', async () => {
    const { browser } = (await logIn({ username: 'clerk' })).json()
    await identity.database.tenant('t_demo', tx =>
      tx.run(`update known_browser set expires_at = now() - interval '1 second'`),
    )
    const renewed = (await logIn({ username: 'clerk', browsers: [browser] })).json()
    expect(renewed.browser).not.toBe(browser)
  })

  it('are at most twenty of a user', async () => {
    await identity.database.tenant('t_demo', tx =>
      tx.run(
        `insert into known_browser (tenant_id, token_hash, user_id, expires_at)
         select 't_demo', n, u.id, now() + interval '1 day' from generate_series(1, 22) n, user_account u
         where u.username = 'clerk'`,
      ),
    )
    await logIn({ username: 'clerk' })
    const { count } = await identity.database.tenant('t_demo', tx =>
      tx.get<{ count: number }>(
        `select count(*)::int as count from known_browser b join user_account u on u.id = b.user_id
         where u.username = 'clerk'`,
      ),
    )
    expect(count).toBe(20)
  })
})

it('100,000 different names make no more counters than are kept, and push out none that holds a guesser up', async () => {
  await setFailures(limitKey('pair', 'demo', 'owner', '192.0.2.1'), 12)
  expect(await fail(1)).toEqual(['LOGIN_FAILED'])
  await identity.database.tenant('~throttle', tx =>
    tx.run(
      `insert into throttle (tenant_id, key, failures, blocked_until, forget_at)
       select '~throttle', 'name ' || n, 1, null, now() + interval '1 hour' from generate_series(1, 100000) n`,
    ),
  )
  await identity.sweep()
  const { count } = await identity.database.tenant('~throttle', tx =>
    tx.get<{ count: number }>('select count(*)::int as count from throttle'),
  )
  expect(count).toBe(50_000)
  expect((await logIn()).json().code).toBe('LOGIN_THROTTLED')
})

it('keeps no name that was tried, for users type a password there now and then', async () => {
  await fail(1, { username: 'my-secret-password' })
  const rows = await identity.database.tenant('~throttle', tx => tx.list('select * from throttle'))
  expect(rows).toHaveLength(3)
  expect(JSON.stringify(rows)).not.toContain('my-secret')
})

function setFailures(key: string, failures: number) {
  return identity.database.tenant('~throttle', tx =>
    tx.run(
      `insert into throttle values ('~throttle', $1, $2, null, now() + make_interval(secs => $3))
       on conflict (tenant_id, key) do update set failures = excluded.failures, blocked_until = null`,
      [key, failures, THROTTLE_RULES.pair.forgetAfter],
    ),
  )
}

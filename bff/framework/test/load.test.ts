import { EventEmitter } from 'node:events'
import type { ServerResponse } from 'node:http'
import { describe, expect, test } from 'vitest'
import { Budgets } from '../src/load/budgets.ts'
import { joined } from '../src/load/joined.ts'
import { bodyPoints, CALL_POINTS, createLoad, textPoints } from '../src/load/load.ts'
import { OpenCalls } from '../src/load/open-calls.ts'
import { RecentTenants } from '../src/load/recent-tenants.ts'
import { type Turn, type TurnLimits, Turns } from '../src/load/turns.ts'

const limits: TurnLimits = {
  maxRunning: 4,
  maxRunningPoints: 10_000,
  tenant: { maxRunning: 2, maxRunningPoints: 5_000, maxWaiting: 50 },
  maxSharedPoints: 5_000,
  maxWaiting: 60,
  maxWaitMs: 60_000,
}

/** Takes turns and writes down who worked, in order; a turn is left when the test says so. */
class Work {
  readonly order: string[] = []
  readonly refused: string[] = []
  readonly #turns: Turns
  readonly #running: Turn[] = []

  constructor(over: Partial<TurnLimits> = {}) {
    this.#turns = new Turns({ ...limits, ...over })
  }

  get running(): number {
    return this.#running.length
  }

  async ask(tenant: string, points = 100): Promise<void> {
    void this.#turns.take(tenant, points).then(
      turn => {
        this.order.push(tenant)
        this.#running.push(turn)
      },
      (error: { code: string }) => this.refused.push(`${tenant} ${error.code}`),
    )
    await settled()
  }

  async askOften(tenant: string, times: number, points = 100): Promise<void> {
    for (let time = 0; time < times; time += 1) await this.ask(tenant, points)
  }

  /** Ends what runs, the oldest first, until nothing is left. */
  async finish(): Promise<void> {
    for (let turn = this.#running.shift(); turn; turn = this.#running.shift()) {
      turn.leave()
      await settled()
    }
  }
}

function settled(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve))
}

describe('turns', () => {
  test('a tenant that asks for twenty times as much is passed by all others, and none of theirs is refused', async () => {
    const work = new Work()
    await work.askOften('greedy', 60, 2_500)
    for (const tenant of ['a', 'b', 'c']) await work.askOften(tenant, 3)
    // Room was left beside what the greedy one may run, and whatever waits is served in turn.
    await work.finish()
    const lastOfOthers = work.order.findLastIndex(tenant => tenant !== 'greedy')
    const greedyBefore = work.order.slice(0, lastOfOthers).filter(tenant => tenant === 'greedy').length
    expect(greedyBefore).toBeLessThanOrEqual(4)
    expect(work.refused).toEqual(new Array(8).fill('greedy TENANT_BUSY'))
    expect(work.order.filter(tenant => tenant !== 'greedy')).toHaveLength(9)
  })

  test('what waits is served by points: a large one counts as many small ones', async () => {
    const work = new Work({ maxRunning: 1 })
    await work.ask('first')
    await work.askOften('large', 3, 4_000)
    await work.askOften('small', 6, 1_000)
    await work.finish()
    expect(work.order.join(' ')).toBe('first small small large small small small small large large')
  })

  test('one tenant alone has all it may have, and no more', async () => {
    const work = new Work()
    await work.askOften('only', 5)
    expect(work.running).toBe(2)
    await work.finish()
    expect(work.order).toHaveLength(5)
  })

  test('beside another tenant, one has less under way at once than alone, until a second after the other’s last call', async () => {
    const clock = { ms: 0 }
    const recent = new RecentTenants(() => clock.ms)
    const turns = new Turns(
      { ...limits, tenant: { ...limits.tenant, maxRunning: 4 }, maxSharedPoints: 1_000 },
      recent,
    )
    const began: string[] = []
    const take = async (tenant: string) => {
      const turn = turns.take(tenant, 800).then(taken => {
        began.push(tenant)
        return taken
      })
      await settled()
      return turn
    }
    const first = await take('greedy')
    const second = await take('greedy')
    const other = await take('other')
    other.leave()
    second.leave()
    const waiting = take('greedy')
    await settled()
    expect(began).toEqual(['greedy', 'greedy', 'other'])
    first.leave()
    await waiting
    expect(began).toEqual(['greedy', 'greedy', 'other', 'greedy'])
    clock.ms += 1_000
    await take('greedy')
    expect(began).toHaveLength(5)
  })

  test('work done in one go has no more of the loop than a tenant may have under way, then sockets are read', async () => {
    const turns = new Turns({
      ...limits,
      maxSharedPoints: 1_000,
      tenant: { ...limits.tenant, maxRunning: 50 },
    })
    const done: string[] = []
    const inOneGo = async (tenant: string) => {
      const turn = await turns.take(tenant, 500)
      done.push(tenant)
      turn.leave()
    }
    await inOneGo('other')
    for (let call = 0; call < 6; call += 1) void inOneGo('greedy')
    const byRound: string[] = []
    // Each time the loop comes round it reads a call of the other tenant.
    for (let round = 0; round < 4; round += 1) {
      void inOneGo('other')
      await settled()
      byRound.push(done.splice(0).join(' '))
    }
    expect(byRound).toEqual([
      'other greedy greedy other greedy greedy',
      'other greedy greedy',
      'other',
      'other',
    ])
  })

  test('an operation larger than every limit runs, alone', async () => {
    const work = new Work()
    await work.ask('big', 50_000)
    await work.ask('big', 100)
    expect(work.order).toEqual(['big'])
    await work.finish()
    expect(work.order).toEqual(['big', 'big'])
  })

  test('small ones do not pass a large one that waits for room in the gateway', async () => {
    const work = new Work()
    await work.ask('a', 4_000)
    await work.ask('b', 4_000)
    await work.ask('large', 5_000)
    // It is known from the first place that comes free on that the large one is next.
    await work.ask('c', 100)
    await work.finish()
    expect(work.order).toEqual(['a', 'b', 'c', 'large'])
    const held = new Work()
    await held.ask('a', 3_000)
    await held.ask('b', 3_000)
    await held.ask('c', 3_000)
    await held.ask('large', 5_000)
    await held.finish()
    expect(held.order).toEqual(['a', 'b', 'c', 'large'])
  })

  test('when the gateway’s own line is full, who waits for most loses its latest', async () => {
    const work = new Work({ maxRunning: 1, maxWaiting: 10 })
    await work.ask('greedy')
    await work.askOften('greedy', 10)
    await work.ask('a')
    await work.ask('b')
    expect(work.refused).toEqual(['greedy GATEWAY_BUSY', 'greedy GATEWAY_BUSY'])
    await work.finish()
    expect(work.order.filter(tenant => tenant !== 'greedy').toSorted()).toEqual(['a', 'b'])
  })

  test('a wait has an end, and leaves nothing behind', async () => {
    const turns = new Turns({ ...limits, maxRunning: 1, maxWaitMs: 1 })
    const turn = await turns.take('a', 1)
    await expect(turns.take('b', 1)).rejects.toMatchObject({
      code: 'GATEWAY_BUSY',
      details: { retryAfterSeconds: 1 },
    })
    expect(turns.load).toEqual({ running: 1, waiting: 0 })
    turn.leave()
    turn.leave()
    await settled()
    expect(turns.load).toEqual({ running: 0, waiting: 0 })
  })
})

describe('budgets', () => {
  function budgets() {
    const clock = { ms: 0 }
    const user = { perSecond: 10, burst: 100 }
    const tenant = { perSecond: 20, burst: 150 }
    return { clock, budgets: new Budgets({ user, tenant, now: () => clock.ms }) }
  }
  const anna = { tenantId: 't', userId: 'anna' }
  const ben = { tenantId: 't', userId: 'ben' }

  test('a user who has spent the own one is refused, with the seconds until it is there; colleagues go on', () => {
    const { budgets: all } = budgets()
    all.charge(anna, 100)
    expect(() => all.charge(anna, 25)).toThrow(
      expect.objectContaining({ code: 'USER_BUDGET_SPENT', details: { retryAfterSeconds: 3 } }),
    )
    all.charge(ben, 50)
    expect(() => all.charge(ben, 10)).toThrow(
      expect.objectContaining({ code: 'TENANT_BUDGET_SPENT', details: { retryAfterSeconds: 1 } }),
    )
    all.charge({ tenantId: 'other', userId: 'anna' }, 100)
  })

  test('what is refused takes nothing, and time brings points back up to the burst', () => {
    const { clock, budgets: all } = budgets()
    all.charge(anna, 60)
    expect(() => all.charge(anna, 1_000)).toThrow()
    expect(all.left(anna)).toEqual({ user: 40, tenant: 90 })
    clock.ms += 1_000
    expect(all.left(anna)).toEqual({ user: 50, tenant: 110 })
    clock.ms += 3_600_000
    expect(all.left(anna)).toEqual({ user: 100, tenant: 150 })
  })
})

test('the dearest operation that is allowed can be paid for, however small the budgets are', () => {
  const settings = { userPointsPerSecond: 1, tenantPointsPerSecond: 1, maxUserCalls: 1, maxTenantCalls: 1 }
  const { budgets } = createLoad({ ...settings, maxQueryPoints: 10_000 })
  const who = { tenantId: 't', userId: 'u' }
  for (const points of [CALL_POINTS, textPoints(32 * 1024), 10_000]) budgets.charge(who, points)
  expect(() => budgets.charge(who, 100)).toThrow()
})

test('a tenant alone has four dearest operations under way, and beside another one list', async () => {
  const settings = { userPointsPerSecond: 1, tenantPointsPerSecond: 1, maxUserCalls: 1, maxTenantCalls: 1 }
  const { turns } = createLoad({ ...settings, maxQueryPoints: 10_000 })
  for (let call = 0; call < 5; call += 1) turns.take('alone', 10_000).catch(() => null)
  await settled()
  expect(turns.load).toEqual({ running: 4, waiting: 1 })
  for (let call = 0; call < 2; call += 1) turns.take('other', 3_000).catch(() => null)
  await settled()
  expect(turns.load).toEqual({ running: 5, waiting: 2 })
})

test('a body costs what it takes to read, beyond what comes with any call', () => {
  expect(bodyPoints(8 * 1024)).toBe(0)
  expect(bodyPoints(108 * 1024)).toBe(2_048)
})

test('what many ask for at once is done once, and again for who asks later', async () => {
  let done = 0
  const ask = joined(async () => {
    await settled()
    done += 1
    return done
  })
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1])
  expect(await ask()).toBe(2)
})

describe('open calls', () => {
  function answer() {
    return Object.assign(new EventEmitter(), { closed: false }) as unknown as ServerResponse & EventEmitter
  }
  const who = { tenantId: 't', userId: 'u' }

  test('are counted by user and by tenant until their answers are closed', async () => {
    const calls = new OpenCalls({ user: 2, tenant: 3 })
    const answers = [answer(), answer(), answer()] as const
    calls.enter(who, answers[0])
    calls.enter(who, answers[1])
    expect(() => calls.enter(who, answer())).toThrow(expect.objectContaining({ code: 'TOO_MANY_CALLS' }))
    const colleague = { tenantId: 't', userId: 'v' }
    calls.enter(colleague, answers[2])
    expect(() => calls.enter(colleague, answer())).toThrow(
      expect.objectContaining({ code: 'TOO_MANY_CALLS', details: { retryAfterSeconds: 1 } }),
    )
    calls.enter({ tenantId: 'other', userId: 'u' }, answer())
    answers[0].emit('close')
    await settled()
    calls.enter(who, answer())
  })
})

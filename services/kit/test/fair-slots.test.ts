import { createTestDatabase, type TestDatabase } from '@portico/postgres/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CallerLeft, FairSlots, NoSlotInTime } from '../src/database/fair-slots.ts'
import { openDatabase } from '../src/database/open-database.ts'
import { migrations } from './notes/notes.service.ts'

const settled = () => new Promise(resolve => setImmediate(resolve))

/** Takes slots and writes down who got one, in order; what is held is given back, oldest first, when the test says so. */
class Work {
  readonly order: string[] = []
  readonly #held: (() => void)[] = []
  readonly #slots: FairSlots

  constructor(slots: number) {
    this.#slots = new FairSlots({ slots, maxOf: () => Math.max(1, slots - 1), maxWaitMs: 60_000 })
  }

  async ask(holder: string, times = 1): Promise<void> {
    for (let time = 0; time < times; time += 1) {
      void this.#slots.take(holder).then(giveBack => {
        this.order.push(holder)
        this.#held.push(giveBack)
      })
      await settled()
    }
  }

  async finish(): Promise<void> {
    for (let giveBack = this.#held.shift(); giveBack; giveBack = this.#held.shift()) {
      giveBack()
      giveBack()
      await settled()
    }
  }
}

describe('slots', () => {
  it('one holder never has the last one: another finds it at once', async () => {
    const work = new Work(3)
    await work.ask('greedy', 20)
    expect(work.order).toEqual(['greedy', 'greedy'])
    await work.ask('other')
    expect(work.order).toEqual(['greedy', 'greedy', 'other'])
    // Who waits a minute for nothing would give up in the middle of another test.
    await work.finish()
  })

  it('holders who wait are served in turn, each its own in order of coming', async () => {
    const work = new Work(2)
    await work.ask('greedy', 5)
    await work.ask('a', 3)
    await work.ask('b', 2)
    await work.finish()
    expect(work.order.join(' ')).toBe('greedy a greedy a b greedy a b greedy greedy')
  })

  it('a single slot goes round as well', async () => {
    const work = new Work(1)
    await work.ask('greedy', 3)
    await work.ask('other')
    await work.finish()
    expect(work.order).toEqual(['greedy', 'greedy', 'other', 'greedy'])
  })

  it('a wait has an end, and leaves nothing behind', async () => {
    const slots = new FairSlots({ slots: 1, maxOf: () => 1, maxWaitMs: 1 })
    const giveBack = await slots.take('a')
    await expect(slots.take('b')).rejects.toBeInstanceOf(NoSlotInTime)
    giveBack()
    const again = await slots.take('c')
    again()
  })

  it('who leaves while waiting is passed over, and nothing of that wait is left', async () => {
    const slots = new FairSlots({ slots: 1, maxOf: () => 1, maxWaitMs: 60_000 })
    const giveBack = await slots.take('a')
    const caller = new AbortController()
    const left = slots.take('b', { left: caller.signal })
    const next = slots.take('b')
    caller.abort()
    await expect(left).rejects.toBeInstanceOf(CallerLeft)
    giveBack()
    const again = await next
    again()
    again()
    expect(await slots.take('c', { left: caller.signal })).toBeTypeOf('function')
  })
})

describe('a service’s connections', () => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await createTestDatabase()
  })
  afterAll(() => test?.drop())

  it('two tenants with more open transactions than there are connections stop no third, nor the probes', async () => {
    const database = await openDatabase({ name: 'notes', migrations, adminUrl: test.url })
    const [first, second, third] = [1, 2, 3].map(n => `01980000-0000-7000-8000-00000000000${n}`) as Three
    const gate = Promise.withResolvers<void>()
    const held = [first, second].flatMap(tenant =>
      Array.from({ length: 20 }, () => database.tenant(tenant, () => gate.promise)),
    )
    const read = () => database.tenant(third, tx => tx.list('select 1'))
    expect(await Promise.all([read(), read(), database.execute('select 1')])).toHaveLength(3)
    gate.resolve()
    await Promise.all(held)
    await database.close()
  })
})

type Three = [string, string, string]

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type NatsServer, startNats } from '../../src/testing/nats-server.ts'
import { PostOffice } from './post-office.ts'

/** Left out: some steps, spread over all of them. `PORTICO_KILL_STEPS=all` tries each one. */
const ALL = process.env.PORTICO_KILL_STEPS === 'all'
const SOME = 2
const THINGS = 2

let nats: NatsServer
let post: PostOffice
beforeAll(async () => {
  nats = await startNats()
})
afterAll(() => nats?.remove())
afterEach(() => post.close())

describe.each(['postgres', 'nats'])('by %s', transport => {
  it('what was sold has one effect, wherever the process was killed that sold, sent and handled it', async () => {
    post = await PostOffice.open({ pollMs: 50 }, transport === 'nats' ? nats.url : undefined)
    const writes = await post.runMortal(0, ['whole 0', 'whole 1'])
    expect(writes).toBeGreaterThan(10)
    const stride = ALL ? 1 : Math.ceil(writes / SOME)
    for (let step = 1; step <= writes; step += stride) {
      await post.runMortal(
        step,
        Array.from({ length: THINGS }, (_, n) => `killed at ${step}, ${n}`),
      )
    }
    await post.writer()
    await post.consumer('stable')
    const sales = await post.sales()
    expect(sales.length).toBeGreaterThan(2)
    const effects = await post.until(found => found.length >= sales.length)
    expect(effects.map(({ thing }) => thing).sort()).toEqual(sales.sort())
    // None comes a second time: what is left in either place is taken, and changes nothing.
    await expect.poll(() => post.waiting(), { timeout: 15_000 }).toBe(0)
    expect((await post.effects()).length).toBe(sales.length)
  }, 600_000)
})

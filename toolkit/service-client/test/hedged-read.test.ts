import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Discovery, ResilientClient, ServiceBinding, type ServiceCall, stableTargets } from '../src/index.ts'
import { StandIn } from './stand-in.ts'

let one: StandIn
let other: StandIn
let discovery: Discovery
let client: ResilientClient
let hedges: boolean[]
let early: number

beforeEach(async () => {
  one = await StandIn.start()
  other = await StandIn.start()
  discovery = new Discovery(['sales'], { sales: one.url })
  hedges = []
  client = new ResilientClient(discovery, {
    pause: async () => {},
    onHedge: (_service, hasWon) => hedges.push(hasWon),
  })
  setPeers(other)
})
afterEach(async () => {
  expect(client.listLimits().filter(({ active, waiting }) => active + waiting > 0)).toEqual([])
  for (const standIn of [one, other]) standIn.stop()
  await client.close()
})

function setPeers(...more: StandIn[]): void {
  discovery.setInstances(
    [one, ...more].map(({ url }) => ({
      ...{ id: randomUUID(), service: 'sales', tag: 'stable', version: '1.0.0', url },
      isHealthy: true,
    })),
  )
}

/** A call of a request that is bound to `one`. */
function callOf(given: Partial<ServiceCall> = {}): ServiceCall {
  const binding = new ServiceBinding(stableTargets)
  while (binding.choose('sales', discovery)?.instance.origin !== one.url) {
    const bound = binding.choose('sales', discovery)
    if (bound) binding.leaveForPeer('sales', bound, discovery)
  }
  const timeoutMs = 500
  const rest = { timeoutMs, deadlineAt: performance.now() + timeoutMs, headers: {}, path: '/x', binding }
  return { service: 'sales', method: 'GET', isRead: true, ...rest, ...given }
}

/** So many quick answers, by which it is known what is late: a second call is saved for each twenty. */
async function learn(times: number): Promise<void> {
  for (let n = 0; n < times; n += 1) await client.send(callOf())
  // Of the quick ones, a busy machine may have made one late.
  early = hedges.length
  one.seen.length = 0
  other.seen.length = 0
  hedges.length = 0
}

const outcomes = async (calls: Promise<{ outcome: string }>[]) =>
  (await Promise.all(calls)).map(({ outcome }) => outcome)

describe('a read that is later than nearly all', () => {
  test('is sent to another instance, whose answer counts; the first call is given up, and its time is noted', async () => {
    await learn(160)
    one.behaviour = ['hang']
    const noted: (number | null)[] = []
    const note = discovery.note.bind(discovery)
    discovery.note = (instance, isFailure, ms) => {
      if (instance.origin === one.url) noted.push(ms)
      note(instance, isFailure, ms)
    }
    expect(await outcomes([client.send(callOf())])).toEqual(['answered'])
    expect([one.seen.length, other.seen.length, hedges]).toEqual([1, 1, [true]])
    await expect.poll(() => noted, { interval: 5 }).toEqual([expect.toSatisfy(ms => ms >= 10)])
  })

  test('counts with the first answer, where that comes from the first instance after all', async () => {
    await learn(160)
    one.behaviour = ['late']
    other.behaviour = ['hang']
    expect(await outcomes([client.send(callOf())])).toEqual(['answered'])
    expect([other.seen.length, hedges]).toEqual([1, [false]])
  })

  test('is sent twice for one read of twenty at most', async () => {
    await learn(160)
    one.behaviour = ['hang']
    const calls = Array.from({ length: 20 }, () => client.send(callOf({ timeoutMs: 100 })))
    const answered = (await outcomes(calls)).filter(outcome => outcome === 'answered')
    // 60 reads since it was known what is late, and these.
    expect(hedges.length + early).toBe(4)
    expect(answered.length).toBeGreaterThanOrEqual(hedges.length)
  })

  const notHedged: [string, Partial<ServiceCall>][] = [
    ['a write', { method: 'POST', isRead: false, body: '{}' }],
    ['a read of a mutation', { priority: 'write' }],
    ['background work', { priority: 'background' }],
    ['a long poll', { isLongPoll: true }],
  ]
  test.each(notHedged)('is sent once where it is %s', async (_what, given) => {
    await learn(160)
    one.behaviour = ['late']
    await client.send(callOf(given))
    expect([one.seen.length, other.seen.length, hedges]).toEqual([1, 0, []])
  })

  test('is sent once where the other instance has much to do, or is of another revision', async () => {
    await learn(160)
    other.behaviour = ['hang']
    const leaving = new AbortController()
    const toOther = new ServiceBinding(stableTargets)
    const bound = callOf().binding.choose('sales', discovery)
    const peer = bound && discovery.findPeer(bound.instance)
    if (!peer) throw new Error('there is no peer')
    const busy = Array.from({ length: 16 }, () =>
      client.send(
        callOf({
          method: 'POST',
          isRead: false,
          binding: toOther.beside('sales', { instance: peer, reason: null }),
          signal: leaving.signal,
        }),
      ),
    )
    const ending = Promise.allSettled(busy)
    await expect.poll(() => other.seen.length, { interval: 5 }).toBe(16)
    one.behaviour = ['late']
    await client.send(callOf())
    expect([other.seen.length, hedges]).toEqual([16, []])
    leaving.abort(new Error('the page was closed'))
    await ending
  })

  test('waits for the first answer where the second call fails, and is given up as a whole', async () => {
    await learn(160)
    one.behaviour = ['late', 500]
    other.behaviour = [500]
    const attempt = await client.send(callOf({ isRetriedByCaller: true }))
    expect(attempt).toMatchObject({ outcome: 'answered', answer: { status: 200 } })
    one.behaviour = ['hang']
    other.behaviour = ['hang']
    const leaving = new AbortController()
    const left = new Error('the page was closed')
    const given = client.send(callOf({ signal: leaving.signal }))
    await expect.poll(() => one.seen.length, { interval: 5 }).toBe(2)
    leaving.abort(left)
    await expect(given).rejects.toBe(left)
  })
})

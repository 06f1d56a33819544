import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { ServiceInstance, Tag } from '@portico/release'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  type Attempt,
  Discovery,
  ResilientClient,
  ServiceBinding,
  type ServiceCall,
  stableTargets,
} from '../src/index.ts'
import { type Behaviour, StandIn } from './stand-in.ts'

let stable: StandIn
let gray: StandIn
let discovery: Discovery
let client: ResilientClient

beforeEach(async () => {
  stable = await StandIn.start()
  gray = await StandIn.start()
  discovery = new Discovery(['sales'], { sales: stable.url })
  client = new ResilientClient(discovery, { pause: async () => {} })
})
afterEach(async () => {
  // However calls ended, each has given its place back.
  expect(client.listLimits().filter(({ active, waiting }) => active + waiting > 0)).toEqual([])
  for (const standIn of [stable, gray]) standIn.stop()
  await client.close()
})

const read = { method: 'GET', isRead: true } as const
const write = { method: 'POST', isRead: false, body: '{}' } as const

type Given = Pick<ServiceCall, 'method' | 'isRead'> & Partial<ServiceCall>

function callOf({ timeoutMs = 5_000, ...given }: Given): ServiceCall {
  const deadlineAt = performance.now() + timeoutMs
  const binding = new ServiceBinding(stableTargets)
  return { service: 'sales', path: '/x', headers: {}, binding, timeoutMs, deadlineAt, ...given }
}

function toGray({ isBreaking = false } = {}): ServiceBinding {
  return new ServiceBinding({
    services: { sales: 'gray' },
    breaking: new Set(isBreaking ? ['sales'] : []),
  })
}

function registered(standIn: StandIn, tag: Tag): ServiceInstance {
  return { id: standIn.url, service: 'sales', tag, version: '1.0.0', url: standIn.url, isHealthy: true }
}

/** Such as `answered 200`, `notSent resting`. */
function endingOf(attempt: Attempt<{ status: number }>): string {
  if (attempt.outcome === 'answered') return `answered ${attempt.answer.status}`
  return attempt.outcome === 'notSent' ? `notSent ${attempt.why}` : attempt.outcome
}

const send = async (given: Given) => endingOf(await client.send(callOf(given)))

describe('a call to one instance ends as its last attempt did, and is sent', () => {
  const cases: [Behaviour[], Given, string, number][] = [
    [[200], read, 'answered 200', 1],
    [[404], read, 'answered 404', 1],
    [[500, 200], read, 'answered 200', 2],
    [[500, 500, 200], read, 'answered 500', 2],
    [['cut', 200], read, 'answered 200', 2],
    [['cut', 'cut', 200], read, 'cut', 2],
    [['hang'], { ...read, timeoutMs: 60 }, 'timedOut', 1],
    [[200], write, 'answered 200', 1],
    [[500, 200], write, 'answered 500', 1],
    [['cut', 200], write, 'cut', 1],
    [['hang'], { ...write, timeoutMs: 60 }, 'timedOut', 1],
    [[500, 200], { ...write, isRead: true }, 'answered 200', 2],
  ]
  test.each(cases)('%j: %o ends in %s after %i', async (behaviour, given, ending, times) => {
    stable.behaviour = behaviour
    expect(await send(given)).toBe(ending)
    expect(stable.seen).toHaveLength(times)
  })

  test('nowhere when nothing listens, and when the service has no address', async () => {
    stable.stop()
    expect(await send(write)).toBe('notSent unreachable')
    expect(await send(read)).toBe('notSent unreachable')
    expect(await send({ ...read, service: 'party' })).toBe('notSent unknown')
  })

  test('not again when the answer names another service that is missing', async () => {
    stable.behaviour = [503]
    stable.body = '{"code":"UPSTREAM_UNAVAILABLE"}'
    expect(await send(read)).toBe('answered 503')
    expect(stable.seen).toHaveLength(1)
  })
})

describe('with a gray instance and a stable one', () => {
  beforeEach(() => discovery.setInstances([registered(stable, 'stable'), registered(gray, 'gray')]))

  const cases: [string, Behaviour[], Given, string, number, number][] = [
    ['a read passes a late instance over', ['hang'], { ...read, timeoutMs: 60 }, 'answered 200', 1, 1],
    ['a read leaves one that breaks twice', ['cut'], read, 'answered 200', 2, 1],
    ['a read stays with one that answers badly', [500], read, 'answered 500', 2, 0],
    ['a write that may have arrived goes nowhere else', ['cut'], write, 'cut', 1, 0],
  ]
  test.each(cases)('%s', async (_, behaviour, given, ending, atGray, atStable) => {
    gray.behaviour = behaviour
    const call = { ...given, binding: toGray(), deadlineAt: performance.now() + 5_000 }
    expect(await send(call)).toBe(ending)
    expect([gray.seen.length, stable.seen.length]).toEqual([atGray, atStable])
  })

  test('a write goes on while nothing was sent, unless a release keeps it off stable', async () => {
    gray.stop()
    expect(await send({ ...write, binding: toGray() })).toBe('answered 200')
    expect(await send({ ...write, binding: toGray({ isBreaking: true }) })).toBe('notSent kept-off-stable')
    expect(await send({ ...read, binding: toGray({ isBreaking: true }) })).toBe('answered 200')
    expect(stable.seen).toHaveLength(2)
  })
})

describe('an instance that fails all the time', () => {
  test('rests after twenty calls, and costs nothing then', async () => {
    stable.behaviour = [500]
    for (let count = 0; count < 20; count += 1) await send(write)
    expect(await send(write)).toBe('notSent resting')
    expect(await send(read)).toBe('notSent resting')
    expect(stable.seen).toHaveLength(20)
  })

  test('gets few retries at once, however many reads fail there', async () => {
    stable.behaviour = ['cut']
    await Promise.all(Array.from({ length: 10 }, () => send(read)))
    expect(stable.seen.length).toBeGreaterThan(10)
    expect(stable.seen.length).toBeLessThanOrEqual(20)
  })
})

describe('a call that its caller gives up', () => {
  test('rejects with the reason, is not tried again, and says nothing of the service', async () => {
    stable.behaviour = ['hang']
    const left = new Error('the page was closed')
    const ending = new AbortController()
    const observed: string[] = []
    const given = { ...read, signal: ending.signal, observe: () => void observed.push('seen') }
    const calls = Array.from({ length: 25 }, () => client.send(callOf(given)))
    const endings = Promise.allSettled(calls)
    await expect.poll(() => stable.seen.length, { interval: 5 }).toBe(25)
    ending.abort(left)
    expect(await endings).toEqual(calls.map(() => ({ status: 'rejected', reason: left })))
    expect([observed, stable.seen.length]).toEqual([[], 25])
    stable.behaviour = [200]
    expect(await send(read)).toBe('answered 200')
  })
})

describe('a streamed call', () => {
  const opened = (given: Given) => client.open(callOf(given))

  test('gives the answer as it comes, and sends a body that is made anew for each attempt', async () => {
    discovery.setInstances([registered(stable, 'stable'), registered(gray, 'gray')])
    gray.stop()
    const body = () => Readable.from(['a ', 'file'])
    const attempt = await opened({ ...write, body, binding: toGray() })
    expect(attempt.outcome === 'answered' && (await text(attempt.answer.body))).toBe('done')
    expect(stable.seen[0]?.body).toBe('a file')
  })

  test('is repeated for a read, is late as others are, and breaks as others do', async () => {
    stable.behaviour = [500, 200]
    expect(endingOf(await opened(read))).toBe('answered 200')
    stable.behaviour = ['hang']
    expect(endingOf(await opened({ ...read, timeoutMs: 60 }))).toBe('timedOut')
    stable.behaviour = ['cut']
    expect(endingOf(await opened(write))).toBe('cut')
  })

  test('blames no service for another one that is missing, nor for a file that its sender does not bring', async () => {
    const times = Array.from({ length: 20 })
    stable.behaviour = [503]
    for (const _ of times) expect(endingOf(await opened(write))).toBe('answered 503')
    stable.behaviour = [200]
    const hung = () => new Readable({ read: () => {} })
    const broken = () => new Readable({ construct: done => done(new Error('broken')) })
    const late = times.map(() => opened({ ...write, body: hung, timeoutMs: 60 }))
    expect(new Set((await Promise.all(late)).map(endingOf))).toEqual(new Set(['timedOut']))
    const cut = times.map(() => opened({ ...write, body: broken }))
    expect(new Set((await Promise.all(cut)).map(endingOf))).toEqual(new Set(['cut']))
    expect(await send(write)).toBe('answered 200')
  })
})

describe('a call whose time is over before it is sent', () => {
  test('is not sent, and says nothing of the service', async () => {
    const late = { ...write, deadlineAt: performance.now() - 1 }
    for (let count = 0; count < 20; count += 1) expect(await send(late)).toBe('timedOut')
    expect(stable.seen).toHaveLength(0)
    expect(await send(write)).toBe('answered 200')
  })
})

describe('a call whose caller tries it again', () => {
  test('is tried once, so that two tries of each are not four; the service gets to know it of every read', async () => {
    stable.behaviour = [500]
    await client.send(callOf({ ...read, isRetriedByCaller: true }))
    expect(stable.seen).toHaveLength(1)
    await client.send(callOf(read))
    expect(stable.seen).toHaveLength(3)
    await client.send(callOf(write))
    expect(stable.seen.map(({ headers }) => headers['x-portico-retried'])).toEqual(['1', '1', '1', undefined])
  })

  test('goes on to another instance where nothing was sent', async () => {
    discovery.setInstances([registered(gray, 'gray')])
    gray.stop()
    const attempt = await client.send(callOf({ ...read, isRetriedByCaller: true, binding: toGray() }))
    expect([attempt.outcome, stable.seen.length]).toEqual(['answered', 1])
  })
})

test('a streamed body that is late or breaks off is reported as what its sender may have spoiled', async () => {
  const reported: boolean[] = []
  const observe = (_attempt: Attempt<unknown>, _ms: number, mayBeOfSender: boolean) =>
    void reported.push(mayBeOfSender)
  for (const [behaviour, timeoutMs] of [
    ['hang', 100],
    ['cut', 5_000],
    [200, 5_000],
  ] as const) {
    stable.behaviour = [behaviour]
    await client.open(callOf({ ...write, body: () => Readable.from(['a file']), timeoutMs, observe }))
  }
  expect(reported).toEqual([true, true, false])
})

describe('an instance with as much under way as it is good at', () => {
  /** Of 32, what is kept for writes left out. */
  const PLACES = 28
  const leaving = new AbortController()
  const hang = (given: Given, times: number) =>
    Promise.allSettled(
      Array.from({ length: times }, () => client.send(callOf({ ...given, signal: leaving.signal }))),
    )
  const seenBy = (standIn: StandIn) => expect.poll(() => standIn.seen.length, { interval: 5 })

  test('gets a write still, and what waits for a change; other reads wait, or go to another one of its revision', async () => {
    stable.behaviour = ['hang']
    const waiting = hang(read, PLACES + 3)
    await seenBy(stable).toBe(PLACES)
    expect(client.listLimits()).toEqual([
      { service: 'sales', revision: 'stable', limit: 32, active: PLACES, waiting: 3 },
    ])
    const others = [hang(write, 1), hang({ ...read, isLongPoll: true }, 1)]
    await seenBy(stable).toBe(PLACES + 2)
    const peers = [stable, gray].map(standIn => registered(standIn, 'stable'))
    discovery.setInstances(peers)
    for (let n = 0; n < 4; n += 1) expect(await send(read)).toBe('answered 200')
    expect([stable.seen.length, gray.seen.length]).toEqual([PLACES + 2, 4])
    leaving.abort(new Error('the page was closed'))
    await Promise.all([waiting, ...others])
  })
})

test('a read that was refused late has the whole time of an attempt for its second one', async () => {
  stable.behaviour = ['late 503', 200]
  const call = callOf({ ...read, timeoutMs: 1_000, deadlineAt: performance.now() + 60_000 })
  expect(endingOf(await client.send(call))).toBe('answered 200')
  expect(Number(stable.seen[1]?.headers['x-portico-time-left'])).toBeGreaterThan(900)
})

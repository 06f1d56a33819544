import { jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type NatsServer, startNats } from '../../src/testing/nats-server.ts'
import { type Office, PostOffice, sold } from './post-office.ts'

const DEADLINE = { timeout: 15_000 }
let nats: NatsServer
let post: PostOffice

beforeEach(async () => {
  nats = await startNats()
})
afterEach(async () => {
  await post.close()
  await nats.remove()
})

const names = (count: number) =>
  Array.from({ length: count }, (_, n) => `thing ${String(n).padStart(3, '0')}`)

async function sellAll({ bus, database }: Office, things: string[]) {
  await database.tenant('t_demo', async tx => {
    for (const thing of things) await bus.publish(tx, sold(thing))
  })
}

describe('the engine', () => {
  it('is killed and comes back: writers go on, and each message has one effect', async () => {
    post = await PostOffice.open({ pollMs: 100 }, nats.url)
    const writer = await post.writer()
    const { bus } = await post.consumer('stable')
    const things = names(60)
    await sellAll(writer, things.slice(0, 20))
    await nats.kill()
    await sellAll(writer, things.slice(20, 40))
    expect((await bus.readQueues()).reduce((sum, { waiting }) => sum + waiting, 0)).toBeGreaterThanOrEqual(20)
    await nats.start()
    await sellAll(writer, things.slice(40))
    const effects = await post.until(found => found.length >= things.length)
    expect(effects.map(({ thing }) => thing)).toEqual(things)
    await expect.poll(() => bus.readQueues(), DEADLINE).toEqual([])
  })

  it('is not there when a service starts: what is written waits, is counted, and goes out when it is', async () => {
    await nats.kill()
    post = await PostOffice.open({ pollMs: 100 }, nats.url)
    const writer = await post.writer()
    await post.consumer('stable')
    await post.publish(writer, 'kettle')
    expect(await writer.bus.readQueues()).toEqual([
      { queue: 'seller.thing.sold/keeper/stable', waiting: 1, oldestMs: expect.any(Number) },
    ])
    await nats.start()
    expect(await post.until(effects => effects.length > 0)).toEqual([{ thing: 'kettle', tag: 'stable' }])
  })

  it('has what its consumers have not taken, with its age', async () => {
    post = await PostOffice.open({ pollMs: 100 }, nats.url)
    const writer = await post.writer()
    await sellAll(writer, names(3))
    await expect.poll(() => countStored(nats.url), DEADLINE).toBe(3)
    // Until the outbox is cleared of what the engine has confirmed, both are counted.
    await expect
      .poll(() => writer.bus.readQueues(), DEADLINE)
      .toEqual([{ queue: 'seller.thing.sold/keeper/stable', waiting: 3, oldestMs: expect.any(Number) }])
    const [state] = await writer.bus.readQueues()
    expect(state?.oldestMs).toBeGreaterThan(0)
  })

  it('gets the messages of one tenant in the order of their writing, with three relays that send', async () => {
    post = await PostOffice.open({ pollMs: 100 }, nats.url)
    const writers = [await post.writer(), await post.writer(), await post.writer()]
    const things = names(90)
    for (const [n, thing] of things.entries()) await sellAll(writers[n % 3] as Office, [thing])
    await expect.poll(() => countStored(nats.url), DEADLINE).toBe(things.length)
    expect(await listStored(nats.url)).toEqual(things)
  })
})

describe('an installation that goes over to an engine', () => {
  it('handles what was written before it, and what an instance that does not know it writes', async () => {
    post = await PostOffice.open({ pollMs: 100, retryLimit: 0 }, nats.url)
    post.refused.add('broken cup')
    const former = await post.writer({ isFormer: true })
    await post.publish(former, 'before')
    await post.publish(former, 'broken cup')
    const writer = await post.writer()
    const { bus } = await post.consumer('stable')
    await post.publish(writer, 'after')
    await post.publish(writer, 'broken cup')
    await post.publish(former, 'meanwhile')
    const effects = await post.until(found => found.length === 3)
    expect(effects.map(({ thing }) => thing)).toEqual(['after', 'before', 'meanwhile'])
    await expect.poll(() => bus.deadLetters.count(), DEADLINE).toBe(2)
    expect(await bus.deadLetters.list(9)).toHaveLength(2)
    post.refused.clear()
    expect(await bus.deadLetters.redrive()).toBe(2)
    await post.until(found => found.length === 5)
  })
})

async function withStream<T>(
  url: string,
  work: (manager: Awaited<ReturnType<typeof jetstreamManager>>, stream: string) => Promise<T>,
): Promise<T> {
  const connection = await connect({ servers: url })
  try {
    const manager = await jetstreamManager(connection)
    const [stream = ''] = await manager.streams.names().next()
    return await work(manager, stream)
  } finally {
    await connection.close()
  }
}

function countStored(url: string): Promise<number> {
  return withStream(url, async (manager, stream) => (await manager.streams.info(stream)).state.messages)
}

/** What the stream holds, in its order. */
function listStored(url: string): Promise<string[]> {
  return withStream(url, async (manager, stream) => {
    const { first_seq, last_seq } = (await manager.streams.info(stream)).state
    const things: string[] = []
    for (let seq = first_seq; seq <= last_seq; seq += 1) {
      const message = await manager.streams.getMessage(stream, { seq })
      things.push(message?.json<{ payload: { thing: string } }>().payload.thing ?? '')
    }
    return things
  })
}

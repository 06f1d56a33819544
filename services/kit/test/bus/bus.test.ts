import { Keyring, signMessage } from '@portico/release/trust'
import { busNameOf } from '@portico/service-contract'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { enterInbox } from '../../src/bus/inbox.ts'
import { turnInboxDays } from '../../src/bus/inbox-days.ts'
import { contextHeaders, createContext, newId } from '../../src/index.ts'
import { type NatsServer, startNats } from '../../src/testing/nats-server.ts'
import { type Office, PostOffice, sold } from './post-office.ts'
import { SECRET } from './sold.ts'

let nats: NatsServer
beforeAll(async () => {
  nats = await startNats()
})
afterAll(() => nats?.remove())

const ANY = { event: 'e', consumer: 'keeper', payload: null }
const GRAY = { keeper: 'gray' }

describe.each(['postgres', 'nats'])('by %s', transport => {
  let post: PostOffice
  let writer: Office
  const natsUrl = () => (transport === 'nats' ? nats.url : undefined)

  beforeEach(async () => {
    post = await PostOffice.open({ pollMs: 100, retryDelaySeconds: 1, retryLimit: 1 }, natsUrl())
    writer = await post.writer()
  })
  afterEach(() => post.close())

  describe('the bus', () => {
    it('belongs to no role that can log in, whichever service started first', async () => {
      const empty = await PostOffice.open({}, natsUrl(), { isEmpty: true })
      onTestFinished(() => empty.close())
      await empty.consumer('stable')
      await empty.writer()
      expect(await empty.owners()).toEqual(['portico_bus'])
    })

    it('keeps a message for a consumer that has never run', async () => {
      await post.publish(writer, 'kettle')
      await post.consumer('stable')
      expect(await post.until(effects => effects.length === 1)).toEqual([{ thing: 'kettle', tag: 'stable' }])
    })

    it('rolls a message back with the transaction that wrote it', async () => {
      await post.consumer('stable')
      const undone = writer.database.tenant('t_demo', async tx => {
        await writer.bus.publish(tx, sold('ghost'))
        throw new Error('changed my mind')
      })
      await expect(undone).rejects.toThrow('changed my mind')
      await post.publish(writer, 'kettle')
      expect(await post.until(effects => effects.length > 0)).toEqual([{ thing: 'kettle', tag: 'stable' }])
    })

    it('says when every consumer is done, and when not yet', async () => {
      const early = await post.publish(writer, 'kettle')
      expect(await writer.bus.waitUntilHandled(early, 50)).toBe(false)
      await post.consumer('stable')
      expect(await writer.bus.waitUntilHandled(early, 5000)).toBe(true)
      const began = performance.now()
      expect(await writer.bus.waitUntilHandled(await post.publish(writer, 'pan'), 5000)).toBe(true)
      expect(performance.now() - began).toBeLessThan(1000)
    })

    it('tries again what failed, then lays it among the dead letters, from where it can be sent back', async () => {
      const { bus } = await post.consumer('stable')
      post.refused.add('broken cup')
      await post.publish(writer, 'broken cup')
      await post.publish(writer, 'kettle')
      await post.until(effects => effects.length === 1)
      await expect
        .poll(() => post.logged.filter(({ level }) => level === 'error'), { timeout: 10_000 })
        .toEqual([
          { level: 'error', message: 'a message failed at every try and lies among the dead letters' },
        ])
      expect(await post.effects()).toEqual([{ thing: 'kettle', tag: 'stable' }])

      post.refused.clear()
      expect(await bus.deadLetters.list(9)).toMatchObject([
        { attempts: 2, reason: { message: 'No broken cup today' } },
      ])
      expect(await bus.deadLetters.redrive()).toBe(1)
      expect(await post.until(effects => effects.length === 2)).toContainEqual({
        thing: 'broken cup',
        tag: 'stable',
      })
      expect([await bus.deadLetters.count(), await bus.deadLetters.list(9)]).toEqual([0, []])
    })

    it('counts all dead letters and shows the oldest 200', async () => {
      const { bus, database } = await post.consumer('stable')
      await post.bury(250)
      const execute = vi.spyOn(database, 'execute')
      const [count, letters] = [await bus.deadLetters.count(), await bus.deadLetters.list(200)]
      expect(count).toBe(250)
      expect(letters.map(({ envelope }) => envelope.id)).toEqual(
        Array.from({ length: 200 }, (_, n) => `m${250 - n}`),
      )
      const lengths = await Promise.all(
        execute.mock.results.map(async ({ value }) => (await value).rows.length),
      )
      expect(Math.max(...lengths)).toBe(200)
    })
  })

  describe('a message that its writer did not sign for its consumer', () => {
    const forged = (part: string) => {
      const message = {
        id: 'x',
        event: busNameOf(sold('').event),
        consumer: 'keeper',
        at: '',
        headers: {},
        payload: {},
      }
      return signMessage(Keyring.fromSecrets(part, [SECRET]), message)
    }

    const changes = [
      ['another payload', `jsonb_set(data, '{payload,thing}', '"gold"')`],
      ['another tenant', `jsonb_set(data, '{headers,baggage}', '"portico.tenant=t_other"')`],
      ['no signature', `data - 'signature'`],
      [
        'one of another service for another message',
        `jsonb_set(data, '{signature}', '"${forged('party')}"')`,
      ],
    ] as const
    // What is checked does not know the transport; that it is checked is shown by one.
    it.each(transport === 'nats' ? changes.slice(0, 1) : changes)('is not handled: %s', async (_, change) => {
      await post.publish(writer, 'kettle')
      await post.tamper(change)
      const { bus } = await post.consumer('stable')
      await expect.poll(() => bus.deadLetters.count(), { timeout: 10_000 }).toBe(1)
      expect(await bus.deadLetters.list(9)).toMatchObject([{ reason: { code: 'MESSAGE_UNSIGNED' } }])
      expect(await post.effects()).toEqual([])
    })
  })

  describe('a message that is not as its contract says', () => {
    it('is laid aside with a code and the place, and those after it are handled', async () => {
      const strict = await PostOffice.open({ pollMs: 100, retryLimit: 0 }, natsUrl())
      onTestFinished(() => strict.close())
      const seller = await strict.writer()
      // What a writer of another contract sends.
      await strict.publish(seller, 7 as never)
      await strict.publish(seller, 'kettle')
      const { bus } = await strict.consumer('stable')
      expect(await strict.until(effects => effects.length > 0)).toEqual([{ thing: 'kettle', tag: 'stable' }])
      const items = await bus.deadLetters.list(9)
      expect(items).toMatchObject([
        { envelope: { event: 'seller.thing.sold' }, reason: { code: 'MESSAGE_MALFORMED' } },
      ])
      expect(items[0]?.reason).toMatchObject({ message: expect.stringContaining('/thing must be string') })
    })
  })

  describe('connections', () => {
    it('a message announced while the listening one was cut is handled when it is there again, and not at the next look', async () => {
      const office = await PostOffice.open({ pollMs: 600_000 }, natsUrl())
      onTestFinished(() => office.close())
      const sender = await office.writer()
      await office.consumer('stable')
      await office.cutConnections()
      await office.publish(sender, 'kettle')
      expect(await office.until(effects => effects.length === 1)).toEqual([
        { thing: 'kettle', tag: 'stable' },
      ])
    })

    it('five publishes at once on a new database need no more than the five of the pool', async () => {
      const all = Array.from({ length: 5 }, (_, n) => post.publish(writer, `thing ${n}`))
      expect((await Promise.all(all)).map(({ consumers }) => consumers)).toEqual(all.map(() => ['keeper']))
    })
  })

  describe('routing targets', () => {
    it('lead a message to the consumers of its tag, the rest to stable', async () => {
      await post.consumer('stable')
      await post.consumer('gray')
      await post.publish(writer, 'a', GRAY)
      await post.publish(writer, 'b', { seller: 'gray' })
      await post.publish(writer, 'c', { keeper: 'never-started' })
      expect(await post.until(effects => effects.length === 3)).toEqual([
        { thing: 'a', tag: 'gray' },
        { thing: 'b', tag: 'stable' },
        { thing: 'c', tag: 'stable' },
      ])
    })

    it('leave a message to gray while it was seen lately, and to stable after that', async () => {
      await post.consumer('stable')
      await (await post.consumer('gray')).close()
      await post.silence('gray', 5)
      await post.publish(writer, 'a', GRAY)
      await post.publish(writer, 'b')
      expect(await post.until(effects => effects.length > 0)).toEqual([{ thing: 'b', tag: 'stable' }])
      await post.silence('gray', 16)
      expect(await post.until(effects => effects.length === 2)).toContainEqual({ thing: 'a', tag: 'stable' })
      await post.consumer('gray')
      await post.publish(writer, 'c', GRAY)
      expect(await post.until(effects => effects.length === 3)).toContainEqual({ thing: 'c', tag: 'gray' })
    })

    it('are never taken by gray for the rest', async () => {
      await post.consumer('gray')
      await post.publish(writer, 'a')
      await post.publish(writer, 'b', GRAY)
      expect(await post.until(effects => effects.length > 0)).toEqual([{ thing: 'b', tag: 'gray' }])
    })
  })

  describe('500 messages', () => {
    it('have one effect each while consumers start, stop and die and routings change', async () => {
      const COUNT = 500
      let gray = await post.consumer('gray')
      let stable = await post.consumer('stable')
      const names = Array.from({ length: COUNT }, (_, n) => `thing ${String(n).padStart(3, '0')}`)
      const unrest = [
        () => post.cutConnections(),
        () => gray.close(),
        () => post.silence('gray', 60),
        () => post.cutConnections(),
        async () => {
          gray = await post.consumer('gray')
        },
        () => stable.close(),
        () => post.cutConnections(),
        async () => {
          stable = await post.consumer('stable')
        },
      ]
      for (const [n, name] of names.entries()) {
        await post.publish(writer, name, n % 3 === 0 ? GRAY : {})
        if (n % 60 === 59) await unrest.shift()?.()
      }
      const effects = await post.until(found => found.length >= COUNT)
      expect(effects.map(({ thing }) => thing)).toEqual(names)
      expect(new Set(effects.map(({ tag }) => tag))).toEqual(new Set(['gray', 'stable']))
    }, 60_000)
  })
})

describe('the inbox', () => {
  let post: PostOffice
  let writer: Office

  beforeEach(async () => {
    post = await PostOffice.open()
    writer = await post.writer()
  })
  afterEach(() => post.close())

  const DAY_MS = 24 * 3_600_000
  const today = new Date('2026-03-02T11:00:00Z')
  const daysAgo = (days: number) => new Date(today.getTime() - days * DAY_MS).toISOString()
  const enter = (tenantId: string, id: string, at: string) =>
    writer.database.tenant(tenantId, tx =>
      enterInbox(tx, { ...ANY, id, at, headers: contextHeaders(createContext({ tenantId })) }, 'stable'),
    )
  const countRows = async (table: string) => {
    const { rows } = await writer.database.execute<{ count: number }>(
      `select count(*)::int as count from bus.${table}`,
    )
    return rows[0]?.count
  }

  it('has a part for each day, drops those of more than 60 days, and keeps what came before its part', async () => {
    await turnInboxDays(writer.database, new Date(daysAgo(61)))
    const old = newId()
    const kept = newId()
    const early = newId()
    await enter('t_one', old, daysAgo(61))
    await enter('t_one', kept, daysAgo(60))
    await enter('t_one', early, daysAgo(0))
    expect(await countRows('portico_handled_other')).toBe(1)
    await turnInboxDays(writer.database, today)
    await turnInboxDays(writer.database, today)
    expect([await countRows('portico_handled_20260302'), await countRows('portico_handled_other')]).toEqual([
      1, 0,
    ])
    expect(await countRows('portico_handled')).toBe(2)
    expect([
      await enter('t_one', kept, daysAgo(60)),
      await enter('t_one', early, daysAgo(0)),
      await enter('t_one', old, daysAgo(61)),
    ]).toEqual([false, false, true])
    const { rows } = await writer.database.execute(
      `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
       where inhparent = 'bus.portico_handled'::regclass and relname < 'portico_handled_20260201' order by 1`,
    )
    expect(rows).toEqual([{ name: 'portico_handled_20260101' }, { name: 'portico_handled_20260102' }])
  })

  it('deletes what was handled 60 days ago before there were days, however much it is', async () => {
    await writer.database.execute(
      `insert into bus.portico_inbox (message_id, event, consumer, tag, handled_at)
       select gen_random_uuid(), 'e', 'keeper', 'stable', now() - make_interval(days => 37 + n)
       from generate_series(1, 28) n`,
    )
    await turnInboxDays(writer.database)
    expect(await countRows('portico_inbox')).toBe(23)
  })

  it('knows a message again that was handled before there were days, or the tenant was kept', async () => {
    const [first, second] = [newId(), newId()]
    expect([await enter('t_one', first, daysAgo(0)), await enter('t_one', first, daysAgo(0))]).toEqual([
      true,
      false,
    ])
    expect(await enter('t_two', first, daysAgo(0))).toBe(true)
    await writer.database.execute(
      `insert into bus.portico_inbox (tenant_id, message_id, event, consumer, tag) values ('', $1, 'e', 'keeper', 'stable')`,
      [second],
    )
    expect([await enter('t_one', second, daysAgo(0)), await enter('t_three', second, daysAgo(0))]).toEqual([
      false,
      false,
    ])
  })
})

it('an event has another name in another version, so that no consumer is given what it cannot read', () => {
  expect([1, 2].map(version => busNameOf({ name: 'seller.thing.sold', version }))).toEqual([
    'seller.thing.sold',
    'seller.thing.sold.v2',
  ])
})

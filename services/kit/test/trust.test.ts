import { bundleFor, Keyring, SIGNATURE_HEADER, signCall } from '@portico/release/trust'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { contextHeaders } from '../src/index.ts'
import { type ServiceUnderTest, startForTest } from '../src/testing/index.ts'
import { createNotesService } from './notes/notes.service.ts'

const SECRET = 'the platform’s secret, for tests alone'
const TRACE = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
const SYSTEM = 'portico.actor=system'

let notes: ServiceUnderTest

beforeAll(async () => {
  notes = await startForTest(createNotesService(), { PORTICO_SECRET: SECRET, PORTICO_ENV: 'production' })
})
afterAll(() => notes?.stop())

type Body = Parameters<typeof signCall>[2]
interface Raw {
  method?: 'GET' | 'POST' | 'PUT'
  path?: string
  headers?: Record<string, string>
  body?: string
}

const baggage = contextHeaders({ tenantId: 't_demo', actor: 'user:operator' }).baggage ?? ''
const keysOf = (part: string, secret = SECRET) => Keyring.fromSecrets(part, [secret])

/** A call as it was captured on its way: `change` is what its thief makes of it. */
function capture(
  keyring: Keyring,
  { method = 'GET', path = '/caller', headers = {}, body }: Raw,
  now?: number,
  signed?: Body,
) {
  const all: Record<string, string> = { baggage, ...headers }
  const call = { audience: 'notes', method, path, headers: all }
  const signature = signCall(keyring, call, signed === undefined ? (body ?? null) : signed, now) ?? ''
  return { method, path, body, headers: { ...all, [SIGNATURE_HEADER]: signature } }
}

function send({ method = 'GET', path = '/caller', headers = {}, body }: Raw) {
  const type = body === undefined ? {} : { 'content-type': 'application/json' }
  return notes.app.inject({
    method,
    url: path,
    headers: { ...type, ...headers },
    ...(body === undefined ? {} : { payload: body }),
  })
}

const note = { method: 'POST', path: '/notes', body: '{"body":"a"}' } as const
const unsigned = { status: 401, code: 'CONTEXT_UNSIGNED' }

describe('with a secret', () => {
  it('believes a call that was signed with its keys', async () => {
    const response = await notes.call('GET', '/caller', { context: { targets: { sales: 'gray' } } })
    expect(response.json()).toMatchObject({
      tenantId: 't_demo',
      targets: { sales: 'gray' },
      signedBy: 'gateway',
    })
    expect((await send(capture(keysOf('gateway'), note))).statusCode).toBe(201)
  })

  it.each([
    ['no signature', { headers: { baggage } }],
    [
      'a signature of the form before',
      { headers: { baggage, [SIGNATURE_HEADER]: `t=1,v1=${'0'.repeat(64)}` } },
    ],
    ['another secret', capture(keysOf('gateway', 'another’s'), {})],
    [
      'another tenant',
      {
        ...capture(keysOf('gateway'), {}),
        headers: { ...capture(keysOf('gateway'), {}).headers, baggage: 'portico.tenant=t_other' },
      },
    ],
    ['another path', { ...capture(keysOf('gateway'), {}), path: '/notes' }],
    ['a query put to it', { ...capture(keysOf('gateway'), {}), path: '/caller?x=1' }],
    ['another method', { ...capture(keysOf('gateway'), { path: '/notes' }), method: 'POST' as const }],
    ['another body', { ...capture(keysOf('gateway'), note), body: '{"body":"b"}' }],
    [
      'a body put to a call without one',
      { ...capture(keysOf('gateway'), { method: 'POST', path: '/notes' }), body: '{"body":"b"}' },
    ],
    ['its body taken away', { ...capture(keysOf('gateway'), note), body: undefined }],
    ['a body that no signature covers', capture(keysOf('gateway'), note, undefined, 'unsigned-stream')],
    ['a token where none is taken', { headers: { baggage, authorization: 'Bearer ptk_x' } }],
  ] as [string, Raw][])('answers CONTEXT_UNSIGNED to %s', async (_, call) => {
    expect((await send(call)).json()).toMatchObject(unsigned)
  })

  it('carries a captured write out once, and reads within the window as often as they come', async () => {
    const write = capture(keysOf('gateway'), note)
    expect((await send(write)).statusCode).toBe(201)
    expect((await send(write)).json()).toMatchObject({ status: 401, code: 'CONTEXT_REPLAYED' })
    const read = capture(keysOf('gateway'), {})
    expect([(await send(read)).statusCode, (await send(read)).statusCode]).toEqual([200, 200])
  })

  it('carries a captured write out once, whichever copy of the service it is sent to, and after a restart too', async () => {
    const place = { PORTICO_ENV: 'production', PORTICO_SECRET: SECRET, LOG_LEVEL: 'silent', NOTES_PORT: '0' }
    const another = () => createNotesService().start({ ...place, NOTES_DATABASE_URL: notes.database.url })
    const write = capture(keysOf('gateway'), note)
    const payload = { url: write.path, method: 'POST', payload: note.body } as const
    const headers = { 'content-type': 'application/json', ...write.headers }
    const replayed = { status: 401, code: 'CONTEXT_REPLAYED' }

    const copy = await another()
    const both = await Promise.all([send(write), copy.app.inject({ ...payload, headers })])
    expect(both.map(({ statusCode }) => statusCode).toSorted()).toEqual([201, 401])
    expect((await copy.app.inject({ ...payload, headers })).json()).toMatchObject(replayed)
    await copy.stop()
    const restarted = await another()
    expect((await restarted.app.inject({ ...payload, headers })).json()).toMatchObject(replayed)
    const anew = { ...headers, ...capture(keysOf('gateway'), note).headers }
    expect((await restarted.app.inject({ ...payload, headers: anew })).statusCode).toBe(201)
    await restarted.stop()
  })

  it('remembers writes for longer than a signature holds, and no longer', async () => {
    const kept = () =>
      notes.database.tenant('t_demo', tx =>
        tx.get<{ n: number }>('select count(*)::int as n from call_nonce'),
      )
    await send(capture(keysOf('gateway'), note))
    const age = (seconds: number) =>
      notes.database.tenant('t_demo', tx =>
        tx.run('update call_nonce set at = now() - make_interval(secs => $1)', [seconds]),
      )
    await age(90)
    await notes.sweep()
    expect((await kept()).n).toBeGreaterThan(0)
    await age(181)
    await notes.sweep()
    expect(await kept()).toEqual({ n: 0 })
  })

  it('does not believe a call meant for another service, nor one service in another’s name', async () => {
    const toParty = signCall(
      keysOf('gateway'),
      { audience: 'party', method: 'GET', path: '/caller', headers: { baggage } },
      null,
    )
    expect((await send({ headers: { baggage, [SIGNATURE_HEADER]: toParty ?? '' } })).json()).toMatchObject(
      unsigned,
    )
    const all = ['gateway', 'launcher', 'notes', 'sales']
    const sales = Keyring.fromBundle('sales', bundleFor([SECRET], ['sales'], { all })) as Keyring
    const named = capture(sales, {})
    expect((await send(named)).json()).toMatchObject({ signedBy: 'sales' })
    const headers = {
      ...named.headers,
      [SIGNATURE_HEADER]: named.headers[SIGNATURE_HEADER]?.replace('from=sales', 'from=gateway') ?? '',
    }
    expect((await send({ headers })).json()).toMatchObject(unsigned)
  })

  it('lets a service act in its own name only: it is no operator, not the platform, not another service', async () => {
    const actorOf = async (part: string, actor: string) => {
      const headers = { baggage: `portico.tenant=t_demo,portico.actor=${actor},portico.scope=read;*` }
      const { actor: reported, scope } = (await send(capture(keysOf(part), { headers }))).json()
      return [reported, scope !== null]
    }
    expect(await actorOf('sales', 'user:operator')).toEqual([null, false])
    expect(await actorOf('sales', 'system')).toEqual([null, false])
    expect(await actorOf('sales', 'service:party')).toEqual([null, false])
    expect(await actorOf('sales', 'service:sales')).toEqual(['service:sales', false])
    expect(await actorOf('gateway', 'user:operator')).toEqual(['user:operator', true])
  })

  it('opens nothing to a context without tenant that names no actor', async () => {
    const call = (headers: Record<string, string>, part = 'gateway') =>
      send(capture(keysOf(part), { path: '/open', headers }))
    expect((await call({ baggage: '' })).json()).toMatchObject({ status: 403, code: 'ACTOR_REQUIRED' })
    expect((await call({ baggage: SYSTEM }, 'sales')).json()).toMatchObject({ code: 'ACTOR_REQUIRED' })
    expect((await call({ baggage: SYSTEM })).statusCode).toBe(200)
    expect((await send({ path: '/open' })).json()).toMatchObject(unsigned)
  })

  it('lets a token in where the route checks it, and believes nothing else that came with it', async () => {
    const headers = { baggage, authorization: 'Bearer ptk_x', traceparent: TRACE }
    const response = await send({ path: '/by-token', headers })
    expect(response.json()).toMatchObject({ tenantId: '', actor: null, traceparent: TRACE })
    expect(
      (await send({ path: '/by-token', headers: { baggage, authorization: 'Basic eDp5' } })).statusCode,
    ).toBe(401)
  })

  it('keeps the context of a token that came with a signed one', async () => {
    const call = capture(keysOf('gateway'), { path: '/by-token', headers: { authorization: 'Bearer ptk_x' } })
    expect((await send(call)).json()).toMatchObject({ tenantId: 't_demo', actor: 'user:operator' })
    const other = { ...call.headers, authorization: 'Bearer ptk_y' }
    expect((await send({ ...call, headers: other })).json()).toMatchObject({ tenantId: '', actor: null })
  })

  it.each(['/healthz', '/readyz', '/openapi.json'])('answers every caller at %s', async path => {
    expect((await send({ path })).statusCode).toBe(200)
  })
})

describe('a clock that is wrong', () => {
  const from = (seconds: number) => capture(keysOf('gateway'), {}, Date.now() + seconds * 1000)

  it.each([-32, 32])(
    'refuses a call of %d s from now, and says so at /readyz until one is right',
    async seconds => {
      expect((await send(from(seconds))).json()).toMatchObject({
        code: 'CONTEXT_EXPIRED',
        skewSeconds: expect.closeTo(-seconds, -1),
      })
      const ready = await send({ path: '/readyz' })
      expect(ready.json()).toMatchObject({ status: 503, code: 'CLOCK_WRONG' })
      expect(ready.json().detail).toContain(
        seconds < 0 ? 'ahead of that of gateway' : 'behind that of gateway',
      )
      await send(from(0))
      expect((await send({ path: '/readyz' })).statusCode).toBe(200)
    },
  )

  it('is logged once a minute', async () => {
    const error = vi.spyOn(notes.app.log, 'error')
    vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 3_600_000)
    await send(from(-40))
    await send(from(-40))
    expect(error).toHaveBeenCalledTimes(1)
    vi.restoreAllMocks()
  })
})

it('no service outside of development takes the administrator’s database URL, but one of its own role beside it', async () => {
  const env = {
    PORTICO_SECRET: SECRET,
    DATABASE_URL: notes.databaseUrl,
    LOG_LEVEL: 'silent',
    NOTES_PORT: '0',
  }
  for (const more of [{}, { PORTICO_ENV: 'production' }])
    await expect(createNotesService().start({ ...env, ...more })).rejects.toMatchObject({
      code: 'ADMIN_URL_REFUSED',
      message: expect.stringMatching(/migrate --print-urls.*NOTES_DATABASE_URL/),
    })
  const own = await createNotesService().start({ ...env, NOTES_DATABASE_URL: notes.database.url })
  await own.stop()
})

describe('without a secret', () => {
  it.each([
    [{}, 'SECRET_REQUIRED'],
    [{ PORTICO_SECRET: '' }, 'SECRET_REQUIRED'],
    [{ PORTICO_SECRET: 'short' }, 'BAD_SECRET'],
    [{ PORTICO_SECRET: '', PORTICO_ENV: 'development' }, 'SECRET_REQUIRED'],
  ])('%j no service starts: %s', async (env, code) => {
    const start = createNotesService().start({ DATABASE_URL: 'postgres://u@127.0.0.1:1/x', ...env })
    await expect(start).rejects.toMatchObject({ code })
  })
})

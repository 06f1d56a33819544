import { GraphError, type GraphOperation } from '@portico/micro-app'
import { afterEach, expect, it, vi } from 'vitest'
import { Freshness } from '../../state/freshness.ts'
import { PageActivity } from '../../state/page-activity.ts'
import { GatewayClient } from '../gateway.ts'
import { GraphClient } from '../graph-client.ts'

interface Sent {
  path: string
  headers: Headers
  body: unknown
}

const operation: GraphOperation<{ order: string }, { id: string }> = {
  name: 'Order',
  id: 'abc',
  body: 'query Order($id: ID!) { order(id: $id) }',
}

afterEach(() => {
  vi.unstubAllGlobals()
})

function create(answers: (() => Response | Promise<Response>)[]) {
  const sent: Sent[] = []
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    sent.push({ path, headers: new Headers(init.headers), body: JSON.parse(String(init.body)) })
    return answers.shift()?.() ?? Promise.reject(new TypeError('Failed to fetch'))
  })
  const renewSession = vi.fn(async () => {})
  return { sent, renewSession, ...createClient(renewSession) }
}

const onReplaced = vi.fn()

function createClient(renewSession = async () => {}) {
  const manifest = { name: 'sales', version: '1.0.0' }
  const freshness = new Freshness('s_1')
  const activity = new PageActivity()
  const gateway = new GatewayClient('s_1.token', freshness, onReplaced)
  const pause = async () => {}
  return {
    freshness,
    activity,
    client: new GraphClient({ manifest, gateway, activity, renewSession, pause }),
  }
}

function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'no error',
    (error: unknown) => (error instanceof GraphError ? error.code : String(error)),
  )
}

it('sends an operation by its id, with all headers', async () => {
  const { client, sent } = create([() => Response.json({ data: { order: 'one' } })])
  expect(await client.execute(operation, { id: '1' })).toEqual({ order: 'one' })
  expect(sent[0]?.body).toEqual({ documentId: 'abc', operationName: 'Order', variables: { id: '1' } })
  expect(Object.fromEntries(sent[0]?.headers ?? [])).toMatchObject({
    'x-portico-csrf': '1',
    'x-portico-snapshot': 's_1.token',
    'x-portico-app': 'sales@1.0.0',
  })
})

it('sends an operation the gateway does not know as text, and from then on at once', async () => {
  const unknown = () =>
    Response.json({ errors: [{ message: 'unknown', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }] })
  const known = () => Response.json({ data: { order: 'one' } })
  const { client, sent } = create([unknown, known, known])
  expect(await client.execute(operation, { id: '1' })).toEqual({ order: 'one' })
  await client.execute(operation, { id: '2' })
  expect(sent.map(({ body }) => body)).toEqual([
    { documentId: 'abc', operationName: 'Order', variables: { id: '1' } },
    { query: operation.body, operationName: 'Order', variables: { id: '1' } },
    { query: operation.body, operationName: 'Order', variables: { id: '2' } },
  ])
})

it('rejects with code and details of the first error', async () => {
  const errors = [
    { message: 'Too few', path: ['confirm'], extensions: { code: 'SHORT', details: { left: 1 } } },
  ]
  const { client } = create([() => Response.json({ data: null, errors })])
  await expect(client.execute(operation, { id: '1' })).rejects.toMatchObject({
    code: 'SHORT',
    errors: [{ code: 'SHORT', message: 'Too few', path: ['confirm'], details: { left: 1 } }],
  })
})

it('waits for the user when the session has ended, then sends once more', async () => {
  const ended = () => Response.json({ error: { code: 'UNAUTHENTICATED' } }, { status: 401 })
  const { client, renewSession, sent } = create([ended, () => Response.json({ data: { order: 'one' } })])
  expect(await client.execute(operation, { id: '1' })).toEqual({ order: 'one' })
  expect(renewSession).toHaveBeenCalledTimes(1)
  expect(sent).toHaveLength(2)
})

it('names a lost connection, an answer that is no JSON and a failing gateway', async () => {
  const html = (status: number) => () =>
    new Response('<p>', { status, headers: { 'content-type': 'text/html' } })
  const broken = () => new Response('{', { headers: { 'content-type': 'application/json' } })
  const { client } = create([html(502), html(502), broken])
  expect(await codeOf(client.execute(operation, { id: '1' }))).toBe('UNAVAILABLE')
  expect(await codeOf(client.execute(operation, { id: '1' }))).toBe('BAD_ANSWER')
  expect(await codeOf(client.execute(operation, { id: '1' }))).toBe('NETWORK')
})

const isCut = () => Promise.reject(new TypeError('Failed to fetch'))
const isRefused = () => new Response('<h1>502</h1>', { status: 502 })
const isThere = () => Response.json({ data: { order: 'one' } })

it.each([isCut, isRefused])('asks a read once more where no gateway answered it', async first => {
  const { client, sent } = create([first, isThere])
  expect(await client.execute(operation, { id: '1' })).toEqual({ order: 'one' })
  expect(sent).toHaveLength(2)
})

it('asks nothing twice that a gateway has answered, a mutation, or without a network', async () => {
  const busy = () => Response.json({ error: { code: 'GATEWAY_BUSY', message: 'Busy' } }, { status: 503 })
  const answered = create([busy, isThere])
  expect(await codeOf(answered.client.execute(operation, { id: '1' }))).toBe('GATEWAY_BUSY')
  const written = create([isCut, isThere])
  const mutation = { ...operation, body: 'mutation Order($id: ID!) { order(id: $id) }' }
  expect(await codeOf(written.client.execute(mutation, { id: '1' }))).toBe('NETWORK')
  const offline = create([isCut, isThere])
  vi.stubGlobal('navigator', { onLine: false })
  expect(await codeOf(offline.client.execute(operation, { id: '1' }))).toBe('NETWORK')
  for (const { sent } of [answered, written, offline]) expect(sent).toHaveLength(1)
})

it('says TIMEOUT when the gateway takes too long, and leaves an abort of the caller an abort', async () => {
  vi.stubGlobal('fetch', (_: string, { signal }: { signal: AbortSignal }) => {
    const { promise, reject } = Promise.withResolvers<Response>()
    signal.addEventListener('abort', () => reject(signal.reason))
    return promise
  })
  const { client } = createClient()
  expect(await codeOf(client.execute(operation, { id: '1' }, { timeoutMs: 5 }))).toBe('TIMEOUT')
  const caller = new AbortController()
  const aborted = client.execute(operation, { id: '1' }, { signal: caller.signal })
  caller.abort()
  await expect(aborted).rejects.toMatchObject({ name: 'AbortError' })
})

it('refuses to fetch from another origin', async () => {
  const { client } = create([])
  await expect(client.fetch('https://elsewhere.example/api/imports')).rejects.toBeInstanceOf(TypeError)
})

it('reads what an answer says about the snapshot, an error too', async () => {
  const headers = { 'x-portico-newer': 's_2', 'x-portico-revoked': 's_2;force=1' }
  const { client, freshness } = create([() => Response.json({ error: {} }, { status: 503, headers })])
  await codeOf(client.execute(operation, { id: '1' }))
  expect(freshness.newer.get()).toBe('s_2')
  expect(freshness.revocation.get()).toEqual({ to: 's_2', isForced: true })
})

it('notices that another user has logged in, and sends it once', async () => {
  const headers = { 'x-portico-session': 'changed' }
  const errors = [{ message: 'changed', extensions: { code: 'SESSION_CHANGED' } }]
  const { client, sent } = create([() => Response.json({ errors }, { status: 409, headers })])
  expect(await codeOf(client.execute(operation, { id: '1' }))).toBe('SESSION_CHANGED')
  expect([onReplaced.mock.calls.length, sent.length]).toEqual([1, 1])
})

it('counts a mutation as a write until it is answered, a query never', async () => {
  const gates = [Promise.withResolvers<Response>(), Promise.withResolvers<Response>()]
  const { client, activity } = create(gates.map(gate => () => gate.promise))
  const mutation = { ...operation, body: 'fragment F on Order { id }\nmutation Save { save { ...F } }' }
  const saved = client.execute(mutation, { id: '1' })
  const read = client.execute(operation, { id: '1' })
  expect(activity.writes.get()).toBe(1)
  for (const gate of gates) gate.resolve(Response.json({ data: {} }))
  await Promise.all([saved, read])
  expect(activity.writes.get()).toBe(0)
})

it('a session that was ended by a change of its user is renewed as well, with the reason', async () => {
  const error = { message: '', extensions: { code: 'SESSION_ENDED', details: { reason: 'LOCKED' } } }
  const refused = () => Response.json({ errors: [error] }, { status: 401 })
  const { client, renewSession } = create([refused, () => Response.json({ data: { order: 'one' } })])
  expect(await client.execute(operation, { id: '1' })).toEqual({ order: 'one' })
  expect(renewSession).toHaveBeenCalledWith('LOCKED')
})

it('says when an answer lacks a part, and once when it is whole again', async () => {
  const degraded = [
    { path: 'order.customer', code: 'OMITTED_UNDER_LOAD' },
    { service: 'party', code: 'UPSTREAM_TIMEOUT' },
  ]
  const whole = () => Response.json({ data: { order: 'one' } })
  const { client } = create([
    whole,
    () => Response.json({ data: { order: 'one' }, extensions: { degraded } }),
    whole,
    whole,
  ])
  const seen: unknown[] = []
  const undo = client.onDegraded(answer => seen.push(answer))
  for (let time = 0; time < 4; time += 1) await client.execute(operation, { id: '1' })
  undo()
  expect(seen).toEqual([
    { operation: 'Order', parts: ['order.customer', 'party'] },
    { operation: 'Order', parts: [] },
  ])
})

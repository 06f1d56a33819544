import { GraphError } from '@portico/micro-app'
import { fakeShell } from '@portico/testing'
import { describe, expect, test } from 'vitest'
import { type Question, ReleaseClient, type RouteName } from '../release-client.ts'
import { fieldErrorsOf, problemFacts, releaseErrorOf } from '../release-error.ts'

type Answer = (path: string, init?: RequestInit) => Response | Promise<Response>

function open(answer: Answer = () => Response.json({})) {
  const { graph } = fakeShell({ fetch: answer })
  return { client: new ReleaseClient(graph), graph }
}

async function sent<Name extends RouteName>(name: Name, change: Question<Name>) {
  const { client, graph } = open(() => new Response(null, { status: 204 }))
  await client.call(name, change)
  const { path, init: { method, headers, body } = {} } = graph.fetches[0] ?? {}
  return { path, method, headers, body }
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'answered',
    error => (error instanceof GraphError ? error.code : error),
  )

/** An answer whose head is there and whose body is cut off by the caller's signal. */
const endless: Answer = (_, init) => {
  const body = new ReadableStream({
    start(stream) {
      init?.signal?.addEventListener('abort', () => stream.error(init.signal?.reason))
    },
  })
  return new Response(body)
}

describe('a question', () => {
  test('leaves out what is not asked for', async () => {
    const { client, graph } = open()
    const query = { app: 'sales', state: undefined, after: null, first: 30 }
    await client.call('listReleases', { query })
    expect(graph.fetches[0]?.path).toBe('/api/release/releases?app=sales&first=30')
  })

  test('that is answered too late is TIMEOUT, also when the answer has begun', async () => {
    const silent: Answer = (_, init) =>
      new Promise((_resolve, reject) =>
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)),
      )
    expect(await codeOf(open(silent).client.call('getSettings', { timeoutMs: 1 }))).toBe('TIMEOUT')
    expect(await codeOf(open(endless).client.call('getSettings', { timeoutMs: 1 }))).toBe('TIMEOUT')
    const change = { params: { id: 'r1' }, body: null, timeoutMs: 1 }
    expect(await codeOf(open(endless).client.call('startRelease', change))).toBe('TIMEOUT')
  })

  test('whose answer breaks off is NETWORK', async () => {
    const cut = () =>
      new Response(new ReadableStream({ start: stream => stream.error(new TypeError('cut')) }))
    expect(await codeOf(open(cut).client.ask('/gateway'))).toBe('NETWORK')
  })

  test('that its caller gives up stays an abort', async () => {
    const leaving = new AbortController()
    const question = codeOf(
      open(endless).client.call('getSettings', { signal: leaving.signal, timeoutMs: 60_000 }),
    )
    leaving.abort('left')
    expect(await question).toBe('left')
  })
})

describe('a change', () => {
  test('goes to its route as JSON, with the revision it was decided on', async () => {
    expect(
      await sent('changeRelease', { params: { id: 'r/1' }, body: { percentBp: 100 }, revision: 7 }),
    ).toEqual({
      path: '/api/release/releases/r%2F1',
      method: 'PATCH',
      headers: { 'content-type': 'application/json', 'if-match': '"7"' },
      body: '{"percentBp":100}',
    })
  })

  test('of many tenants is sent as lines, with its reason', async () => {
    const lines = new Blob(['t_1\nt_2\n'])
    const params = { id: 'r1', list: 'allow' } as const
    const query = { reason: 'first shops', force: null }
    expect(await sent('replaceMembers', { params, query, lines })).toEqual({
      path: '/api/release/releases/r1/members/allow?reason=first+shops',
      method: 'PUT',
      headers: { 'content-type': 'text/plain' },
      body: lines,
    })
  })

  test('without content says nothing of its type', async () => {
    expect(await sent('revokeToken', { params: { id: 't1' } })).toMatchObject({ headers: {}, body: null })
  })

  test('that is answered with nothing gives nothing', async () => {
    const { client } = open(() => new Response(null, { status: 204 }))
    expect(await client.call('removeWebhook', { params: { id: 'w1' } })).toBeUndefined()
  })
})

describe('a refusal', () => {
  test.each([
    ['of the service', 409, { code: 'OVERLAY_CONFLICT', detail: 'taken' }, 'OVERLAY_CONFLICT', 'taken'],
    ['of the gateway', 403, { error: { code: 'FORBIDDEN', message: 'no' } }, 'FORBIDDEN', 'no'],
    ['of what is in between', 504, 'Gateway Timeout', 'TIMEOUT', 'Answered 504'],
    ['in a list', 412, [], 'VERSION_CONFLICT', 'Answered 412'],
    ['that nothing is known about', 418, null, 'HTTP_418', 'Answered 418'],
  ])('%s has a code and a message', async (_, status, body, code, message) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    expect(await releaseErrorOf(new Response(text, { status }))).toMatchObject({ code, message })
  })

  test('names the places of the request that were not accepted, and only those', async () => {
    const errors = [{ path: '/body/percentBp', code: 'TOO_LARGE' }, { path: 7, code: 'X' }, null]
    const refused = await releaseErrorOf(Response.json({ code: 'INVALID_REQUEST', errors }, { status: 400 }))
    expect(fieldErrorsOf(refused)).toEqual([{ path: '/body/percentBp', code: 'TOO_LARGE' }])
    expect(fieldErrorsOf(new TypeError('x'))).toEqual([])
  })

  test('brings its facts along; another error has none', async () => {
    const refused = await releaseErrorOf(
      Response.json({ code: 'OVERLAY_CONFLICT', releaseId: 'r2' }, { status: 409 }),
    )
    expect(problemFacts(refused)).toMatchObject({ releaseId: 'r2' })
    expect(problemFacts(new GraphError('NETWORK', 'x'))).toEqual({})
    expect(problemFacts('x')).toEqual({})
  })
})

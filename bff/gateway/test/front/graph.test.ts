import { createHash } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { startTestGateway, type TestGateway } from '@portico/bff-framework/testing'
import { importOperations } from '@portico/cli/operations'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createArtifacts, ordersQuery, ordersQueryId } from './artifacts.ts'
import { Browser, errorOf, type GraphBody, graphErrorOf } from './browser.ts'
import { type FakeServices, json, problem, startFakeServices } from './fake-services.ts'

const startFile = new URL('../../start.ts', import.meta.url)
let services: FakeServices
let gateway: TestGateway
let artifacts: Awaited<ReturnType<typeof createArtifacts>>
let owner: Browser

beforeAll(async () => {
  services = await startFakeServices()
  artifacts = await createArtifacts()
  gateway = await startTestGateway(startFile, { ...services.env, PORTICO_ARTIFACTS: artifacts.folder })
  owner = new Browser(gateway.url)
  await owner.logIn()
})
afterAll(async () => {
  await gateway.stop()
  await services.close()
  await artifacts.remove()
})

describe('/graphql', () => {
  test('answers no caller without a session, nor with a cookie that is made up', async () => {
    const stranger = new Browser(gateway.url)
    const expected = { status: 401, code: 'UNAUTHENTICATED' }
    expect(await graphErrorOf(await stranger.send('POST', '/graphql', { query: '{ok}' }))).toEqual(expected)
    stranger.cookie = `sid=${'x'.repeat(43)}`
    expect(await graphErrorOf(await stranger.send('POST', '/graphql', { query: '{ok}' }))).toEqual(expected)
  })

  test('needs the CSRF header', async () => {
    const response = await owner.send('POST', '/graphql', { query: '{ok}' }, { 'x-portico-csrf': '' })
    expect(await graphErrorOf(response)).toEqual({ status: 403, code: 'CSRF_REQUIRED' })
  })

  test.each([
    ['malformed JSON', '{"query":', 400, 'MALFORMED_JSON'],
    ['a JSON array', '[]', 400, 'BAD_REQUEST'],
    ['no query', '{}', 400, 'BAD_REQUEST'],
    ['1 MB of query', JSON.stringify({ query: `{ok #${'x'.repeat(1024 * 1024)}\n}` }), 413, 'BODY_TOO_LARGE'],
    ['JSON in a hundred levels', `${'['.repeat(100)}${']'.repeat(100)}`, 400, 'BAD_REQUEST'],
    ['an operation that does not parse', JSON.stringify({ query: '{ok' }), 400, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', JSON.stringify({ query: '{nothing}' }), 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['2,500 tokens', JSON.stringify({ query: `{${'ok '.repeat(2500)}}` }), 400, 'GRAPHQL_PARSE_FAILED'],
    ['16 aliases', JSON.stringify({ query: `{${aliases(16)}}` }), 400, 'OPERATION_TOO_COMPLEX'],
    [
      'aliases multiplied by fragments',
      JSON.stringify({ query: `{${'...F '.repeat(4)}} fragment F on Query {${aliases(4)}}` }),
      400,
      'OPERATION_TOO_COMPLEX',
    ],
    ['13 levels', JSON.stringify({ query: `{order(id:"1"){${deep(13)}}}` }), 400, 'OPERATION_TOO_COMPLEX'],
    [
      '6 directives',
      JSON.stringify({ query: `{${'ok @skip(if:false) '.repeat(6)}}` }),
      400,
      'OPERATION_TOO_COMPLEX',
    ],
    [
      'a field asked for 280 times in pieces',
      JSON.stringify({ query: `{${'...{ok} '.repeat(280)}}` }),
      400,
      'OPERATION_TOO_COMPLEX',
    ],
    [
      '15 aliases of a nested page of 200',
      JSON.stringify({ query: `{${nestedPages(15)}}` }),
      400,
      'OPERATION_TOO_COSTLY',
    ],
    [
      'a large page in a variable',
      JSON.stringify({
        query: `query ($n: Int!) {${nestedPages(15).replaceAll('200', '$n')}}`,
        variables: { n: 200 },
      }),
      400,
      'OPERATION_TOO_COSTLY',
    ],
    [
      'an operation of another name',
      JSON.stringify({ query: 'query A{ok} query B{ok}', operationName: 'C' }),
      400,
      'OPERATION_RESOLUTION_FAILURE',
    ],
    [
      'several operations without a name',
      JSON.stringify({ query: 'query A{ok} query B{ok}' }),
      400,
      'OPERATION_RESOLUTION_FAILURE',
    ],
    [
      'a document without an operation',
      JSON.stringify({ query: 'fragment F on Query{ok}' }),
      400,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['a subscription', JSON.stringify({ query: 'subscription{ok}' }), 400, 'OPERATION_RESOLUTION_FAILURE'],
    ['a batch', JSON.stringify([{ query: '{ok}' }, { query: '{ok}' }]), 400, 'BAD_REQUEST'],
    ['extensions that are text', JSON.stringify({ query: '{ok}', extensions: '{}' }), 400, 'BAD_REQUEST'],
    [
      'variables nested a hundred thousand deep',
      `{"query":"{ok}","variables":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
      400,
      'BAD_REQUEST',
    ],
    [
      'a list of 60,000 wrong variables',
      JSON.stringify({
        query: 'query Q($s: [OrderStatus!]) {orders(filter: {status: $s}){totalCount}}',
        operationName: 'Q',
        variables: { s: new Array(60_000).fill(1) },
      }),
      400,
      'BAD_USER_INPUT',
    ],
    ['introspection', JSON.stringify({ query: '{__schema{types{name}}}' }), 400, 'GRAPHQL_VALIDATION_FAILED'],
  ])('refuses %s by a code', async (_name, body, status, code) => {
    const headers = { accept: 'application/graphql-response+json' }
    const response = await owner.send('POST', '/graphql', body, headers)
    expect(response.headers.get('content-type')).toBe('application/graphql-response+json; charset=utf-8')
    expect(await graphErrorOf(response)).toEqual({ status, code })
  })

  test('suggests no field names in production', async () => {
    const { errors } = await owner.ask('{orderz{id}}')
    expect(errors?.[0]?.message).not.toMatch(/did you mean/i)
  })

  test('takes 15 aliases', async () => {
    expect((await owner.ask(`{${aliases(15)}}`)).errors).toBeUndefined()
  })

  test('refuses a page of 1,000', async () => {
    const { errors } = await owner.ask('{customers(first:1000){totalCount}}')
    expect(errors?.[0]?.extensions.code).toBe('INVALID_REQUEST')
  })

  test('answers FORBIDDEN in place of a field the user may not have, and the rest', async () => {
    const clerk = new Browser(gateway.url)
    await clerk.logIn('clerk')
    const { data, errors } = await clerk.ask('{ok importJob(id:"1"){id}}')
    expect(data).toEqual({ ok: true, importJob: null })
    expect(errors).toMatchObject([{ path: ['importJob'], extensions: { code: 'FORBIDDEN' } }])
    expect(services.calls.some(({ path }) => path.startsWith('/imports'))).toBe(false)
  })

  test('hands on a refusal of a service with its code', async () => {
    services.answers.set('POST /customers', problem(409, 'CODE_TAKEN', 'The code is taken.'))
    const { errors } = await owner.ask('mutation {createCustomer(input:{name:"x"}, idempotencyKey:"k"){id}}')
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'FORBIDDEN' } })
  })

  test('says nothing of what breaks inside a service', async () => {
    services.answers.set('GET /customers', json(500, { stack: 'at /srv/secret.ts' }))
    const response = await owner.send('POST', '/graphql', { query: '{customers{totalCount}}' })
    const text = await response.text()
    expect(text).not.toContain('secret')
    expect((JSON.parse(text) as GraphBody).errors?.[0]?.extensions.code).toBe('UPSTREAM_UNAVAILABLE')
  })

  test('says nothing of an answer it does not understand', async () => {
    services.answers.set('GET /customers', json(200, { items: 'secret' }))
    const text = await (await owner.send('POST', '/graphql', { query: '{customers{totalCount}}' })).text()
    expect(text).not.toMatch(/secret|\/items|\.ts/)
    expect(text).toContain('UPSTREAM_INVALID')
  })

  test('sends tenant and user of the session, whatever the client claims', async () => {
    services.calls.length = 0
    await owner.send(
      'POST',
      '/graphql',
      { query: '{customers{totalCount}}' },
      {
        baggage: 'portico.tenant=t_other,portico.priority=write',
        'x-portico-time-left': '600000',
        traceparent: '00-11111111111111111111111111111111-1111111111111111-01',
      },
    )
    const [call] = services.calls
    expect(call?.headers.baggage).toMatch(
      /^portico\.tenant=t_demo,portico\.user=u_owner,portico\.snapshot=[\w-]{22}$/,
    )
    expect(call?.headers.traceparent).not.toContain('1111111111111111')
    expect(Number(call?.headers['x-portico-time-left'])).toBeLessThanOrEqual(2_000)
    expect([call?.headers.cookie, call?.headers.authorization]).toEqual([undefined, undefined])
  })

  test('runs a published operation by its id alone', async () => {
    const byId = await owner.send('POST', '/graphql', { documentId: ordersQueryId, operationName: 'SalesOk' })
    expect(await byId.json()).toEqual({ data: { ok: true } })
    const extensions = { persistedQuery: { version: 1, sha256Hash: ordersQueryId } }
    expect(await (await owner.send('POST', '/graphql', { extensions })).json()).toEqual({
      data: { ok: true },
    })
  })

  test('runs a published query by GET', async () => {
    const response = await owner.fetch(`/graphql?documentId=${ordersQueryId}`)
    expect([response.status, await response.json()]).toEqual([200, { data: { ok: true } }])
  })

  test('asks for the text of an id it does not know, and refuses a text that is not the id’s', async () => {
    const unknown = await owner.send('POST', '/graphql', { documentId: 'a'.repeat(64) })
    expect(await graphErrorOf(unknown)).toEqual({ status: 400, code: 'PERSISTED_QUERY_NOT_FOUND' })
    const wrong = await owner.send('POST', '/graphql', { documentId: 'a'.repeat(64), query: '{ok}' })
    expect(await graphErrorOf(wrong)).toEqual({ status: 400, code: 'PERSISTED_QUERY_MISMATCH' })
  })

  test('refuses a body of another type by 400, and does not read it', async () => {
    const headers = { 'content-type': 'text/plain' }
    const answer = await owner.send('POST', '/graphql', '{"query":"{ok}"}', headers)
    expect(await graphErrorOf(answer)).toEqual({ status: 400, code: 'BAD_REQUEST' })
  })

  test('keeps a text that came with its hash, for the hash alone from then on', async () => {
    const query = '{ok kept:ok}'
    const sha256Hash = createHash('sha256').update(query).digest('hex')
    const send = (more: object) =>
      owner.send('POST', '/graphql', { extensions: { persistedQuery: { version: 1, sha256Hash } }, ...more })
    const unknown = await send({})
    expect(unknown.headers.get('cache-control')).toBe('private, no-cache, must-revalidate')
    expect(await unknown.json()).toEqual({
      errors: [{ message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }],
    })
    // Another text under that hash is neither run nor kept.
    const wrong = await send({ query: '{ok other:ok}' })
    expect(await graphErrorOf(wrong)).toEqual({ status: 400, code: 'PERSISTED_QUERY_MISMATCH' })
    expect((await graphErrorOf(await send({}))).code).toBe('PERSISTED_QUERY_NOT_FOUND')
    const answer = { data: { ok: true, kept: true } }
    expect(await (await send({ query })).json()).toEqual(answer)
    await expect.poll(async () => (await send({})).json()).toEqual(answer)
    const extensions = encodeURIComponent(JSON.stringify({ persistedQuery: { version: 1, sha256Hash } }))
    expect(await (await owner.fetch(`/graphql?extensions=${extensions}`)).json()).toEqual(answer)
  })

  test('refuses a mutation by GET', async () => {
    const response = await owner.fetch(`/graphql?query=${encodeURIComponent('mutation{noop}')}`)
    expect(response.status).toBe(405)
  })

  test.each([
    [
      'an operation of another name',
      'query=query A{ok} query B{ok}&operationName=C',
      'OPERATION_RESOLUTION_FAILURE',
    ],
    ['variables that are no JSON', 'query={ok}&variables={', 'MALFORMED_JSON'],
    ['one field 280 times', `query={${'ok '.repeat(280)}}`, 'OPERATION_TOO_COMPLEX'],
  ])('refuses by GET as by POST: %s', async (_name, search, code) => {
    const response = await owner.fetch(`/graphql?${encodeURI(search)}`)
    expect(await graphErrorOf(response)).toEqual({ status: 400, code })
  })

  test('says to operators what an operation cost, and to no others', async () => {
    const operator = new Browser(gateway.url)
    await operator.logIn('operator')
    const { extensions } = await operator.ask('{customers(first: 20){nodes{id}}}')
    expect(extensions?.cost).toMatchObject({
      points: 1_022,
      limit: 10_000,
      left: { user: expect.any(Number) },
    })
    expect((await owner.ask('{ok}')).extensions).toBeUndefined()
  })

  test('refuses other methods', async () => {
    expect(await graphErrorOf(await owner.send('DELETE', '/graphql'))).toEqual({
      status: 405,
      code: 'METHOD_NOT_ALLOWED',
    })
  })
})

describe('one that may do little', () => {
  let small: TestGateway
  beforeAll(async () => {
    small = await startTestGateway(startFile, {
      ...services.env,
      PORTICO_ARTIFACTS: artifacts.folder,
      PORTICO_USER_POINTS_PER_SECOND: '1000',
      PORTICO_TENANT_POINTS_PER_SECOND: '100000',
      PORTICO_USER_CALLS: '3',
      PORTICO_BATCH_OPERATIONS: '4',
    })
  })
  afterAll(() => small.stop())

  test('a user who has spent a budget waits as long as Retry-After says, and a colleague does not', async () => {
    const [greedy, clerk] = [new Browser(small.url), new Browser(small.url)]
    await greedy.logIn()
    await clerk.logIn('clerk')
    // A new text each time, by what a comment cannot hide.
    const texts = Array.from({ length: 24 }, (_, at) => `{a${at}:ok}`)
    const answers = []
    for (const query of texts) answers.push(await greedy.send('POST', '/graphql', { query }))
    const refused = answers.find(({ status }) => status !== 200)
    expect(refused?.status).toBe(429)
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
    expect(refused && (await graphErrorOf(refused)).code).toBe('USER_BUDGET_SPENT')
    expect(await clerk.ask('{ok}')).toEqual({ data: { ok: true } })
  })

  test('a batch is as many calls as it has operations, each with its price, its answer and its place in the counts', async () => {
    const [one, other] = [new Browser(small.url), new Browser(small.url)]
    await one.logIn('batcher')
    await other.logIn('clerk2')
    const send = async (browser: Browser, batch: unknown[]) => browser.send('POST', '/graphql', batch)
    const three = await send(one, [{ query: '{ok}' }, { query: '{nothing}' }, 7])
    expect([three.status, await three.json()]).toMatchObject([
      200,
      [
        { data: { ok: true } },
        { errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] },
        { errors: [{ extensions: { code: 'BAD_REQUEST' } }] },
      ],
    ])
    const four = await send(other, new Array(4).fill({ query: '{ok}' }))
    expect(await graphErrorOf(four)).toEqual({ status: 429, code: 'TOO_MANY_CALLS' })
    const five = await send(other, new Array(5).fill({ query: '{ok}' }))
    expect(await graphErrorOf(five)).toEqual({ status: 400, code: 'INVALID_REQUEST' })
    expect(await graphErrorOf(await send(other, []))).toEqual({ status: 400, code: 'BAD_REQUEST' })
    // New texts, of 500 points each beside the call's 200; the dearest operation may be spent at once.
    const codes = new Set<string | undefined>()
    for (let at = 0; at < 30 && !codes.has('USER_BUDGET_SPENT'); at += 1) {
      const batch = [0, 1, 2].map(part => ({ query: `{b${at}_${part}:ok}` }))
      const body = (await (await send(one, batch)).json()) as GraphBody | GraphBody[]
      for (const { errors } of [body].flat()) codes.add(errors?.[0]?.extensions.code)
    }
    expect(codes).toContain('USER_BUDGET_SPENT')
    expect(await other.ask('{ok}')).toEqual({ data: { ok: true } })
  })

  test('a large body is paid for before it is read', async () => {
    const writer = new Browser(small.url)
    await writer.logIn('writer')
    const codes: (string | undefined)[] = []
    const body = `{"query": ${'x'.repeat(200_000)}`
    for (let calls = 0; calls < 5; calls += 1) {
      codes.push((await graphErrorOf(await writer.send('POST', '/graphql', body))).code)
    }
    expect([codes[0], codes.at(-1)]).toEqual(['MALFORMED_JSON', 'USER_BUDGET_SPENT'])
  })

  test.each([
    ['pages', '/sales', 'seller', {}],
    ['snapshots', '/api/release/snapshot', 'packer', {}],
    ['calls by token', '/api/release/releases', null, { authorization: `Bearer ptk_${'a'.repeat(43)}` }],
  ])('%s are charged as well', async (_name, path, username, headers) => {
    const browser = new Browser(small.url)
    if (username) await browser.logIn(username)
    const ask = () => browser.fetch(path, { headers })
    let answer = await ask()
    for (let calls = 0; calls < 200 && answer.status !== 429; calls += 1) answer = await ask()
    expect([answer.status, Number(answer.headers.get('retry-after')) > 0]).toEqual([429, true])
  })

  test('a tenant has two downloads of whole lists open, and a third when one of them is through', async () => {
    const [first, second, third] = [new Browser(small.url), new Browser(small.url), new Browser(small.url)]
    await first.logIn('exporter1')
    await second.logIn('exporter2')
    await third.logIn('exporter3')
    const held: (() => void)[] = []
    const arrived = Promise.withResolvers<void>()
    services.answers.set('GET /orders/export', (call, response) => {
      held.push(() => json(200, { items: [] })(call, response))
      if (held.length === 2) arrived.resolve()
    })
    const path = '/api/exports/orders?format=csv'
    const open = [first.fetch(path), second.fetch(path)]
    await arrived.promise
    expect(await errorOf(await third.fetch(path))).toEqual({ status: 429, code: 'TOO_MANY_CALLS' })
    services.answers.set('GET /orders/export', json(200, { items: [] }))
    for (const answer of held) answer()
    for (const answer of await Promise.all(open)) await answer.text()
    await expect.poll(async () => (await third.fetch(path)).status).toBe(200)
    // One that was broken off costs as much.
    expect(await errorOf(await third.fetch(path))).toEqual({ status: 429, code: 'USER_BUDGET_SPENT' })
  })

  test('what a user has under way is counted over all routes: an upload that drips, an export that is not read, a query', async () => {
    const [owner, clerk] = [new Browser(small.url), new Browser(small.url)]
    await owner.logIn('keeper')
    await clerk.logIn('clerk')
    const held: (() => void)[] = []
    const arrived = Promise.withResolvers<void>()
    const hold = (_call: unknown, response: ServerResponse) => {
      held.push(() => json(200, { items: [] })(_call as never, response))
      if (held.length === 3) arrived.resolve()
    }
    for (const route of ['GET /customers', 'POST /imports', 'GET /orders/export'])
      services.answers.set(route, hold)
    const open = [
      owner.send('POST', '/graphql', { query: '{customers{totalCount}}' }),
      owner.send('POST', '/api/imports', 'a;b', { 'content-type': 'text/csv', 'x-file-name': 'a.csv' }),
      owner.fetch('/api/exports/orders?format=csv'),
    ]
    await arrived.promise
    const fourth = await owner.send('POST', '/api/imports', 'a;b', { 'content-type': 'text/csv' })
    expect([await errorOf(fourth), fourth.headers.get('retry-after')]).toEqual([
      { status: 429, code: 'TOO_MANY_CALLS' },
      '1',
    ])
    expect(await clerk.ask('{ok}')).toEqual({ data: { ok: true } })
    for (const answer of held) answer()
    await Promise.all(open)
    expect(await owner.ask('{ok}')).toEqual({ data: { ok: true } })
  })
})

describe('a gateway that requires published operations', () => {
  const env = () => ({
    ...services.env,
    RELEASE_URL: services.env.SALES_URL ?? '',
    PORTICO_ARTIFACTS: artifacts.folder,
    PORTICO_OPERATIONS: '',
  })
  const secret = (letter: string) => `ptk_${letter.repeat(43)}`
  const granted = { name: 'anna', apps: ['sales'], expiresAt: '2127-01-01T00:00:00Z' }
  const rest = { id: 'k1', createdAt: '', createdBy: 'user:operator', lastUsedAt: null, revokedAt: null }
  const tokens: Record<string, object> = {
    [secret('d')]: { ...rest, ...granted, actions: ['develop'] },
    [secret('p')]: { ...rest, ...granted, actions: ['publish', 'release', 'read'] },
    [secret('r')]: { ...rest, ...granted, actions: ['read'] },
  }
  let strict: TestGateway
  let browser: Browser

  beforeAll(async () => {
    services.answers.set('GET /tokens/self', (call, response) => {
      const token = tokens[call.headers.authorization?.slice('Bearer '.length) ?? '']
      const unknown = problem(401, 'TOKEN_INVALID', 'No token has this secret.')
      return (token ? json(200, token) : unknown)(call, response)
    })
    strict = await startTestGateway(startFile, env())
    browser = new Browser(strict.url)
    await browser.logIn('clerk')
  })
  afterAll(() => strict.stop())

  const ask = (query: string, letter: string, headers: Record<string, string> = {}) =>
    browser.send('POST', '/graphql', { query }, { 'x-portico-developer': secret(letter), ...headers })
  const codeOf = async (answer: Promise<Response>) => (await graphErrorOf(await answer)).code

  test('takes those, as text too, and no others', async () => {
    expect(await browser.ask(ordersQuery)).toEqual({ data: { ok: true } })
    expect((await browser.ask('{ok}')).errors?.[0]?.extensions.code).toBe('PERSISTED_QUERY_REQUIRED')
    const extensions = { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } }
    const byHash = await browser.send('POST', '/graphql', { extensions })
    expect(await byHash.json()).toMatchObject({ errors: [{ message: 'PersistedQueryNotSupported' }] })
    // The command line's own are in no app's manifest.
    for (const query of importOperations) {
      const { errors } = await browser.ask(query, { id: '1', mapping: { columns: [] } })
      expect(errors?.[0]?.extensions.code).not.toBe('PERSISTED_QUERY_REQUIRED')
    }
  })

  test("takes others with a developer's token, for what the user may see and no more", async () => {
    const app = { 'x-portico-app': 'sales@0.0.0-dev' }
    expect(await (await ask('{ok}', 'd', app)).json()).toEqual({ data: { ok: true } })
    const { errors } = (await (await ask('{warehouses{id}}', 'd', app)).json()) as GraphBody
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN')
    expect(await codeOf(ask('{__schema{types{name}}}', 'd', app))).toBe('GRAPHQL_VALIDATION_FAILED')
    expect(await codeOf(ask(`{${aliases(16)}}`, 'd', app))).toBe('OPERATION_TOO_COMPLEX')
    expect(strict.output()).toContain('"grant":"anna"')
    expect(strict.output()).not.toContain(secret('d'))
  })

  test.each([
    ['that may only publish', 'p', {}, 'FORBIDDEN_SCOPE'],
    ['for another app', 'd', { 'x-portico-app': 'inventory@1.0.0' }, 'FORBIDDEN_SCOPE'],
    ['that is made up', 'x', {}, 'TOKEN_INVALID'],
  ])('takes none with a token %s', async (_which, letter, headers, code) => {
    expect(await codeOf(ask('{ok}', letter, headers))).toBe(code)
    // What is published needs no token.
    expect(await (await ask(ordersQuery, letter, headers)).json()).toEqual({ data: { ok: true } })
  })

  test("takes no developer's token by GET, nor in place of a session or the CSRF header", async () => {
    const headers = { 'x-portico-developer': secret('d') }
    const path = `/graphql?query=${encodeURIComponent('{ok}')}`
    expect(await codeOf(browser.send('GET', path, undefined, headers))).toBe('PERSISTED_QUERY_REQUIRED')
    const stranger = new Browser(strict.url)
    expect(await codeOf(stranger.send('POST', '/graphql', { query: '{ok}' }, headers))).toBe(
      'UNAUTHENTICATED',
    )
    expect(await codeOf(ask('{ok}', 'd', { 'x-portico-csrf': '' }))).toBe('CSRF_REQUIRED')
  })

  test('gives its graph to tokens that may develop or publish, and to operators who develop', async () => {
    const read = (letter: string, path = '', more = {}) =>
      new Browser(strict.url).fetch(`/api/graph${path}`, {
        headers: { authorization: `Bearer ${secret(letter)}`, ...more },
      })
    const answer = await read('d')
    const [sdl, etag] = [await answer.text(), answer.headers.get('etag') ?? '']
    expect(sdl).toMatch(/^type Workbench \{/m)
    expect([answer.headers.get('content-type'), etag]).toEqual([
      'application/graphql; charset=utf-8',
      `"${answer.headers.get('x-portico-graph-revision')}"`,
    ])
    expect(answer.headers.get('x-portico-graph-routing')).toBe('stable, gray')
    expect(await (await read('p', '?routing=gray')).text()).toBe(sdl)
    const known = await read('d', '', { 'if-none-match': `W/${etag}` })
    expect([known.status, await known.text()]).toEqual([304, ''])
    expect(await errorOf(await read('r'))).toEqual({ status: 403, code: 'FORBIDDEN_SCOPE' })
    expect(await errorOf(await read('x'))).toEqual({ status: 401, code: 'TOKEN_INVALID' })
    expect(await errorOf(await read('d', '?routing=blue'))).toEqual({ status: 400, code: 'INVALID_REQUEST' })
    expect(await errorOf(await browser.fetch('/api/graph'))).toEqual({ status: 403, code: 'FORBIDDEN' })
    const stranger = new Browser(strict.url)
    expect(await errorOf(await stranger.fetch('/api/graph'))).toEqual({
      status: 401,
      code: 'UNAUTHENTICATED',
    })
    await stranger.logIn('developer')
    expect((await stranger.fetch('/api/graph')).status).toBe(200)
  })
})

/** Each asks for 200 orders of each of 200 rows. */
function nestedPages(count: number): string {
  const pages = 'orders(first:200){nodes{creditNotes{activity(first:200){nodes{id}}}}}'
  return Array.from({ length: count }, (_, at) => `a${at}:${pages}`).join(' ')
}

function aliases(count: number): string {
  return Array.from({ length: count }, (_, index) => `a${index}:__typename`).join(' ')
}

function deep(levels: number): string {
  return levels === 1 ? 'id' : `creditOf{${deep(levels - 1)}}`
}

import { once } from 'node:events'
import http, { type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { brotliCompressSync, gunzipSync, gzipSync } from 'node:zlib'
import type { PageState } from '@portico/micro-app/page-state'
import { expect, onTestFinished, test } from 'vitest'
import { BaselineSite } from '../../src/dev-server/site/baseline-site.ts'
import { type Answer, POLICY, pageState, readState, serve, shellPage } from './fake-baseline.ts'

interface Site {
  origin: string
  baseline: string
  refusals: string[]
}

async function siteOf(answer: Answer, options: { token?: string; answerMs?: number } = {}): Promise<Site> {
  const baseline = await serve(answer)
  const site = await siteFor(baseline.origin, options)
  onTestFinished(() => baseline.close())
  return site
}

async function siteFor(
  baseline: string,
  { token, answerMs = 5_000 }: { token?: string; answerMs?: number } = {},
): Promise<Site> {
  const refusals: string[] = []
  const mark = (state: PageState) => ({ ...state, rulesState: 'STALE' as const })
  const site = new BaselineSite({
    ...{ baseline, token: token ?? null, answerMs },
    graph: null,
    edit: mark,
    refused: body => refusals.push(body),
  })
  const here = await serve((request, response) => site.answer(request, response))
  here.server.on('upgrade', (request, socket, head) => site.upgrade(request, socket, head))
  onTestFinished(() => {
    site.target.close()
    here.close()
  })
  return { origin: here.origin, baseline, refusals }
}

/** Nothing is followed, unpacked or decoded on the way. */
async function ask(
  origin: string,
  path: string,
  options: http.RequestOptions & { body?: string } = {},
): Promise<{ answer: IncomingMessage; body: Buffer }> {
  const { body = '', ...rest } = options
  const out = http.request(origin + path, rest)
  out.end(body)
  const [answer] = (await once(out, 'response')) as [IncomingMessage]
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk as Buffer)
  return { answer, body: Buffer.concat(chunks) }
}

const asPage = { accept: 'text/html' }

test('the state of a page is edited, and its policy and nonces stay', async () => {
  const html = shellPage(pageState([]))
  const { origin } = await siteOf((_, response) => {
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY,
      etag: '"1"',
      'content-length': Buffer.byteLength(html),
    })
    response.end(html)
  })
  const { answer, body } = await ask(origin, '/sales', { headers: asPage })
  expect(answer.headers['content-security-policy']).toBe(POLICY)
  expect(answer.headers.etag).toBeUndefined()
  expect(body.toString().replace('"STALE"', 'null')).toBe(html)
  expect(readState(body.toString()).session?.user.displayName).toBe('Anna </script>')
})

test.each([
  ['gzip', gzipSync],
  ['br', brotliCompressSync],
])('a page that comes packed with %s, although that was not asked for, is edited', async (encoding, pack) => {
  const { origin } = await siteOf((request, response) => {
    expect(request.headers['accept-encoding']).toBe('identity')
    response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': encoding })
    response.end(pack(shellPage(pageState([]))))
  })
  const { answer, body } = await ask(origin, '/', { headers: { ...asPage, 'accept-encoding': 'gzip, br' } })
  expect(answer.headers['content-encoding']).toBeUndefined()
  expect(readState(body.toString()).rulesState).toBe('STALE')
})

test('a document that is no page of a shell passes as it is', async () => {
  const { origin } = await siteOf((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<p>A frame</p>')
  })
  expect((await ask(origin, '/frame/x', { headers: asPage })).body.toString()).toBe('<p>A frame</p>')
})

test('a packed answer passes as it was packed', async () => {
  const { origin } = await siteOf((request, response) => {
    expect(request.headers['accept-encoding']).toBe('gzip')
    response.writeHead(200, { 'content-type': 'text/javascript', 'content-encoding': 'gzip' })
    response.end(gzipSync('export {}'))
  })
  const { answer, body } = await ask(origin, '/a/x.js', { headers: { 'accept-encoding': 'gzip' } })
  expect(answer.headers['content-encoding']).toBe('gzip')
  expect(gunzipSync(body).toString()).toBe('export {}')
})

test('cookies of https come back to their baseline, by their own names', async () => {
  const set = [
    '__Host-sid=abc; Path=/; HttpOnly; Secure; SameSite=Strict',
    'region=eu; Domain=example.com; SameSite=None; Secure; Max-Age=60',
  ]
  const { origin } = await siteOf((request, response) => {
    if (request.url === '/log-in') response.setHeader('set-cookie', set)
    response.end(request.headers.cookie ?? 'none')
  })
  const { answer } = await ask(origin, '/log-in')
  const given = answer.headers['set-cookie'] ?? []
  expect(given.map(cookie => cookie.replace(/^portico-[0-9a-f]{8}\./, ''))).toEqual([
    '__Host-sid=abc; Path=/; HttpOnly; SameSite=Strict',
    'region=eu; SameSite=Lax; Max-Age=60',
  ])
  const kept = given.map(cookie => cookie.split(';')[0]).join('; ')
  const { body } = await ask(origin, '/', { headers: { cookie: `sid=of-another-server; ${kept}` } })
  expect(body.toString()).toBe('__Host-sid=abc; region=eu')
})

test('another baseline gets none of them', async () => {
  const one = await siteOf((_, response) => void response.setHeader('set-cookie', 'sid=1').end())
  const other = await siteOf((request, response) => void response.end(request.headers.cookie ?? 'none'))
  const cookie = (await ask(one.origin, '/')).answer.headers['set-cookie']?.[0]
  expect((await ask(other.origin, '/', { headers: { cookie } })).body.toString()).toBe('none')
})

test('host, origin and referer are those of the baseline; what another site sent stays its own', async () => {
  const { origin, baseline } = await siteOf(({ headers }, response) => {
    response.end(JSON.stringify([headers.host, headers.origin, headers.referer, headers['x-portico-csrf']]))
  })
  const headers = {
    origin,
    referer: `${origin}/sales?x=1`,
    'x-portico-csrf': '1',
    'x-forwarded-host': 'evil',
  }
  const own = await ask(origin, '/api/session', { method: 'POST', headers })
  expect(JSON.parse(own.body.toString())).toEqual([
    new URL(baseline).host,
    baseline,
    `${baseline}/sales?x=1`,
    '1',
  ])
  const foreign = { origin: 'https://evil.example', referer: 'https://evil.example/' }
  const other = await ask(origin, '/api/session', { method: 'POST', headers: foreign })
  expect(JSON.parse(other.body.toString()).slice(1, 3)).toEqual([
    'https://evil.example',
    'https://evil.example/',
  ])
})

test('a redirect of the baseline stays here, any other leads where it says', async () => {
  const { origin } = await siteOf((request, response) => {
    const locations: Record<string, string> = {
      '/own': `http://${request.headers.host}/login?next=%2F#top`,
      '/relative': '/login',
      '/away': 'https://id.example.com/authorize',
    }
    response.writeHead(302, { location: locations[request.url ?? ''] }).end()
  })
  const locationOf = async (path: string) => (await ask(origin, path)).answer.headers.location
  expect(await locationOf('/own')).toBe('/login?next=%2F#top')
  expect(await locationOf('/relative')).toBe('/login')
  expect(await locationOf('/away')).toBe('https://id.example.com/authorize')
})

test('promises about https are not made for this machine', async () => {
  const { origin } = await siteOf((_, response) => {
    response.writeHead(200, { 'strict-transport-security': 'max-age=1', 'alt-svc': 'h3=":443"' }).end()
  })
  const { headers } = (await ask(origin, '/')).answer
  expect([headers['strict-transport-security'], headers['alt-svc']]).toEqual([undefined, undefined])
})

test('each message of a live stream passes when it is sent', async () => {
  let send = (_: string) => {}
  const closed = Promise.withResolvers<void>()
  const { origin } = await siteOf((request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders()
    send = message => void response.write(message)
    request.once('close', () => closed.resolve())
  })
  const out = http.get(`${origin}/api/live`)
  const [answer] = (await once(out, 'response')) as [IncomingMessage]
  for (const message of ['data: 1\n\n', 'data: 2\n\n']) {
    send(message)
    expect(String((await once(answer, 'data'))[0])).toBe(message)
  }
  // The page goes: so does its stream at the baseline.
  out.on('error', () => {}).destroy()
  await closed.promise
})

test('an upload passes while it is sent, and a page that goes ends it', async () => {
  const begun = Promise.withResolvers<IncomingMessage>()
  const { origin } = await siteOf(request => begun.resolve(request))
  const out = http.request(`${origin}/api/upload`, { method: 'POST' })
  out.on('error', () => {})
  out.write('first part')
  const request = await begun.promise
  expect(String((await once(request, 'data'))[0])).toBe('first part')
  const ended = Promise.withResolvers<void>()
  request.on('error', () => ended.resolve())
  out.destroy()
  await ended.promise
})

test('a refusal that comes before an upload was read reaches the page', async () => {
  const { origin } = await siteOf((request, response) => {
    response.writeHead(413, { 'content-type': 'application/json' }).end('{"code":"TOO_LARGE"}')
    request.on('error', () => {}).resume()
  })
  const out = http.request(`${origin}/api/upload`, { method: 'POST' })
  out.on('error', () => {})
  const answered = once(out, 'response')
  out.write(Buffer.alloc(1024 * 1024))
  const [answer] = (await answered) as [IncomingMessage]
  expect([answer.statusCode, await text(answer)]).toEqual([413, '{"code":"TOO_LARGE"}'])
  out.destroy()
})

test('a HEAD has its length and no body', async () => {
  const { origin } = await siteOf((request, response) => {
    expect(request.method).toBe('HEAD')
    response.writeHead(200, { 'content-type': 'text/html', 'content-length': 12_345 }).end()
  })
  const { answer, body } = await ask(origin, '/', { method: 'HEAD', headers: asPage })
  expect([answer.headers['content-length'], body.length]).toEqual(['12345', 0])
})

test('a WebSocket passes, both ways', async () => {
  const baseline = await serve((_, response) => response.end())
  onTestFinished(() => baseline.close())
  baseline.server.on('upgrade', (request, socket) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n')
    socket.on('data', data => socket.write(`${request.headers.origin} ${data}`))
  })
  const { origin } = await siteFor(baseline.origin)
  const socket = connect(Number(new URL(origin).port), '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  socket.write(
    `GET /live HTTP/1.1\r\nHost: ${new URL(origin).host}\r\nOrigin: ${origin}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
  )
  expect(String((await once(socket, 'data'))[0])).toContain('101 Switching Protocols')
  socket.write('hello')
  expect(String((await once(socket, 'data'))[0])).toBe(`${baseline.origin} hello`)
})

test('a baseline that is away is a page that says what to do, and JSON to programs', async () => {
  const ended = await serve(() => {})
  ended.close()
  const { origin } = await siteFor(ended.origin)
  const page = await ask(origin, '/', { headers: asPage })
  expect([page.answer.statusCode, page.answer.headers['content-type']]).toEqual([
    502,
    'text/html; charset=utf-8',
  ])
  expect(page.body.toString()).toContain('BASELINE_UNREACHABLE')
  const call = await ask(origin, '/graphql', { method: 'POST', body: '{}' })
  expect(JSON.parse(call.body.toString()).error.code).toBe('BASELINE_UNREACHABLE')
})

test('a baseline that is silent is 504, and its call is ended', async () => {
  const ended = Promise.withResolvers<void>()
  const { origin } = await siteOf(request => void request.once('close', () => ended.resolve()), {
    answerMs: 20,
  })
  const { answer, body } = await ask(origin, '/', { headers: asPage })
  expect([answer.statusCode, body.toString().includes('BASELINE_SLOW')]).toEqual([504, true])
  await ended.promise
})

test('an answer that is cut at the baseline is cut here', async () => {
  const { origin } = await siteOf((_, response) => {
    response.writeHead(200, { 'content-type': 'text/csv' }).write('a;b\n', () => response.destroy())
  })
  await expect(ask(origin, '/api/export')).rejects.toThrow('aborted')
})

test('a connection that the baseline has closed meanwhile is opened anew', async () => {
  let calls = 0
  const { origin } = await siteOf((request, response) => {
    calls += 1
    if (calls === 2) request.socket.destroy()
    else response.end('here')
  })
  await ask(origin, '/')
  expect((await ask(origin, '/')).body.toString()).toBe('here')
  expect(calls).toBe(3)
})

test("a developer's token goes along with operations, and with nothing else", async () => {
  const { origin } = await siteOf(
    ({ headers }, response) => void response.end(headers['x-portico-developer'] ?? 'none'),
    { token: 'ptk_dev' },
  )
  const headers = { 'x-portico-developer': 'ptk_of_the_page' }
  expect((await ask(origin, '/graphql', { method: 'POST', headers })).body.toString()).toBe('ptk_dev')
  expect((await ask(origin, '/api/release/snapshot', { headers })).body.toString()).toBe('none')
})

test('what the baseline refuses to a local app is looked at, and reaches the app', async () => {
  const refusal = JSON.stringify({ errors: [{ extensions: { code: 'PERSISTED_QUERY_REQUIRED' } }] })
  const { origin, refusals } = await siteOf((_, response) => {
    response
      .writeHead(400, { 'content-type': 'application/json', 'content-length': refusal.length })
      .end(refusal)
  })
  const headers = (app: string) => ({ 'x-portico-app': app })
  const { body } = await ask(origin, '/graphql', { method: 'POST', headers: headers('sales@0.0.0-dev') })
  await ask(origin, '/graphql', { method: 'POST', headers: headers('catalog@1.2.3') })
  expect([body.toString(), refusals]).toEqual([refusal, [refusal]])
})

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { Duplex } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { pageState, readState, shellPage } from './fake-baseline.ts'
import { makeSelfSigned } from './self-signed.ts'
import { moduleApp, put, workFolder } from './work-folder.ts'

const CLI = resolve(import.meta.dirname, '../../../cli/src/main.ts')
const PATIENCE_MS = 30_000

/** As the gateway is behind https: its cookie is `__Host-`, it takes what is sent from its own pages alone. */
class TlsBaseline {
  readonly server: https.Server
  /** What the stream has to say next. */
  say: (message: string) => void = () => {}

  constructor({ key, cert }: { key: string; cert: string }) {
    this.server = https.createServer({ key, cert }, (request, response) => this.#answer(request, response))
    this.server.on('upgrade', (request, socket) => this.#upgrade(request, socket))
  }

  async listen(): Promise<string> {
    await new Promise<void>(done => this.server.listen(0, '127.0.0.1', done))
    onTestFinished(() => {
      this.server.closeAllConnections()
      this.server.close()
    })
    return this.origin
  }

  get origin(): string {
    return `https://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  #answer({ method, url, headers }: IncomingMessage, response: http.ServerResponse): void {
    const isLoggedIn = headers.cookie === '__Host-sid=abc'
    if (url === '/api/session' && method === 'POST') {
      const isOwn = headers.origin === this.origin && headers.host === new URL(this.origin).host
      if (!isOwn) return void response.writeHead(403).end('another origin')
      const cookie = '__Host-sid=abc; Path=/; HttpOnly; Secure; SameSite=Strict'
      return void response.writeHead(204, { 'set-cookie': cookie }).end()
    }
    if (url === '/old') return void response.writeHead(302, { location: `${this.origin}/new?a=1` }).end()
    if (url === '/api/live') {
      response.writeHead(isLoggedIn ? 200 : 401, { 'content-type': 'text/event-stream' }).flushHeaders()
      this.say = message => void response.write(message)
      return
    }
    response.writeHead(200, { 'content-type': 'text/html', 'strict-transport-security': 'max-age=9' })
    response.end(shellPage(pageState(isLoggedIn ? [] : null)))
  }

  #upgrade({ headers }: IncomingMessage, socket: Duplex): void {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n')
    socket
      .on('error', () => {})
      .on('data', data => socket.write(`${headers.origin} ${headers.cookie} ${data}`))
  }
}

/** `portico dev` as a process of its own, which reads what it trusts when it starts. Gives its lines as they come. */
async function startCli(root: string, baseline: string, trusted: string | null) {
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env
  const child = spawn(process.execPath, [CLI, 'dev', root, '--baseline', baseline], {
    env: {
      ...{ ...env, XDG_RUNTIME_DIR: await workFolder() },
      ...(trusted !== null && { NODE_EXTRA_CA_CERTS: trusted }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => end(child))
  const lines: string[] = []
  const opened = Promise.withResolvers<string>()
  createInterface(child.stdout).on('line', line => {
    lines.push(line)
    const [, origin] = /^Open (http:\/\/[^/]+)/.exec(line) ?? []
    if (origin !== undefined) opened.resolve(origin)
  })
  const complaint = text(child.stderr)
  child.once('exit', async code =>
    opened.reject(new Error(`portico dev ended with ${code}: ${await complaint}`)),
  )
  return { lines, origin: await opened.promise }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}

async function ask(url: string, options: http.RequestOptions = {}) {
  const out = http.request(url, { ...options, signal: AbortSignal.timeout(PATIENCE_MS) }).end()
  const [answer] = (await once(out, 'response')) as [IncomingMessage]
  return { answer, out }
}

async function startAll(isTrusted: boolean) {
  const pair = makeSelfSigned()
  const baseline = new TlsBaseline(pair)
  const root = await workFolder(moduleApp('team'))
  await put(root, 'ca.pem', pair.cert)
  const url = await baseline.listen()
  return { baseline, url, dev: await startCli(root, url, isTrusted ? join(root, 'ca.pem') : null) }
}

test('a baseline behind https: log-in, pages, redirects, its stream and its WebSocket', async () => {
  const { baseline, url, dev } = await startAll(true)
  const { origin, lines } = dev
  expect(lines).toContain(`all else  ${url}  the baseline: its shell, its apps and its data`)
  const html = { accept: 'text/html' }
  const pageOf = async (headers: http.OutgoingHttpHeaders) =>
    (await ask(`${origin}/team`, { headers })).answer
  const stranger = await pageOf(html)
  expect(stranger.headers['strict-transport-security']).toBeUndefined()
  expect(readState(await text(stranger)).session).toBeNull()

  const posted = await ask(`${origin}/api/session`, { method: 'POST', headers: { origin } })
  const [set = ''] = posted.answer.headers['set-cookie'] ?? []
  // As a browser takes it from an address that is not https.
  expect(set).toMatch(/^portico-[0-9a-f]{8}\.__Host-sid=abc; Path=\/; HttpOnly; SameSite=Strict$/)
  const [cookie = ''] = set.split(';')
  const state = readState(await text(await pageOf({ ...html, cookie })))
  expect(state.session?.user.username).toBe('anna')
  expect(state.snapshot.apps.team?.url).toBe('/__dev/team/')

  const foreign = { method: 'POST', headers: { origin: 'https://evil.example' } }
  expect((await ask(`${origin}/api/session`, foreign)).answer.statusCode).toBe(403)
  expect((await ask(`${origin}/old`)).answer.headers.location).toBe('/new?a=1')

  const live = await ask(`${origin}/api/live`, { headers: { cookie } })
  expect(live.answer.statusCode).toBe(200)
  for (const message of ['data: 1\n\n', 'data: 2\n\n']) {
    baseline.say(message)
    expect(String((await once(live.answer, 'data'))[0])).toBe(message)
  }
  live.out.on('error', () => {}).destroy()

  const upgrade = http.request(`${origin}/live`, {
    headers: { origin, cookie, connection: 'Upgrade', upgrade: 'websocket' },
  })
  upgrade.end()
  const [, socket] = (await once(upgrade, 'upgrade')) as [IncomingMessage, Duplex]
  onTestFinished(() => void socket.destroy())
  socket.write('hello')
  expect(String((await once(socket, 'data'))[0])).toBe(`${url} __Host-sid=abc hello`)
})

test('a certificate that is not trusted is said, with what to do, and again by its pages', async () => {
  const { url, dev } = await startAll(false)
  const said = `BASELINE_CERTIFICATE: The certificate of ${url} is not trusted`
  expect(dev.lines.find(line => line.startsWith(said))).toContain('NODE_EXTRA_CA_CERTS')
  const page = await ask(`${dev.origin}/team`, { headers: { accept: 'text/html' } })
  expect(page.answer.statusCode).toBe(502)
  expect(await text(page.answer)).toContain('NODE_EXTRA_CA_CERTS')
})

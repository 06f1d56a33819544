import { readFileSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { frameDocument } from '@portico/bff-framework/frame-document'
import type { Manifest, SessionInfo } from '@portico/micro-app'
import type { ArtifactSet, Files } from './artifacts.ts'
import { type BuiltShell, buildShared, provideShell, SHELL_VERSION } from './build.ts'
import { readFramedApps } from './framed-apps.ts'
import { renderPage } from './html.ts'
import { SiteRelease } from './release.ts'

export type Fault =
  | { kind: 'status'; status: number }
  | { kind: 'hang' }
  | { kind: 'html' }
  | { kind: 'content'; change(content: string): string }

export type GraphAnswer = { status: number; body: unknown }

/** A shared library that nothing but an app on demand imports; it is not there. */
const SHARED_LATE = { 'shared-late': '/a/shared-late/1.0.0/late.js' }
const RELEASE_API = '/api/release/'
const TYPES: Record<string, string> = {
  ...{ js: 'text/javascript', mjs: 'text/javascript', css: 'text/css', json: 'application/json' },
  ...{ svg: 'image/svg+xml', png: 'image/png' },
}

export const OWNER: SessionInfo = {
  user: { id: 'u_1', username: 'owner', displayName: 'Olivia Owner' },
  tenant: { id: 't_1', slug: 'demo', name: 'Northwind Traders', currency: 'GBP', timeZone: 'Europe/London' },
  permissions: ['notes.read', 'rude.read', 'tenant.preview.manage'],
}

/** The shell, a shared React and a few odd apps behind one origin; faults are switched on and off while pages are open. */
export class Site {
  /** Null: no user is logged in. */
  session: SessionInfo | null = OWNER
  answerGraph: (body: unknown) => GraphAnswer | Promise<GraphAnswer> = () => ({
    status: 200,
    body: { data: {} },
  })
  release = new SiteRelease()
  readonly #faults = new Map<string, Fault>()
  readonly #files: Files
  readonly #set: ArtifactSet
  readonly #imports: Record<string, string>
  readonly #server: Server
  readonly #shell: BuiltShell
  /** Of tests, as the cookie of their pages has it. */
  #visit = 0

  constructor(parts: { set: ArtifactSet; imports: Record<string, string>; shell: BuiltShell }) {
    this.#files = parts.set.files
    this.#set = parts.set
    this.#imports = parts.imports
    this.#shell = parts.shell
    this.#server = createServer((request, response) => this.#answer(request, response))
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** `file` is an app's: `rude/entry.js`, or `notes@2.0.0/entry.js`. Retries of it fail as well. */
  breakFile(file: string, fault: Fault): void {
    this.#faults.set(pathOf(file), fault)
  }

  manifestOf(app: string): Manifest {
    const found = this.#set.apps[app]
    if (found === undefined) throw new Error(`The site has no app ${app}`)
    return found.manifest
  }

  mend(): void {
    this.#faults.clear()
  }

  /** As nothing had ever been released, for the next test. */
  reset(): void {
    this.#visit += 1
    this.session = OWNER
    this.answerGraph = () => ({ status: 200, body: { data: {} } })
    this.release = new SiteRelease()
    this.mend()
  }

  listen(port = 0): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#server.listen(port, '127.0.0.1', resolve)
    return promise
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await this.#shell.remove()
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const path = new URL(request.url ?? '/', 'http://site').pathname
    if (path.startsWith('/a/')) this.#answerFile(path, response)
    else if (path.startsWith('/frame/')) this.#answerFrame(path, response)
    else if (path === '/api/session') this.#answerSession(request, response)
    else if (path === '/graphql') this.#answerGraphql(request, response)
    else if (path.startsWith(RELEASE_API)) this.#answerRelease(request, response)
    else if (path === '/api/live') holdStream(response)
    else if (path === '/api/live/state') sendError(response, 503, 'NO_UPDATE')
    else this.#answerPage(response)
  }

  #answerFile(path: string, response: ServerResponse): void {
    const fault = this.#faults.get(path)
    const content = this.#files.get(path)
    if (fault?.kind === 'hang') return
    if (fault?.kind === 'html') send(response, 200, 'text/html', '<p>Not JavaScript</p>')
    else if (fault?.kind === 'status') send(response, fault.status, 'text/plain', 'Broken on purpose')
    else if (content === undefined) send(response, 404, 'text/plain', 'No such file')
    else send(response, 200, typeOf(path), fault ? fault.change(String(content)) : content)
  }

  /** As the gateway does: the document, or a file for it. */
  #answerFrame(path: string, response: ServerResponse): void {
    const [, name = '', version = '', file = ''] = /^\/frame\/([^/]+)\/([^/]+)\/(.*)$/.exec(path) ?? []
    const manifest = this.#set.apps[name]?.manifest
    const files = `/a/${name}/${version}/`
    response.setHeader('access-control-allow-origin', '*')
    if (manifest?.isolation !== 'frame' || file !== '') {
      this.#answerFile(files + file, response)
      return
    }
    const { html, policy } = frameDocument({
      manifest,
      page: manifest.entry.endsWith('.txt') ? String(this.#files.get(files + manifest.entry)) : null,
      script: readFileSync(join(this.#shell.folder, 'frame.js'), 'utf8'),
      root: `${this.origin}/frame/${name}/${version}/`,
    })
    response.setHeader('content-security-policy', policy)
    send(response, 200, 'text/html', html)
  }

  #answerPage(response: ServerResponse): void {
    const template = readFileSync(join(this.#shell.folder, 'index.html'), 'utf8')
    const snapshot = this.release.snapshot(SHELL_VERSION, this.#set.apps, this.#set.gray)
    const state = { snapshot, session: this.session, rulesState: this.release.rulesState }
    const { html, policy } = renderPage({ template, state, imports: this.#imports })
    response.setHeader('content-security-policy', policy)
    response.setHeader('set-cookie', `visit=${this.#visit}; HttpOnly`)
    send(response, 200, 'text/html', html)
  }

  async #answerSession(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.headers['x-portico-csrf'] !== '1') return sendError(response, 403, 'CSRF_REQUIRED')
    if (request.method === 'GET') {
      if (this.session === null) return sendError(response, 401, 'UNAUTHENTICATED')
      return sendJson(response, 200, this.session)
    }
    if (request.method === 'DELETE') {
      this.session = null
      return send(response, 204, 'text/plain', '')
    }
    const { password } = (await readJson(request)) as { password?: string }
    if (password !== 'portico') return sendError(response, 401, 'LOGIN_FAILED')
    this.session = OWNER
    sendJson(response, 200, OWNER)
  }

  async #answerGraphql(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readJson(request)
    if (this.session === null) return sendError(response, 401, 'UNAUTHENTICATED')
    const answer = await this.answerGraph(body)
    response.setHeaders(new Map(Object.entries(this.release.headersFor(request.headers))))
    sendJson(response, answer.status, answer.body)
  }

  async #answerRelease(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = request.method === 'GET' ? null : await readJson(request)
    const path = (request.url ?? '').slice(RELEASE_API.length)
    if (path === 'reports' && this.#isOfEndedTest(request)) return send(response, 204, 'text/plain', '')
    const answer = this.release.answer(request.method ?? 'GET', path, body)
    response.setHeaders(new Map(Object.entries(this.release.headersFor(request.headers))))
    if (answer === undefined) sendError(response, 404, 'NOT_FOUND')
    else if (answer === null) send(response, 204, 'text/plain', '')
    else sendJson(response, 200, answer)
  }

  /** The page of the test before reports as it is closed, which can take until the next test has begun. */
  #isOfEndedTest({ headers }: IncomingMessage): boolean {
    const [, visit] = /\bvisit=(\d+)/.exec(headers.cookie ?? '') ?? []
    return visit !== undefined && Number(visit) !== this.#visit
  }
}

/** Builds what has to be built and listens on a free port, or on the one given. Left out: the hand-written apps. */
export async function startSite(port = 0, apps: Promise<ArtifactSet> = readFramedApps()): Promise<Site> {
  const [set, react, shell] = await Promise.all([apps, buildShared('react'), provideShell()])
  const { exports } = JSON.parse(await readFile(join(react, 'portico.json'), 'utf8')) as {
    exports: Record<string, string>
  }
  await addFolder(set.files, react, '/a/react/1/')
  await addFolder(set.files, shell.folder, `/a/shell/${SHELL_VERSION}/`)
  const imports = {
    ...Object.fromEntries(Object.entries(exports).map(([name, file]) => [name, `/a/react/1/${file}`])),
    ...SHARED_LATE,
  }
  const site = new Site({ set, imports, shell })
  await site.listen(port)
  return site
}

async function addFolder(files: Files, folder: string, url: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    files.set(url + path.slice(folder.length + 1), await readFile(path))
  }
}

function pathOf(file: string): string {
  const [artifact = '', ...rest] = file.split('/')
  const [app, version = '1.0.0'] = artifact.split('@')
  return `/a/${app}/${version}/${rest.join('/')}`
}

function typeOf(path: string): string {
  return TYPES[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream'
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return JSON.parse(Buffer.concat(chunks).toString() || 'null')
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  send(response, status, 'application/json', JSON.stringify(body))
}

function sendError(response: ServerResponse, status: number, code: string): void {
  sendJson(response, status, { error: { code, message: code } })
}

function send(response: ServerResponse, status: number, type: string, content: string | Buffer): void {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' })
  response.end(content)
}

/** Stays open and sends nothing. */
function holdStream(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' }).write('event: beat\ndata: 0\n\n')
}

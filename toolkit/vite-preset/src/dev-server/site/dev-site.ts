import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { PageState } from '@portico/micro-app/page-state'
import type { LiveApp } from '../app/live-app.ts'
import { DevError } from '../fault/dev-error.ts'
import type { GraphCalls } from '../graph/graph-calls.ts'
import {
  describeForPages,
  describeServed,
  EVENTS_PATH,
  visibleTo,
  withLocalApps,
} from '../page/local-apps.ts'
import { compareProtocols } from '../page/protocol.ts'
import { allowReader, type Readers } from '../proxy/allow-reader.ts'
import { endedServer } from '../proxy/failures.ts'
import { answerDevFault } from '../proxy/fault-page.ts'
import type { DevRegistry, ServedApp } from '../registry/dev-registry.ts'
import { BaselineSite, pathAsked } from './baseline-site.ts'
import { EventStream } from './event-stream.ts'
import { findHostFault } from './host-guard.ts'
import { OtherServers } from './other-servers.ts'
import { RefusedOperations } from './refused-operations.ts'

const PREFIX = '/__dev/'
/** While a page is open, servers that were killed, which cannot say so, are looked for this often. */
const LOOK_MS = 500

export interface DevSiteOptions {
  app: LiveApp
  registry: DevRegistry
  /** Of this server. */
  origin: string
  root: string
  baseline: string
  token: string | null
  /** As of `BaselineSite`. */
  graph: GraphCalls | null
  answerMs: number
  readers: Readers
  say(line: string): void
}

/** One address: local apps below `/__dev/`, and the baseline everywhere else. */
export class DevSite {
  readonly baseline: BaselineSite
  readonly #options: DevSiteOptions
  readonly #events = new EventStream()
  readonly #others = new OtherServers()
  readonly #looking: ReturnType<typeof setInterval>
  readonly #said = new Set<string>()

  constructor(options: DevSiteOptions) {
    const { baseline, token, graph, answerMs, say } = options
    const refusals = new RefusedOperations(say)
    this.#options = options
    this.baseline = new BaselineSite({
      ...{ baseline, token, graph, answerMs },
      edit: (state, html) => this.#editPage(state, html),
      refused: body => refusals.look(body),
    })
    this.#looking = setInterval(() => this.#events.isRead && this.#updatePages(), LOOK_MS)
    this.#looking.unref()
    this.publish()
  }

  /** To other servers and to open pages: what the app is now. */
  publish(): void {
    const { app, registry, origin, root } = this.#options
    const { name, manifest, edits, pageDigest: page, codeDigest: code } = app
    registry.put({ name, origin, page, code, edits, pid: process.pid, root, manifest })
    this.#updatePages()
  }

  answer(request: IncomingMessage, response: ServerResponse): void {
    const fault = findHostFault(request)
    if (fault !== null) return void answerDevFault(request, response, fault)
    const path = pathAsked(request)
    if (!path.startsWith(PREFIX)) return void this.baseline.answer(request, response)
    const { app, readers, registry } = this.#options
    if (path === PREFIX || path === EVENTS_PATH || path === `${app.base}portico.json`)
      allowReader(request, response, readers)
    if (path === EVENTS_PATH) return void this.#events.open(response)
    if (path === PREFIX) return void sendJson(response, registry.list().map(describeForPages))
    if (path === `${app.base}portico.json`) return void sendJson(response, app.manifest)
    if (path.startsWith(app.base)) return void app.handle(request, response)
    const other = this.#findOther(path)
    if (other === null) return void answerDevFault(request, response, endedServer(nameIn(path)))
    this.#others.answer(other, request, response)
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (findHostFault(request) !== null) return void socket.destroy()
    const path = pathAsked(request)
    if (path.startsWith(this.#options.app.base)) return void leaveToVite(request, socket)
    if (!path.startsWith(PREFIX)) return void this.baseline.upgrade(request, socket, head)
    const other = this.#findOther(path)
    if (other === null) socket.destroy()
    else this.#others.upgrade(other, request, socket, head)
  }

  close(): void {
    const { app, registry, origin } = this.#options
    clearInterval(this.#looking)
    registry.remove({ name: app.name, origin })
    this.#events.close()
    this.#others.close()
    this.baseline.target.close()
  }

  #findOther(path: string): ServedApp | null {
    return this.#options.registry.find(nameIn(path))
  }

  #updatePages(): void {
    this.#events.set(describeServed(this.#options.registry.list()))
  }

  /** A page whose shell cannot run the app is the baseline's, as it is. */
  #editPage(state: PageState, html: string): PageState {
    try {
      const difference = compareProtocols(html)
      if (difference !== null) this.#sayOnce(difference)
    } catch (error) {
      if (!(error instanceof DevError)) throw error
      this.#sayOnce(error.line)
      return state
    }
    const served = this.#options.registry.list()
    this.#sayReach(state, served)
    return withLocalApps(state, this.#options.baseline, served)
  }

  #sayReach({ session }: PageState, served: readonly ServedApp[]): void {
    if (session === null) return
    const permissions = new Set(session.permissions)
    for (const { name, manifest } of served) {
      if (visibleTo(manifest, permissions) !== null) continue
      const needed = manifest.menu.flatMap(({ permission }) => permission ?? [])
      const { username } = session.user
      this.#sayOnce(
        `${name} is not shown to ${username}, who has none of ${[...new Set(needed)].join(', ')}.`,
      )
    }
  }

  #sayOnce(line: string): void {
    if (this.#said.has(line)) return
    this.#said.add(line)
    this.#options.say(line)
  }
}

/** Vite listens on the server itself, for connections of its protocols; no other one has a listener. */
function leaveToVite({ headers }: IncomingMessage, socket: Duplex): void {
  if (!/^vite-(?:hmr|ping)$/.test(headers['sec-websocket-protocol'] ?? '')) socket.destroy()
}

/** `/__dev/<app>/...` */
function nameIn(path: string): string {
  return path.slice(PREFIX.length).split('/', 1)[0] ?? ''
}

function sendJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
  response.end(JSON.stringify(value))
}

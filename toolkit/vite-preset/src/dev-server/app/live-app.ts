import { createHash } from 'node:crypto'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AppDefinition, Manifest } from '@portico/micro-app/manifest'
import { DEV_VERSION } from '@portico/micro-app/page-state'
import { describeApp } from '@portico/wrap'
import { isPlainPage } from '../../common/framework-plugin.ts'
import { DevError } from '../fault/dev-error.ts'
import type { AppPlace, AppServer } from './app-server.ts'
import { type LoadedDefinition, loadDefinition } from './definition.ts'
import type { Reload } from './hot-reloads.ts'
import { LiveOperations, SCHEMA_FILE } from './live-operations.ts'
import { serveModules } from './module-server.ts'
import { servePlainPage } from './page-server.ts'

/** Of several files that are saved at once, in ms. */
const SETTLE_MS = 30
/** Until then all folders are watched: what was changed meanwhile had no word, and is read once more. */
const WATCHED_MS = 1_000

export interface LiveAppOptions {
  root: string
  /** Carries Vite's connection for hot reloading. */
  server: Server
  /** As in AppPlace. */
  readers: AppPlace['readers']
  say(line: string): void
  /** What a page has of the app is not what it would get now. */
  changed(): void
}

/** The app as it is on disk now: its manifest, its operations and its files. */
export class LiveApp {
  readonly name: string
  readonly base: string
  readonly #options: LiveAppOptions
  #definition: LoadedDefinition
  #server: AppServer = NOT_STARTED
  readonly #operations: LiveOperations
  #edits = 0
  /** Counted up from the start, so that no page takes the server that was started anew for the one before. */
  #generation = { app: Date.now(), page: Date.now() }
  readonly #touched = new Set<string>()
  /** The changes that are being read; the next ones wait for it. */
  #following = Promise.resolve()
  #isClosed = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #late: ReturnType<typeof setTimeout> | undefined

  private constructor(options: LiveAppOptions, definition: LoadedDefinition) {
    this.#options = options
    this.#definition = definition
    this.#operations = new LiveOperations(options.root, options.say)
    this.name = definition.app.name
    this.base = `/__dev/${this.name}/`
  }

  /** Faults: APP_MISSING, APP_INVALID, WRAP_REFUSED. */
  static async start(options: LiveAppOptions): Promise<LiveApp> {
    const app = new LiveApp(options, await loadDefinition(options.root))
    app.#server = await app.#serve()
    await app.#operations.read()
    app.#late = setTimeout(() => app.#lookAgain(), WATCHED_MS)
    return app
  }

  get definition(): AppDefinition {
    return this.#definition.app
  }

  get manifest(): Manifest {
    const { app } = this.#definition
    const { entry, ...start } = this.#server.start
    const code = { ...start, imports: [], own: {}, operations: this.#operations.list }
    const { contributes, ...about } = describeApp({ ...app, shared: {} }, DEV_VERSION)
    const isModule = start.classic === undefined
    return {
      ...{ ...about, ...(contributes && { contributes }), ...code },
      // A browser evaluates a module of one address once: what begins anew has another.
      entry: isModule ? `${entry}?t=${this.#generation.app}` : entry,
    }
  }

  /** Changes when a page that shows the app has to load itself anew: its menu, its addresses, its place in slots. */
  get pageDigest(): string {
    return digestOf([describeApp(this.#definition.app, DEV_VERSION), this.#generation.page])
  }

  /** Changes when the app has to be opened anew, and the page may stay. */
  get codeDigest(): string {
    return digestOf([this.#server.start, this.#generation.app])
  }

  get edits(): number {
    return this.#edits
  }

  handle(request: IncomingMessage, response: ServerResponse): void {
    this.#server.handle(request, response)
  }

  /** Once it is called, `changed` is not any more. */
  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#timer)
    clearTimeout(this.#late)
    // A server that is being started would outlive the one that is closed here.
    await this.#following
    await this.#server.close()
  }

  #serve(): Promise<AppServer> {
    const { root, readers, server } = this.#options
    const { app, files: watched } = this.#definition
    const place: AppPlace = {
      ...{ root, app, base: this.base, readers, watched },
      changed: file => this.#touch(file),
      reload: kind => this.#begin(kind),
    }
    return isPlainPage(app, root) ? servePlainPage(place) : serveModules(place, server)
  }

  #lookAgain(): void {
    this.#server.watchMissed()
    this.#touch(SCHEMA_FILE)
  }

  #begin(kind: Reload): void {
    this.#generation[kind] += 1
    this.#sayChanged()
  }

  #sayChanged(): void {
    if (!this.#isClosed) this.#options.changed()
  }

  #touch(file: string): void {
    if (this.#isClosed) return
    this.#touched.add(file)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#following = this.#following.then(() => this.#follow())
    }, SETTLE_MS)
  }

  async #follow(): Promise<void> {
    const files = [...this.#touched]
    this.#touched.clear()
    // Read together with the ones before.
    if (files.length === 0 || this.#isClosed) return
    this.#edits += 1
    try {
      if (files.some(file => this.#definition.files.includes(file))) await this.#readDefinition()
      else if (files.some(file => this.#server.configFiles.includes(file))) await this.#restart()
      if (files.some(file => file.endsWith('.graphql'))) await this.#operations.follow()
      await this.#server.renew()
    } catch (error) {
      return this.#options.say(describe(error))
    }
    this.#sayChanged()
  }

  async #readDefinition(): Promise<void> {
    const before = this.#definition.app
    const definition = await loadDefinition(this.#options.root)
    if (definition.app.name !== before.name) throw renamed(before.name, definition.app.name)
    this.#definition = definition
    if (needsRestart(before, definition.app)) await this.#restart()
  }

  /** What is there goes on until the next one is ready, and for good where that one fails. */
  async #restart(): Promise<void> {
    const before = this.#server
    this.#server = await this.#serve()
    this.#generation.page += 1
    await before.close()
  }
}

const NOT_STARTED: AppServer = {
  start: { entry: '', css: [], preload: [], integrity: {} },
  configFiles: [],
  handle() {},
  renew: () => Promise.resolve(),
  watchMissed() {},
  close: () => Promise.resolve(),
}

/** What Vite's plugins were made with. */
function needsRestart(before: AppDefinition, now: AppDefinition): boolean {
  const madeWith = ({ framework, contributes }: AppDefinition) => [framework, contributes]
  return digestOf(madeWith(before)) !== digestOf(madeWith(now))
}

function renamed(from: string, to: string): DevError {
  return new DevError('APP_INVALID', {
    message: `The app was started as ${from} and is called ${to} now.`,
    advice: 'Stop "portico dev" and start it again: its address has the name of the app in it.',
  })
}

/** What the app's own code or a tool of its throws is no reason to stop: the next change may mend it. */
function describe(error: unknown): string {
  if (error instanceof DevError) return error.line
  return `What has changed cannot be served: ${error instanceof Error ? error.stack : String(error)}`
}

function digestOf(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(value) ?? '')
    .digest('base64url')
    .slice(0, 16)
}

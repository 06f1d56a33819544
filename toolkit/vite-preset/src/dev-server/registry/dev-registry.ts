import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Manifest } from '@portico/micro-app/manifest'
import type { LocalApp } from '@portico/micro-app/page-state'

/** One app that a development server on this machine serves now. */
export interface ServedApp extends Pick<LocalApp, 'origin' | 'page' | 'code' | 'edits'> {
  name: string
  /** Of its server. */
  pid: number
  /** The folder it is served from. */
  root: string
  manifest: Manifest
}

/** As many development servers at once as are listened to. */
const MAX_SERVED = 50
const LOOPBACK = /^http:\/\/127\.0\.0\.1:\d{1,5}$/

/**
 * The development servers of this user for one baseline, a file for each app, so that each of them shows the apps of all. A file
 * whose process has ended is taken away by the next reader: a killed server cannot do it itself.
 */
export class DevRegistry {
  readonly #folder: string
  readonly #prefix: string

  constructor(folder: string, baseline: string) {
    this.#folder = folder
    this.#prefix = createHash('sha256').update(baseline).digest('hex').slice(0, 12)
  }

  /** By name. */
  list(): ServedApp[] {
    const files = readdirSync(this.#folder).filter(file => file.startsWith(`${this.#prefix}-`))
    return files
      .filter(file => file.endsWith('.json'))
      .sort()
      .slice(0, MAX_SERVED)
      .flatMap(file => this.#read(file) ?? [])
  }

  find(name: string): ServedApp | null {
    return this.list().find(app => app.name === name) ?? null
  }

  /** Also what it was before. Written beside its place and moved there, so that no reader sees half of it. */
  put(app: ServedApp): void {
    const beside = `${this.#pathAsked(app.name)}.${process.pid}`
    writeFileSync(beside, JSON.stringify(app), { mode: 0o600 })
    renameSync(beside, this.#pathAsked(app.name))
  }

  /** Only what this server has put. */
  remove(app: Pick<ServedApp, 'name' | 'origin'>): void {
    if (this.find(app.name)?.origin === app.origin) rmSync(this.#pathAsked(app.name), { force: true })
  }

  #pathAsked(name: string): string {
    return join(this.#folder, `${this.#prefix}-${name}.json`)
  }

  #read(file: string): ServedApp | null {
    const path = join(this.#folder, file)
    const app = parse(path)
    if (app !== null && isAlive(app.pid)) return app
    rmSync(path, { force: true })
    return null
  }
}

function parse(path: string): ServedApp | null {
  try {
    const app = JSON.parse(readFileSync(path, 'utf8')) as Partial<ServedApp>
    const { name, origin, page, code, edits, pid, root, manifest } = app
    const isWhole = [name, page, code, root].every(text => typeof text === 'string')
    const isCounted = typeof pid === 'number' && typeof edits === 'number'
    const isHere = typeof origin === 'string' && LOOPBACK.test(origin)
    return isWhole && isCounted && isHere && manifest?.name === name ? (app as ServedApp) : null
  } catch {
    return null
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // It is there, and of another user: what it was started for is not known here.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

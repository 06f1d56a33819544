import type { Manifest } from '@portico/micro-app/manifest'
import { type CallingApp, writeCallingApp } from '@portico/micro-app/page-state'
import { LRUCache } from 'lru-cache'
import type { ArtifactLibrary } from '../release/artifact-library.ts'
import type { TabRouting } from '../release/tab-routing.ts'
import { hashOf, type KnownOperations } from './operations.ts'

const MAX_APPS = 500

type Bodies = ReadonlyMap<string, string>

const none: Bodies = new Map()

export interface AppOperations {
  name: string | null
  known: KnownOperations
}

/** Which operations a call may name by id: those of the very artifact that calls, else those of the tenant's present apps. */
export class Operations {
  readonly #library: ArtifactLibrary
  /** Only of artifacts that are there: a made-up name leaves nothing behind. */
  readonly #byApp = new LRUCache<string, Bodies>({ max: MAX_APPS })

  readonly #own: Bodies

  /** `own`: texts the platform's own tools send, which are in no app's manifest. */
  constructor(library: ArtifactLibrary, own: readonly string[] = []) {
    this.#library = library
    this.#own = new Map(own.map(body => [hashOf(body), body]))
  }

  /** As `of`, for an app whose manifest was read before; null: `of` says. */
  ofNow(app: CallingApp | null): AppOperations | null {
    const own = app && this.#byApp.get(writeCallingApp(app))
    return own && own.size > 0 ? { name: app.name, known: id => own.get(id) ?? this.#own.get(id) } : null
  }

  /** `name` is null where no app of that name and version was published. */
  async of(app: CallingApp | null, tab: TabRouting | null): Promise<AppOperations> {
    const found = app === null ? null : await this.#find(app)
    const name = found && app ? app.name : null
    const own = found ?? none
    if (own.size > 0 || !tab) return { name, known: id => own.get(id) ?? this.#own.get(id) }
    const present = Object.entries(tab.present.content.apps)
    const all = [
      this.#own,
      ...(await Promise.all(present.map(([app, version]) => this.#find({ name: app, version })))),
    ]
    return { name, known: id => all.find(bodies => bodies?.has(id))?.get(id) }
  }

  async #find({ name, version }: CallingApp): Promise<Bodies | null> {
    const key = writeCallingApp({ name, version })
    const known = this.#byApp.get(key)
    if (known) return known
    const manifest = await this.#library.findApp(name, version)
    if (!manifest) return null
    const bodies = bodiesOf(manifest)
    this.#byApp.set(key, bodies)
    return bodies
  }
}

function bodiesOf({ operations }: Manifest): Bodies {
  return new Map(operations.filter(({ id, body }) => id === hashOf(body)).map(({ id, body }) => [id, body]))
}

import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type ArtifactKey, type ArtifactStore, type Effort, openArtifactStore } from '@portico/artifact-store'
import { DiskWatch, problems } from '@portico/service-kit'

/** Work that nothing goes on with: a process ended in the middle of it. */
const ABANDONED_MS = 24 * 3_600_000

/** The store, and the folder of this machine where builds and uploads lie. */
export class ArtifactHome {
  /** Whether builds of the launcher lie elsewhere than in the store. */
  readonly isRemote: boolean
  readonly #store: ArtifactStore
  readonly #root: string
  readonly #disk: DiskWatch

  /** Settings are those of the launcher and the gateway (PORTICO_ARTIFACT_STORE, PORTICO_ARTIFACTS, PORTICO_HOME), and those of `DiskWatch`. */
  constructor(env: NodeJS.ProcessEnv) {
    this.#root = resolve(env.PORTICO_ARTIFACTS || `${env.PORTICO_HOME || '.portico'}/artifacts`)
    this.#store = openArtifactStore(env.PORTICO_ARTIFACT_STORE, this.#root)
    this.#disk = new DiskWatch(env, { folders: [this.#root] })
    this.isRemote = Boolean(env.PORTICO_ARTIFACT_STORE)
  }

  /** Nothing happens when it is there. Throws UPSTREAM_UNAVAILABLE, and then it is not there. */
  async keep({ name, version }: ArtifactKey, dir: string, effort?: Effort): Promise<void> {
    await this.#store.put(name, version, dir, effort).catch(unavailable)
  }

  /** Throws UPSTREAM_UNAVAILABLE, and then some of it may be there still. */
  async drop({ name, version }: ArtifactKey): Promise<void> {
    await this.#store.remove(name, version).catch(unavailable)
  }

  /** `path` is `<name>/<version>/<file>`. Null when there is no such file. Throws UPSTREAM_UNAVAILABLE. */
  async read(path: string): Promise<Buffer | null> {
    return this.#store.find(path).catch(unavailable)
  }

  /** Of this machine. */
  get folder(): string {
    return this.#root
  }

  /** Where the launcher put a build. */
  folderOf({ name, version }: ArtifactKey): string {
    return join(this.#root, name, version)
  }

  /** A folder on the store's disk for as long as `work` takes. */
  async temporary<T>(work: (dir: string) => Promise<T>): Promise<T> {
    const dir = join(this.#incoming, randomUUID())
    await mkdir(dir, { recursive: true })
    try {
      return await work(dir)
    } finally {
      await rm(dir, { recursive: true, force: true })
    }
  }

  /** Throws DISK_FULL. */
  requireSpace(): Promise<void> {
    return this.#disk.requireSpace()
  }

  /** Removes what processes that ended in the middle of an upload left. */
  async sweep(nowMs = Date.now()): Promise<void> {
    for (const name of await readdir(this.#incoming).catch(() => [])) {
      const dir = join(this.#incoming, name)
      const mtimeMs = await mtimeOf(dir)
      if (mtimeMs !== null && mtimeMs < nowMs - ABANDONED_MS) await rm(dir, { recursive: true, force: true })
    }
  }

  get #incoming(): string {
    return join(this.#root, '.incoming')
  }
}

/** Null: its upload has just ended. */
async function mtimeOf(dir: string): Promise<number | null> {
  try {
    return (await stat(dir)).mtimeMs
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

function unavailable(cause: unknown): never {
  const message = 'The artifact store does not do its work; try again.'
  throw problems.UPSTREAM_UNAVAILABLE(message, { service: 'artifact-store' }, cause)
}

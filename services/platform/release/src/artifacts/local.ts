import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type ArtifactKey, listArtifactFiles } from '@portico/artifact-store'
import type { Database, Transaction } from '@portico/service-kit'
import type { Actor } from '../access/actor.ts'
import { adoptLocal } from '../baseline/adopt-local.ts'
import type { BuiltSet } from '../baseline/overlaid.ts'
import { digestOf } from '../manifests/file-facts.ts'
import type { ArtifactHome } from './artifact-home.ts'
import { type ArtifactRow, deleteArtifact, findArtifact, insertArtifact } from './artifact-table.ts'
import { requireSameContent } from './digests.ts'
import { lockVersion } from './lock-version.ts'
import { type Build, buildKeys, buildLabel, readBuild } from './read-build.ts'

/** The launcher's builds. What lies in the folder as it lay there the last time is not read again: most of a set stays when one app changes. */
export class LocalBuilds {
  readonly #database: Database
  readonly #home: ArtifactHome
  /** Of the last set, by label. */
  #known = new Map<string, { state: string; build: Build }>()

  constructor(database: Database, home: ArtifactHome) {
    this.#database = database
    this.#home = home
  }

  /**
   * Registers builds and makes them the baseline where that has none or local ones. They are not checked as uploads are, for
   * the launcher is as trusted as this service.
   * Throws ARTIFACT_UNKNOWN for what does not lie in the folder, VERSION_EXISTS for what was published with other content.
   */
  async register(actor: Pick<Actor, 'name'>, set: BuiltSet): Promise<void> {
    const builds = await this.#read(buildKeys(set))
    await this.#database.transaction({}, async tx => {
      for (const build of builds) await keep(tx, this.#home, build)
      for (const build of builds) await register(tx, actor, build)
      await adoptLocal(tx, { shell: set.shell, apps: set.apps, shared: set.shared })
    })
  }

  async #read(keys: readonly ArtifactKey[]): Promise<Build[]> {
    const read = new Map<string, { state: string; build: Build }>()
    for (const key of keys) {
      const state = await stateOf(this.#home.folderOf(key))
      const known = this.#known.get(buildLabel(key))
      const build =
        known && known.state === state ? known.build : await readBuild(this.#home.folderOf(key), key)
      read.set(buildLabel(key), { state, build })
    }
    this.#known = read
    return Array.from(read.values(), ({ build }) => build)
  }
}

/** Changes whenever a file of the folder is written, comes or goes; empty where there is no folder. */
async function stateOf(dir: string): Promise<string> {
  const files = await listArtifactFiles(dir).catch(() => [])
  const states = files.map(async file => {
    const { ino, size, mtimeNs, ctimeNs } = await stat(join(dir, file), { bigint: true })
    return `${file} ${ino} ${size} ${mtimeNs} ${ctimeNs}`
  })
  return (await Promise.all(states)).join('\n')
}

/** Files come before rows. Where builds do not lie in the store itself, a newer one takes the place of the older. */
async function keep(tx: Transaction, home: ArtifactHome, build: Build): Promise<void> {
  await lockVersion(tx, build)
  const replaced = await findReplaced(tx, build)
  if (replaced && home.isRemote) await home.drop(build)
  await home.keep(build, home.folderOf(build))
}

async function register(tx: Transaction, actor: Pick<Actor, 'name'>, build: Build): Promise<void> {
  const { metadata, files } = build
  if (await findReplaced(tx, build)) await deleteArtifact(tx, build)
  if (await findArtifact(tx, build)) return
  await insertArtifact(tx, { metadata, files, publishedBy: actor.name, isLocal: true })
}

/** The build of the same version with other content; null when there is none. Throws VERSION_EXISTS for an upload. */
async function findReplaced(tx: Transaction, { files, name, version }: Build): Promise<ArtifactRow | null> {
  const digest = digestOf(files)
  await requireSameContent(tx, { name, version }, digest)
  const found = await findArtifact(tx, { name, version })
  return !found || found.digest === digest ? null : found
}

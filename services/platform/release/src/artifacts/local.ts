import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type ArtifactKey, listArtifactFiles } from '@portico/artifact-store'
import type { Baseline } from '@portico/release'
import type { Database, Transaction } from '@portico/service-kit'
import type { Actor } from '../access/actor.ts'
import { adoptLocal } from '../baseline/adopt-local.ts'
import { type ArtifactMetadata, describeManifest, parseObject } from '../manifests/artifact-metadata.ts'
import { digestOf, type ReadFile, readFolder } from '../manifests/file-facts.ts'
import { releaseProblems } from '../store/problems.ts'
import type { ArtifactHome } from './artifact-home.ts'
import { type ArtifactRow, deleteArtifact, findArtifact, insertArtifact } from './artifact-table.ts'
import { requireSameContent } from './digests.ts'
import { lockVersion } from './lock-version.ts'

/** What the launcher built on this machine. */
export interface LocalSet extends Pick<Baseline, 'shell' | 'apps' | 'shared'> {
  /** For releases: registered, but in no baseline. */
  others?: ArtifactKey[]
}

interface Build extends ArtifactKey {
  metadata: ArtifactMetadata
  files: ReadFile[]
}

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
  async register(actor: Pick<Actor, 'name'>, set: LocalSet): Promise<void> {
    const builds = await this.#read(keysOf(set))
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
      const known = this.#known.get(labelOf(key))
      const build = known && known.state === state ? known.build : await readBuild(this.#home, key)
      read.set(labelOf(key), { state, build })
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

/** In the order they are locked in. */
function keysOf({ shell, apps, shared, others = [] }: LocalSet): ArtifactKey[] {
  const named = [['shell', shell] as const, ...Object.entries(apps), ...Object.entries(shared)]
  const keys = [...named.map(([name, version]) => ({ name, version })), ...others]
  return keys.sort((a, b) => (labelOf(a) < labelOf(b) ? -1 : 1))
}

function labelOf({ name, version }: ArtifactKey): string {
  return `${name}@${version}`
}

/** The shell's build does not say its own name: it needs none to be served. */
async function readBuild(home: ArtifactHome, { name, version }: ArtifactKey): Promise<Build> {
  const dir = home.folderOf({ name, version })
  const text = await readFile(join(dir, 'portico.json'), 'utf8').catch(() => null)
  if (text === null) {
    throw releaseProblems.ARTIFACT_UNKNOWN(`${name}@${version} was not built.`, { name, version })
  }
  const metadata = describeManifest({ integrity: {}, ...parseObject(text), name, version })
  return { name, version, metadata, files: await readFolder(dir) }
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

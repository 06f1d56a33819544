import { readFile, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { type Database, Problem, StartupError, type Transaction } from '@portico/service-kit'
import { adoptNew, type Withheld } from '../baseline/adopt-new.ts'
import type { BuiltSet } from '../baseline/overlaid.ts'
import { listSchemas } from '../graphs/graphs.ts'
import { checkOperations } from '../graphs/operations.ts'
import { digestOf } from '../manifests/file-facts.ts'
import type { ArtifactHome } from './artifact-home.ts'
import { insertArtifact } from './artifact-table.ts'
import { requirePlace } from './compatibility.ts'
import { noteDigest, wasHere } from './digests.ts'
import { lockVersion } from './lock-version.ts'
import { type Build, buildKeys, buildLabel, readBuild } from './read-build.ts'

const SYSTEM = 'system'

export interface PublishedBuilds {
  /** Versions that were never here before. */
  added: string[]
  /** Of these, those that tenants do not get by this. */
  withheld: Withheld[]
}

/**
 * What an image holds becomes a part of the installation: the files go into the store, and each version that was never here becomes the
 * baseline's. So a second run does nothing, and neither an older image nor one that runs again after operators have returned to an
 * earlier set changes what tenants get. Throws StartupError.
 */
export async function publishBuilds(
  database: Database,
  home: ArtifactHome,
  folder: string,
): Promise<PublishedBuilds> {
  const set = await readSet(folder)
  if ((await realPlace(folder)) === (await realPlace(home.folder)))
    throw new StartupError(
      'BAD_SETTING',
      'PORTICO_BUILDS and PORTICO_ARTIFACTS are one folder: builds are copied from the one into the other.',
    )
  try {
    return await database.transaction({}, tx => publish(tx, { set, home, folder }))
  } catch (cause) {
    if (!(cause instanceof Problem)) throw cause
    throw new StartupError('BUILDS_REFUSED', `${explain(cause)} Nothing was changed.`, { cause })
  }
}

interface Publishing {
  set: BuiltSet
  home: ArtifactHome
  folder: string
}

async function publish(tx: Transaction, { set, home, folder }: Publishing): Promise<PublishedBuilds> {
  const builds: Build[] = []
  for (const key of buildKeys(set)) {
    await lockVersion(tx, key)
    if (!(await wasHere(tx, key))) builds.push(await readBuild(join(folder, key.name, key.version), key))
  }
  if (builds.length === 0) return { added: [], withheld: [] }
  const schemas = await listSchemas(tx)
  for (const { metadata } of builds) {
    await requirePlace(tx, metadata)
    await checkOperations(metadata.operations, schemas)
  }
  for (const build of builds) await keep(tx, home, { build, dir: join(folder, build.name, build.version) })
  const added = builds.map(buildLabel)
  return { added, withheld: await adoptNew(tx, set, key => added.includes(buildLabel(key))) }
}

/** Files come before rows. Without a row, what lies in the store is of a run that did not come to its end. */
async function keep(tx: Transaction, home: ArtifactHome, { build, dir }: { build: Build; dir: string }) {
  const { metadata, files } = build
  await home.drop(build)
  await home.keep(build, dir, 'kept')
  await insertArtifact(tx, { metadata, files, publishedBy: SYSTEM, isLocal: false })
  await noteDigest(tx, build, { digest: digestOf(files), publishedBy: SYSTEM })
}

/** As it lies beside the builds. Throws StartupError. */
async function readSet(folder: string): Promise<BuiltSet> {
  try {
    const { shell, apps, shared } = JSON.parse(await readFile(join(folder, 'current.json'), 'utf8'))
    return { shell, apps, shared }
  } catch (cause) {
    const { message } = cause as Error
    throw new StartupError(
      'BUILDS_MISSING',
      `There are no builds in ${folder} (${message}). The image holds them; PORTICO_BUILDS names another folder.`,
      { cause },
    )
  }
}

function realPlace(folder: string): Promise<string> {
  return realpath(folder).catch(() => folder)
}

/** Operations are those of newer apps, as a rule. */
function explain({ code, message }: Problem): string {
  const advice =
    code === 'OPERATION_INVALID'
      ? ' The gateways that run are older than these builds: replace them first, then run this again.'
      : ''
  return `${code}: ${message}${advice}`
}

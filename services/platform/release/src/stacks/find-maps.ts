import { createHash } from 'node:crypto'
import type { Artifact, ArtifactFile, StackFrame, UnmappedReason } from '@portico/release'
import type { Database } from '@portico/service-kit'
import type { ArtifactHome } from '../artifacts/artifact-home.ts'
import { type FoundMap, type FoundMaps, fileOf } from './map-stack.ts'

/** Where artifacts lie. */
export type MapStore = Pick<ArtifactHome, 'read'>

const MEGABYTE = 1024 * 1024
/** The map of an app that bundles a large library has 8 MB. */
const MAX_MAP_BYTES = 16 * MEGABYTE
const MAX_CODE_BYTES = 8 * MEGABYTE
/** Of one stack, so that a stack through every artifact takes no more than a large one does. */
const MAX_MAPS_BYTES = 32 * MEGABYTE

/**
 * The maps of the files of a stack, as they were published: an address that a file or a map names is never followed.
 * Throws UPSTREAM_UNAVAILABLE when the store does not answer.
 */
export async function findMaps(
  database: Database,
  home: MapStore,
  frames: readonly StackFrame[],
): Promise<FoundMaps> {
  const artifacts = await listArtifacts(database, frames)
  const files = new Map<string, FoundMap>()
  let left = MAX_MAPS_BYTES
  for (const frame of frames) {
    if (files.has(fileOf(frame))) continue
    const known = artifacts.find(({ name, version }) => name === frame.artifact && version === frame.version)
    const size = known?.files.find(({ path }) => path === `${frame.file}.map`)?.sizeBytes ?? 0
    const isTooLarge = size > Math.min(MAX_MAP_BYTES, left)
    const found = isTooLarge ? 'TOO_LARGE' : await readMap(home, frame, known?.files ?? [])
    files.set(fileOf(frame), found)
    if (typeof found !== 'string') left -= size
  }
  const libraries = artifacts.filter(({ kind }) => kind === 'shared').map(({ name }) => name)
  return { files, libraries: new Set(libraries) }
}

interface KnownArtifact {
  name: string
  version: string
  kind: Artifact['kind']
  files: ArtifactFile[]
}

async function listArtifacts(database: Database, frames: readonly StackFrame[]): Promise<KnownArtifact[]> {
  const { rows } = await database.execute<KnownArtifact>(
    `select name, version, kind, files from artifact
     where (name, version) in (select * from unnest($1::text[], $2::text[]))`,
    [frames.map(({ artifact }) => artifact), frames.map(({ version }) => version)],
  )
  return rows
}

async function readMap(home: MapStore, frame: StackFrame, files: readonly ArtifactFile[]): Promise<FoundMap> {
  const map = await readFile(home, frame, files, `${frame.file}.map`)
  if (typeof map === 'string') return map
  const served = files.find(({ path }) => path === frame.file)
  const code =
    served && served.sizeBytes <= MAX_CODE_BYTES ? await readFile(home, frame, files, frame.file) : null
  return { map: map.toString(), code: code === null || typeof code === 'string' ? null : code.toString() }
}

/** Only as it was published: what lies there otherwise is of another build. */
async function readFile(
  home: MapStore,
  { artifact, version }: StackFrame,
  files: readonly ArtifactFile[],
  path: string,
): Promise<Buffer | UnmappedReason> {
  const known = files.find(file => file.path === path)
  const bytes = known ? await home.read(`${artifact}/${version}/${path}`) : null
  if (!known || bytes === null) return 'NO_MAP'
  const integrity = `sha384-${createHash('sha384').update(bytes).digest('base64')}`
  return integrity === known.integrity ? bytes : 'FOREIGN'
}

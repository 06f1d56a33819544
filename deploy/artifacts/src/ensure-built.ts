import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Effort } from '@portico/artifact-store'
import type { CurrentSet } from './current-set.ts'
import { hasArtifact, storeArtifact } from './local-store.ts'
import { build, type RunOptions } from './run-build.ts'
import { type Buildable, inputHash } from './sources.ts'

export interface EnsureOptions extends RunOptions {
  /** Folder of artifacts, `<name>/<version>/`. */
  store: string
  /** What compressing is worth; left out: all. */
  effort?: Effort
}

/** What a build is made from besides its own folder. */
export interface Inputs {
  /** Of `sharedHash`. */
  sharedHash: string
  /** Without the hash; left out: that of its package.json. */
  version?: string
  /** Comma-separated; left out: none. */
  features?: string
}

/** The version of the artifact of these sources; it is built unless it lies there. Throws BuildError. */
export async function ensureBuilt(
  buildable: Buildable,
  { sharedHash, features = '', ...inputs }: Inputs,
  options: EnsureOptions,
): Promise<string> {
  const { name, dir } = buildable
  const hash = await inputHash(dir, sharedHash, features)
  const version = `${inputs.version ?? (await packageVersion(dir))}-${hash}`
  if (await hasArtifact(options.store, name, version)) return version
  const env = { PORTICO_VERSION: version, PORTICO_FEATURES: features }
  await build(buildable, env, { ...options, madeWith: sharedHash }, dist =>
    storeArtifact(options.store, { name, version }, dist, options.effort),
  )
  return version
}

/**
 * The same for all shared libraries, which keep their own versions, so that semver ranges mean something; `+hash` distinguishes
 * our builds of one version. `known`: those of the last set.
 */
export async function ensureShared(
  buildable: Buildable,
  { sharedHash }: Inputs,
  known: CurrentSet['shared'],
  options: EnsureOptions,
): Promise<CurrentSet['shared']> {
  const hash = await inputHash(buildable.dir, sharedHash)
  if (await isFresh(known, hash, options.store)) return known
  return build(buildable, { PORTICO_BUILD: hash }, { ...options, madeWith: sharedHash }, dist =>
    storeLibraries(dist, options.store),
  )
}

/** Library -> version of all that lie in the folder. */
async function storeLibraries(dist: string, store: string): Promise<CurrentSet['shared']> {
  const shared: Record<string, string> = {}
  for (const name of await readdir(dist)) {
    if (!existsSync(join(dist, name, 'portico.json'))) continue
    const manifest = JSON.parse(await readFile(join(dist, name, 'portico.json'), 'utf8')) as {
      version: string
    }
    await storeArtifact(store, { name, version: manifest.version }, join(dist, name))
    shared[name] = manifest.version
  }
  return shared
}

async function isFresh(shared: CurrentSet['shared'], hash: string, store: string): Promise<boolean> {
  const known = Object.entries(shared)
  const found = known.map(
    async ([name, version]) => version.endsWith(`+${hash}`) && (await hasArtifact(store, name, version)),
  )
  return known.length > 0 && (await Promise.all(found)).every(Boolean)
}

async function packageVersion(dir: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(dir, 'package.json'), 'utf8')) as { version?: string }
  if (version === undefined) throw new Error('it has no version')
  return version
}

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CurrentSet, readCurrent, writeCurrent } from './current-set.ts'
import { hasArtifact, storeArtifact } from './local-store.ts'
import { type Buildable, inputHash, listBuildables } from './sources.ts'

const BUILD_TIMEOUT_MS = 5 * 60_000

export interface BuildOptions {
  root: string
  /** Folder of artifacts, `<name>/<version>/`. */
  store: string
  /** Folders of sub-apps besides `apps/*`. */
  moreApps: string[]
  onProgress: (line: string) => void
}

/** A build that failed, with the end of what it printed. */
export class BuildError extends Error {
  readonly code = 'BUILD_FAILED'
}

/** What one buildable adds to the set of current artifacts. */
type Built = Partial<CurrentSet>

/** A second build of a sub-app, with features the first has not. */
export interface Variant {
  /** The sub-app's. */
  name: string
  /** Without the hash that a build of this machine gets. */
  version: string
  /** In kebab-case. */
  features: readonly string[]
}

/** Builds what has no artifact of its present sources and makes the result the current set. */
export async function buildStaleArtifacts(options: BuildOptions): Promise<CurrentSet> {
  await mkdir(options.store, { recursive: true })
  const current: CurrentSet = { shell: '', apps: {}, shared: {} }
  const before = await readCurrent(options.store)
  // One at a time: a Vite build keeps two cores busy by itself.
  for (const buildable of await listBuildables(options.root, options.moreApps)) {
    const built = await ensureBuilt(buildable, options, before)
    Object.assign(current, { shell: built.shell ?? current.shell })
    Object.assign(current.apps, built.apps)
    Object.assign(current.shared, built.shared)
  }
  await writeCurrent(options.store, current)
  return current
}

/** Builds the variant unless it lies there, in no set of current artifacts: it is for a release. Answers its version. */
export async function buildStaleVariant(variant: Variant, options: BuildOptions): Promise<string> {
  const buildables = await listBuildables(options.root, options.moreApps)
  const buildable = buildables.find(({ kind, name }) => kind === 'app' && name === variant.name)
  if (!buildable) throw new BuildError(`There is no sub-app ${variant.name} to build.`)
  const features = variant.features.join(',')
  const hash = await inputHash(options.root, buildable.dir, features)
  const version = `${variant.version}-${hash}`
  await buildVersion(buildable, version, features, options)
  return version
}

async function ensureBuilt(
  buildable: Buildable,
  options: BuildOptions,
  before: CurrentSet | null,
): Promise<Built> {
  const hash = await inputHash(options.root, buildable.dir)
  if (buildable.kind === 'shared') return ensureShared(buildable, hash, options, before)
  const version = `${await packageVersion(buildable.dir)}-${hash}`
  await buildVersion(buildable, version, '', options)
  return buildable.kind === 'shell' ? { shell: version } : { apps: { [buildable.name]: version } }
}

async function buildVersion(buildable: Buildable, version: string, features: string, options: BuildOptions) {
  const { name } = buildable
  if (await hasArtifact(options.store, name, version)) return
  const env = { PORTICO_VERSION: version, PORTICO_FEATURES: features }
  await build(buildable, env, options, dist => storeArtifact(options.store, name, version, dist))
}

/** Shared libraries keep their own versions, so that semver ranges mean something; `+hash` distinguishes our builds of one version. */
async function ensureShared(
  buildable: Buildable,
  hash: string,
  options: BuildOptions,
  before: CurrentSet | null,
): Promise<Built> {
  const known = before?.shared ?? {}
  if (await isFresh(known, hash, options.store)) return { shared: known }
  const env = { PORTICO_BUILD: hash }
  return { shared: await build(buildable, env, options, dist => storeLibraries(dist, options.store)) }
}

/** Library -> version of all that lie in the folder. */
async function storeLibraries(dist: string, store: string): Promise<CurrentSet['shared']> {
  const shared: Record<string, string> = {}
  for (const name of await readdir(dist)) {
    if (!existsSync(join(dist, name, 'portico.json'))) continue
    const manifest = JSON.parse(await readFile(join(dist, name, 'portico.json'), 'utf8')) as {
      version: string
    }
    await storeArtifact(store, name, manifest.version, join(dist, name))
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
  const { version } = JSON.parse(await readFile(join(dir, 'package.json'), 'utf8')) as { version: string }
  return version
}

/** Into a folder of its own, so that another build in the same tree does not get in the way; `keep` takes it from there. */
async function build<Kept>(
  buildable: Buildable,
  env: Record<string, string>,
  options: BuildOptions,
  keep: (dist: string) => Promise<Kept>,
): Promise<Kept> {
  const dist = await mkdtemp(join(tmpdir(), `portico-${buildable.name}-`))
  try {
    await runBuild(buildable, { ...env, PORTICO_DIST: dist }, options)
    return await keep(dist)
  } finally {
    await rm(dist, { recursive: true, force: true })
  }
}

async function runBuild(buildable: Buildable, env: Record<string, string>, options: BuildOptions) {
  const features = env.PORTICO_FEATURES
  options.onProgress(`building ${buildable.name}${features ? ` with ${features}` : ''}`)
  const manifest = JSON.parse(await readFile(join(buildable.dir, 'package.json'), 'utf8')) as {
    scripts?: { build?: string }
  }
  // Vite refuses a second command in one project; builds of two products write to a folder each.
  const command = (manifest.scripts?.build ?? 'vite build').replace(
    /^vite build\b/,
    'vite build --bypass-lock',
  )
  const bin = [
    join(buildable.dir, 'node_modules/.bin'),
    join(options.root, 'node_modules/.bin'),
    process.env.PATH,
  ].join(':')
  const child = spawn(command, {
    cwd: buildable.dir,
    shell: true,
    env: { ...process.env, PATH: bin, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: BUILD_TIMEOUT_MS,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += String(chunk)))
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new BuildError(`Building ${buildable.name} failed:\n${output.slice(-2000)}`)
}

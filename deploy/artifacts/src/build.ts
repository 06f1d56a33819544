import { mkdir } from 'node:fs/promises'
import { type AppFault, nameTaken, unreadable } from './app-fault.ts'
import { type CurrentSet, readCurrent, writeCurrent } from './current-set.ts'
import { type EnsureOptions, ensureBuilt, ensureShared, type Inputs } from './ensure-built.ts'
import { type AppPlaces, type FoundApp, findApps } from './find-apps.ts'
import { BuildError } from './run-build.ts'
import { platformOf, sharedHash } from './sources.ts'

export interface BuildOptions extends AppPlaces, EnsureOptions {
  /** Called for each sub-app that is left out. */
  onFault: (fault: AppFault) => void
  /** A set to go on with: while any sub-app has a fault, none of its apps is missing. */
  fallback?: CurrentSet
}

/** A second build of a sub-app, with features the first has not. */
export interface Variant {
  /** The sub-app's. */
  name: string
  /** Without the hash that a build of this machine gets. */
  version: string
  /** In kebab-case. */
  features: readonly string[]
}

/**
 * Builds what has no artifact of its present sources and makes the result the current set. A sub-app that cannot be built or
 * stand beside the others is reported and left out; without shell and shared libraries there is no product. Throws BuildError,
 * AppsUnknown.
 */
export async function buildStaleArtifacts(options: BuildOptions): Promise<CurrentSet> {
  await mkdir(options.store, { recursive: true })
  const before = await readCurrent(options.store)
  const { apps: found, faults } = await findApps(options, Object.keys(before?.apps ?? {}))
  for (const fault of faults) options.onFault(fault)
  const inputs = { sharedHash: await sharedHash(options.root) }
  const { shell, sharedLibraries } = platformOf(options.root)
  // One at a time: a Vite build keeps two cores busy by itself.
  const shared = await ensureShared(sharedLibraries, inputs, before?.shared ?? {}, options)
  const current: CurrentSet = { shell: await ensureBuilt(shell, inputs, options), apps: {}, shared }
  let isWhole = faults.length === 0
  for (const app of found) {
    const version = await ensureApp(app, inputs, options, shared)
    if (version === null) isWhole = false
    else current.apps[app.name] = version
  }
  if (!isWhole) current.apps = { ...options.fallback?.apps, ...current.apps }
  await writeCurrent(options.store, current)
  return current
}

/** Its version; null: it was reported why there is none. */
async function ensureApp(
  app: FoundApp,
  inputs: Inputs,
  options: BuildOptions,
  shared: CurrentSet['shared'],
): Promise<string | null> {
  const fault = Object.hasOwn(shared, app.name) ? nameTaken(app.place, app.name) : null
  try {
    if (fault === null) return await ensureBuilt(app, inputs, options)
    options.onFault(fault)
  } catch (error) {
    options.signal?.throwIfAborted()
    options.onFault(faultOf(app.place, error))
  }
  return null
}

function faultOf(place: string, error: unknown): AppFault {
  if (!(error instanceof BuildError)) return unreadable(place, 'package.json', error)
  return { code: 'APP_BUILD_FAILED', place, message: `${error.message}\nMend it and start again.` }
}

/** Builds the variant unless it lies there, in no set of current artifacts: it is for a release. Answers its version. */
export async function buildStaleVariant(variant: Variant, options: BuildOptions): Promise<string> {
  const { apps } = await findApps(options)
  const buildable = apps.find(({ name }) => name === variant.name)
  if (!buildable) throw new BuildError(`There is no sub-app ${variant.name} to build.`)
  const { version, features } = variant
  const inputs = { sharedHash: await sharedHash(options.root), version, features: features.join(',') }
  return ensureBuilt(buildable, inputs, options)
}

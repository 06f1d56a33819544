import { setTimeout as sleep } from 'node:timers/promises'
import {
  type AppFault,
  BuildError,
  type BuildOptions,
  buildStaleArtifacts,
  type CurrentSet,
  type WarmBuilder,
} from '@portico/artifacts'
import type { Keyring } from '@portico/release/trust'
import { releaseContract } from '@portico/release-contract'
import type { BodyOf } from '@portico/service-contract'
import { buildGrayApp } from './gray.ts'
import { callRelease } from './release-call.ts'
import type { Settings } from './settings.ts'
import { StartError } from './start-error.ts'

const { registerLocal } = releaseContract.routes

const ATTEMPTS = 5
const PAUSE_MS = 300
/** Every file is read and hashed; a slow disk takes its time. */
const TIMEOUT_MS = 60_000

export interface Builds {
  /** What a tenant gets that no release gives anything else. */
  current: CurrentSet
  /** Of the app `sales`, for a release; null: sales is not among the apps, or could not be built. */
  graySales: string | null
  /** Sub-apps that were left out, each with why. */
  faults: AppFault[]
}

type Say = (line: string) => void

export async function buildAll(settings: Settings, say: Say, signal: AbortSignal): Promise<Builds> {
  const { options, faults } = optionsOf(settings, say, signal)
  const current = await buildStaleArtifacts(options)
  return { current, graySales: current.apps.sales ? await buildGray(options) : null, faults }
}

/**
 * Builds what has changed since the present builds and makes it what tenants get, all but the next version of sales: no page
 * waits for that. Of an app that cannot be built the present version stays. Throws BuildError, StartError.
 */
export async function rebuild(
  { settings, builds: present, serviceUrls: { release = '' }, keyring, warm }: Rebuilt,
  say: Say,
  signal: AbortSignal,
): Promise<Builds> {
  const { options, faults } = optionsOf(settings, say, signal)
  const current = await buildStaleArtifacts({ ...options, warm, fallback: present.current })
  const builds = { current, graySales: present.graySales, faults }
  await registerBuilds(builds, release, keyring)
  return builds
}

/** The next version of sales, where its sources have changed since. */
export async function rebuildGray(
  { settings, builds: { current, graySales, faults }, serviceUrls: { release = '' }, keyring, warm }: Rebuilt,
  say: Say,
  signal: AbortSignal,
): Promise<Builds> {
  if (!current.apps.sales) return { current, graySales, faults }
  const built = await buildGray({ ...optionsOf(settings, say, signal).options, warm })
  if (built !== graySales) await registerBuilds({ current, graySales: built }, release, keyring)
  return { current, graySales: built, faults }
}

/** What is built anew, and where the release service is. */
export interface Rebuilt {
  settings: Settings
  builds: Builds
  serviceUrls: Record<string, string>
  keyring: Keyring
  warm: WarmBuilder
}

function optionsOf({ root, artifacts, moreApps, only }: Settings, say: Say, signal: AbortSignal) {
  const faults: AppFault[] = []
  const onFault = (fault: AppFault) => {
    faults.push(fault)
    say(`LEFT OUT ${fault.place}: ${fault.code}: ${fault.message}`)
  }
  const places = { root, moreApps, ...(only && { only }) }
  // The best compression would be a third of the first start; what is published gets it.
  const how = { store: artifacts, effort: 'quick' } as const
  const options: BuildOptions = { ...places, ...how, onProgress: say, onFault, signal }
  return { options, faults }
}

/** The product does without it. */
async function buildGray(options: BuildOptions): Promise<string | null> {
  try {
    return await buildGrayApp(options)
  } catch (error) {
    if (!(error instanceof BuildError)) throw error
    options.onProgress(`${error.message}\nThe product runs without the next version of sales.`)
    return null
  }
}

/** As the release service takes it. */
export function localBodyOf({
  current,
  graySales,
}: Pick<Builds, 'current' | 'graySales'>): BodyOf<typeof registerLocal> {
  return { ...current, others: graySales === null ? [] : [{ name: 'sales', version: graySales }] }
}

/** Tells the release service what was built here. What was promoted stays: only a baseline of builds follows them. */
export async function registerBuilds(
  builds: Pick<Builds, 'current' | 'graySales'>,
  releaseUrl: string,
  keyring: Keyring,
): Promise<void> {
  const body = localBodyOf(builds)
  for (let attempt = 1; ; attempt += 1) {
    const refusal = await put(releaseUrl, body, keyring)
    if (refusal === null) return
    if (attempt === ATTEMPTS)
      throw new StartError('BUILDS_NOT_REGISTERED', `The release service did not take the builds: ${refusal}`)
    await sleep(PAUSE_MS)
  }
}

/** Null when it was done, else why not. */
async function put(
  releaseUrl: string,
  body: BodyOf<typeof registerLocal>,
  keyring: Keyring,
): Promise<string | null> {
  try {
    const call = { route: registerLocal, body, timeoutMs: TIMEOUT_MS }
    const { status, body: answer } = await callRelease(keyring, releaseUrl, call)
    return status < 300 ? null : `${status} ${answer.toString().slice(0, 300)}`
  } catch (error) {
    return String(error)
  }
}

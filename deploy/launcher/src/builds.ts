import { setTimeout as sleep } from 'node:timers/promises'
import { buildStaleArtifacts, type CurrentSet } from '@portico/artifacts'
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
  /** Of the app `sales`, for a release. */
  graySales: string
}

export async function buildAll(settings: Settings, say: (line: string) => void): Promise<Builds> {
  const { root, artifacts, moreApps } = settings
  const options = { root, store: artifacts, moreApps, onProgress: say }
  return { current: await buildStaleArtifacts(options), graySales: await buildGrayApp(options) }
}

/** Tells the release service what was built here. What was promoted stays: only a baseline of builds follows them. */
export async function registerBuilds(
  { current, graySales }: Builds,
  releaseUrl: string,
  keyring: Keyring,
): Promise<void> {
  const body = { ...current, others: [{ name: 'sales', version: graySales }] }
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

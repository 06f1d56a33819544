import type { OverlaidBuild } from '@portico/release'
import type { Keyring } from '@portico/release/trust'
import { releaseContract } from '@portico/release-contract'
import type { AnswerOf } from '@portico/service-contract'
import { type Builds, localBodyOf } from './builds.ts'
import { callRelease } from './release-call.ts'

const { routes } = releaseContract

const TIMEOUT_MS = 5_000

/**
 * One line for each build of this machine that not every tenant gets, and what to do about it: a developer who sees the old
 * page after `npm start` must not have to guess why. Says nothing when the release service does not answer.
 */
export async function describeOverlaid(
  builds: Pick<Builds, 'current' | 'graySales'>,
  releaseUrl: string,
  keyring: Keyring,
): Promise<string[]> {
  try {
    const call = { route: routes.listOverlaid, body: localBodyOf(builds), timeoutMs: TIMEOUT_MS }
    const answer = await callRelease(keyring, releaseUrl, call)
    if (answer.status !== 200) return []
    const { items } = JSON.parse(answer.body.toString()) as AnswerOf<typeof routes.listOverlaid>
    return items.map(describe)
  } catch {
    return []
  }
}

function describe({ name, version, built, releaseId }: OverlaidBuild): string {
  const newer = `${name}@${built} was built here, but`
  return releaseId === null
    ? `${newer} ${version} was promoted or published and stays: "portico return" or "portico release rollback" gives the build back`
    : `${newer} the running release ${releaseId} gives its tenants ${version}: "portico release abort ${releaseId}" ends it`
}

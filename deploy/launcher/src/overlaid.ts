import type { OverlaidBuild } from '@portico/release'
import { signatureHeader, signContext } from '@portico/release/context'
import type { Builds } from './builds.ts'

const TIMEOUT_MS = 5_000

/**
 * One line for each build of this machine that not everybody gets, and what to do about it: a developer who sees the old
 * page after `npm start` must not have to guess why. Says nothing when the release service does not answer.
 */
export async function describeOverlaid(
  { current, graySales }: Builds,
  releaseUrl: string,
  secret: string,
): Promise<string[]> {
  try {
    const headers = { 'content-type': 'application/json', [signatureHeader]: signContext(secret, '') }
    const body = JSON.stringify({ ...current, others: [{ name: 'sales', version: graySales }] })
    const signal = AbortSignal.timeout(TIMEOUT_MS)
    const response = await fetch(`${releaseUrl}/local/overlaid`, { method: 'POST', headers, body, signal })
    if (!response.ok) return []
    const { items } = (await response.json()) as { items: OverlaidBuild[] }
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

import { resolve } from 'node:path'
import type { Release } from '@portico/release'
import type { ReleaseClient } from '../connection/release.client.ts'
import { changeSeen } from './change-release.ts'
import { readMemberFile } from './member-file.ts'

/** As many as the service takes in one change. */
const MAX_ADDED = 10_000
/** 1.3 million lines take the service up to a minute. */
const REPLACE_TIMEOUT_MS = 5 * 60_000

/** The tenants of `--tenants` and `--tenants-file`, each once. */
export async function collectMembers(
  cwd: string,
  { tenants = [], tenantsFile }: { tenants?: string[]; tenantsFile?: string },
): Promise<string[]> {
  const fromFile = tenantsFile === undefined ? [] : await readMemberFile(resolve(cwd, tenantsFile))
  return [...new Set([...tenants, ...fromFile])]
}

interface ListedTenants {
  list: 'allow' | 'block'
  tenants: string[]
}

/** The list is these tenants from now on; for any number of them. Answers the release as it is then. */
export async function replaceMembers(
  api: ReleaseClient,
  release: Release,
  { list, tenants }: ListedTenants,
  { force = false }: { force?: boolean } = {},
): Promise<Release> {
  const { id, revision } = release
  await changeSeen(api, release, () =>
    api.upload('replaceMembers', {
      asked: { params: { id, list }, query: force ? { force: 'true' } : {}, revision },
      headers: { 'content-type': 'text/plain' },
      body: `${tenants.join('\n')}\n`,
      timeoutMs: REPLACE_TIMEOUT_MS,
    }),
  )
  return api.call('getRelease', { params: { id } })
}

/** Puts these tenants onto the list besides who is there. Answers the release as it is then. */
export async function addMembers(
  api: ReleaseClient,
  release: Release,
  { list, tenants }: ListedTenants,
  reason: { reason?: string; isForced?: boolean },
): Promise<Release> {
  const { id } = release
  let seen = release
  for (let start = 0; start < tenants.length; start += MAX_ADDED) {
    const body = { add: tenants.slice(start, start + MAX_ADDED), ...reason }
    const { revision } = seen
    await changeSeen(api, seen, () => api.call('changeMembers', { params: { id, list }, body, revision }))
    seen = await api.call('getRelease', { params: { id } })
  }
  return seen
}

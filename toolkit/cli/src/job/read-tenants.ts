import { resolve } from 'node:path'
import type { JobDetail } from '../connection/job-steps.ts'
import type { ReleaseClient } from '../connection/release.client.ts'
import { CliError } from '../errors/cli-error.ts'
import { readMemberFile } from '../release/member-file.ts'

/** As many as the service takes in one call. */
const AT_ONCE = 5_000
/** A directory of a million companies. */
const ALL_TIMEOUT_MS = 180_000

/** Null: all. Throws FILE_NOT_READABLE, WRONG_USAGE. */
export async function readTenants(cwd: string, given: string): Promise<string[] | null> {
  if (given === 'all') return null
  const isNames = /^[\w-]+(,[\w-]+)*$/.test(given)
  const tenants = isNames ? given.split(',') : await readMemberFile(resolve(cwd, given))
  if (tenants.length > 0) return [...new Set(tenants)]
  throw new CliError('WRONG_USAGE', `${given} names no company.`)
}

export async function sendTenants(
  api: ReleaseClient,
  id: string,
  tenants: string[] | null,
): Promise<JobDetail> {
  const params = { id }
  if (tenants === null) {
    const asked = { params, body: { all: true } } as const
    const body = JSON.stringify(asked.body)
    const headers = { 'content-type': 'application/json' }
    return (await api.upload('addJobTenants', { asked, headers, body, timeoutMs: ALL_TIMEOUT_MS })).value
  }
  for (let at = 0; at < tenants.length; at += AT_ONCE)
    await api.call('addJobTenants', { params, body: { tenants: tenants.slice(at, at + AT_ONCE) } })
  return api.call('getJob', { params })
}

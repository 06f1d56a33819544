import type { IncomingHttpHeaders } from 'node:http'
import { type Problem, problems } from '../problems/problem.ts'

/** The version of `If-Match: "<version>"`. Throws `VERSION_REQUIRED` or `INVALID_REQUEST`. */
export function requireVersion(headers: IncomingHttpHeaders): number {
  const version = findVersion(headers)
  if (version === null)
    throw problems.VERSION_REQUIRED('Send If-Match: "<version>" with the version you changed.')
  return version
}

/** Null when there is no `If-Match`. */
export function findVersion(headers: IncomingHttpHeaders): number | null {
  const header = headers['if-match']
  if (header === undefined) return null
  const digits = /^"?(\d{1,9})"?$/.exec(header.trim())?.[1]
  if (!digits) throw problems.INVALID_REQUEST('If-Match must be one quoted version, such as "3".')
  return Number(digits)
}

export function versionConflict(currentVersion: number): Problem {
  return problems.VERSION_CONFLICT('This was changed meanwhile; read it again.', { currentVersion })
}

import type { SessionInfo } from '@portico/micro-app/page-state'

/** Times are milliseconds of the wall clock. */
export interface SessionRecord {
  info: SessionInfo
  /** Its name in lists and changes; the id in the cookie cannot be had from it. */
  sessionId: string
  /** How old `info` is, and the session's right to be: see `access-changes.ts`. */
  accessVersion: number
  sessionsVersion: number
  /** Of what sub-apps have added to the roles; left out: nothing, or not known. */
  rolesVersion?: number
  createdAt: number
  seenAt: number
  /** Valid until then, whatever `seenAt` says. */
  endsAt: number
}

/** What the gateway sends to a browser without being asked; every tab of the user receives it. */
export type LiveMessage =
  /** `revoked`: ends of the ids of releases that were revoked, `!` for by force. */
  | { type: 'snapshot'; id: string; revoked: readonly string[] }
  /** `reason` undefined: the session only ran out. */
  | { type: 'ended'; reason?: string | null }
  /** Another user has logged in in this browser. */
  | { type: 'replaced' }
  /** The user may do other things than when the page was loaded. */
  | { type: 'access' }
  | { type: 'notice'; notice: LiveNotice }

/** Something the user should notice; `kind` says what it is about. */
export interface LiveNotice {
  kind: string
  [more: string]: unknown
}

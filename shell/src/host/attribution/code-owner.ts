/** Whose code a piece of script is: one copy of one app. */
export interface CodeOwner {
  /** `app@version#n`. */
  readonly instanceId: string
  readonly app: string
  readonly version: string
}

/** Where the code of one copy lies. */
export interface CodePlace {
  /** The artifact's folder on the web, with its last slash: so `/a/sales/1.2.0/` is no part of `/a/sales/1.2.0-x/`. */
  base: string
  /** The mark that a retry's addresses carry, null: the first copy. */
  retryMark: string | null
}

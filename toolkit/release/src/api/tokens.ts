export interface TokenInfo {
  id: string
  name: string
  /** Names it may act on, or `['*']`. */
  apps: string[]
  actions: TokenAction[]
  createdAt: string
  createdBy: string
  expiresAt: string
  lastUsedAt: string | null
  revokedAt: string | null
}

/** `develop`: operations that no published app has may be run, beside the session of a user, and the graph be read. */
export type TokenAction = 'publish' | 'release' | 'read' | 'develop'

/** `POST /tokens`; the only time the secret is shown. It begins with `ptk_`. */
export interface CreatedToken {
  token: TokenInfo
  secret: string
}

export interface WantedToken {
  name: string
  apps: string[]
  actions: TokenAction[]
  /** At most 366 days ahead. */
  expiresAt: string
}

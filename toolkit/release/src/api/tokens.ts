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

export type TokenAction = 'publish' | 'release' | 'read'

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

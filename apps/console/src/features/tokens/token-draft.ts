import type { TokenAction, WantedToken } from '@portico/release'

export const TOKEN_ACTIONS = ['publish', 'release', 'read', 'develop'] as const satisfies TokenAction[]
/** At most 366 are allowed. */
export const LIFETIMES_IN_DAYS = [7, 30, 90, 365] as const

export interface TokenDraft {
  name: string
  apps: string[]
  actions: TokenAction[]
  lifetimeDays: (typeof LIFETIMES_IN_DAYS)[number]
}

export interface TokenProblems {
  name: boolean
  apps: boolean
  actions: boolean
}

export const EMPTY_TOKEN: TokenDraft = {
  name: '',
  apps: [],
  actions: ['publish', 'release', 'read'],
  lifetimeDays: 90,
}

export function checkToken({ name, apps, actions }: TokenDraft): TokenProblems {
  return {
    name: !/^[a-z0-9][a-z0-9.-]{0,63}$/.test(name.trim()),
    apps: apps.length === 0,
    actions: actions.length === 0,
  }
}

const DAY_MS = 86_400_000

export function wantedTokenOf({ name, apps, actions, lifetimeDays }: TokenDraft, now: Date): WantedToken {
  const expiresAt = new Date(now.getTime() + lifetimeDays * DAY_MS).toISOString()
  // `*` is everything; whatever is named beside it says nothing more.
  return { name: name.trim(), apps: apps.includes('*') ? ['*'] : apps, actions, expiresAt }
}

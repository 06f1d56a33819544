import type { SingleSignOnInput, TeamSsoFragment } from '../../graph/graph.generated.ts'

/** In place of a default role: users in none of the groups do not get in. */
const REFUSE = ''

/** What the form holds. */
export interface TypedSso {
  issuer: string
  clientId: string
  /** Empty: as it is. */
  clientSecret: string
  scopes: string
  groupsClaim: string
  roleByGroup: { group: string; role: string }[]
  /** A role's id; empty: users in none of the groups do not get in. */
  defaultRole: string
  allowsPasswords: boolean
}

/** Null: nothing is set up yet, and the form starts with what most providers need. */
export function typedOf(settings: TeamSsoFragment | null): TypedSso {
  return {
    issuer: settings?.issuer ?? '',
    clientId: settings?.clientId ?? '',
    clientSecret: '',
    scopes: settings?.scopes ?? 'openid profile email',
    groupsClaim: settings?.groupsClaim ?? 'groups',
    roleByGroup: settings?.roleByGroup.map(({ group, role }) => ({ group, role })) ?? [],
    defaultRole: settings?.defaultRole ?? REFUSE,
    allowsPasswords: settings?.allowsPasswords ?? true,
  }
}

export function inputOf({ clientSecret, defaultRole, ...typed }: TypedSso): SingleSignOnInput {
  return {
    issuer: typed.issuer.trim(),
    clientId: typed.clientId.trim(),
    ...(clientSecret && { clientSecret }),
    scopes: typed.scopes.trim().split(/\s+/).join(' '),
    groupsClaim: typed.groupsClaim.trim(),
    roleByGroup: typed.roleByGroup.map(({ group, role }) => ({ group: group.trim(), role })),
    defaultRole: defaultRole === REFUSE ? null : defaultRole,
    allowsPasswords: typed.allowsPasswords,
  }
}

/** A secret belongs to one client of one provider: for another one, the kept secret is wrong, and must not be sent there. */
export function needsSecret(settings: TeamSsoFragment | null, typed: { issuer: string; clientId: string }) {
  return settings?.issuer !== typed.issuer.trim() || settings.clientId !== typed.clientId.trim()
}

export function isIssuer(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text)
}

import { Id, Nullable } from '@portico/service-kit'
import Type, { type Static } from 'typebox'

const Text = Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' })

export const SsoSettings = Type.Object({
  issuer: Type.String({ minLength: 1, maxLength: 500, pattern: '^https?://' }),
  clientId: Text,
  /** Space separated; `openid` is among them. */
  scopes: Type.String({ maxLength: 500, pattern: '(^| )openid( |$)' }),
  groupsClaim: Type.String({ minLength: 1, maxLength: 100 }),
  roleByGroup: Type.Array(Type.Object({ group: Text, role: Id }), { maxItems: 100 }),
  defaultRole: Nullable(Id),
  /** False: only owners may still use their passwords, for the day the provider is away. */
  allowsPasswords: Type.Boolean(),
})
export type SsoSettings = Static<typeof SsoSettings>

export const SsoSettingsAnswer = Type.Object({ ...SsoSettings.properties, version: Type.Integer() })

/** The secret is never answered; left out in a change, it stays. */
export const WantedSsoSettings = Type.Object({
  ...SsoSettings.properties,
  clientSecret: Type.Optional(Text),
})
export type WantedSsoSettings = Static<typeof WantedSsoSettings>

/** Where the provider sends the browser back to; the gateway's own address. */
const RedirectUri = Type.String({ maxLength: 500, pattern: '^https?://' })

export const SsoStart = Type.Object({
  tenant: Type.String({ maxLength: 100 }),
  redirectUri: RedirectUri,
  address: Type.Optional(Type.String({ maxLength: 100 })),
})
export type SsoStart = Static<typeof SsoStart>
export const SsoStarted = Type.Object({ url: Type.String(), state: Type.String() })

export const SsoFinish = Type.Object({
  /** Of the browser's cookie: what came back in the address must be the same. */
  state: Type.String({ minLength: 1, maxLength: 300 }),
  redirectUri: RedirectUri,
  /** The query the provider sent the browser back with. */
  query: Type.String({ maxLength: 8_000 }),
  client: Type.Optional(
    Type.Object({ address: Type.String(), browsers: Type.Array(Type.String({ maxLength: 100 })) }),
  ),
})
export type SsoFinish = Static<typeof SsoFinish>

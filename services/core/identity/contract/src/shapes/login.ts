import { Id, Nullable } from '@portico/service-contract'
import Type, { type Static } from 'typebox'
import { TypedCode } from './second-factor.ts'
import { Tenant } from './tenants.ts'
import { User } from './users.ts'

const MAX_BROWSERS_SENT = 8

/** Who sits there, as the gateway sees it. */
const LoginClient = Type.Object({
  address: Type.String({
    maxLength: 100,
    description: 'IPv4 or IPv6, of the browser and not of a proxy of ours.',
  }),
  browsers: Type.Array(Type.String({ maxLength: 100 }), {
    maxItems: MAX_BROWSERS_SENT,
    description: 'Tokens of earlier logins, of any account.',
  }),
})
export type LoginClient = Static<typeof LoginClient>

export const Credentials = Type.Object({
  tenant: Type.String({ maxLength: 100 }),
  username: Type.String({ maxLength: 100 }),
  password: Type.String({ maxLength: 1024 }),
  /** Left out: an unknown browser and an unknown network. */
  client: Type.Optional(LoginClient),
})
export type Credentials = Static<typeof Credentials>

/** As `SECOND_FACTOR_REQUIRED` gave it. */
const PendingToken = Type.String({ minLength: 1, maxLength: 200 })
export const Pending = Type.Object({ pendingLogin: PendingToken })

export const SecondStep = Type.Object({
  pendingLogin: PendingToken,
  code: TypedCode,
  client: Type.Optional(LoginClient),
})
export type SecondStep = Static<typeof SecondStep>

/** Of every way to log in. */
export const Login = Type.Object({
  user: User,
  tenant: Tenant,
  roles: Type.Array(Type.String()),
  permissions: Type.Array(Type.String()),
  // The pattern is what a cookie can carry.
  browser: Type.String({
    pattern: '^[\\w-]{43}$',
    description: 'The token this browser is known by from now on, for this account.',
  }),
  recoveryCodes: Type.Optional(
    Type.Array(Type.String(), {
      description: 'Only of a second factor that was set up on the way in; shown once.',
    }),
  ),
})
export type Login = Static<typeof Login>

const Text = Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' })
/** Where the provider sends the browser back to; the gateway's own address. */
const RedirectUri = Type.String({ maxLength: 500, pattern: '^https?://' })

export const SsoStart = Type.Object({
  tenant: Type.String({ maxLength: 100 }),
  redirectUri: RedirectUri,
  address: Type.Optional(Type.String({ maxLength: 100 })),
})
export type SsoStart = Static<typeof SsoStart>
export const SsoStarted = Type.Object({ url: Type.String({ pattern: '^https?://' }), state: Type.String() })

export const SsoFinish = Type.Object({
  state: Type.String({
    minLength: 1,
    maxLength: 300,
    description: "Of the browser's cookie: what came back in the address must be the same.",
  }),
  redirectUri: RedirectUri,
  query: Type.String({ maxLength: 8_000, description: 'The query the provider sent the browser back with.' }),
  client: Type.Optional(LoginClient),
})
export type SsoFinish = Static<typeof SsoFinish>

const Scopes = Type.String({
  maxLength: 500,
  pattern: '(^| )openid( |$)',
  description: 'Space separated; `openid` is among them.',
})

export const SsoSettings = Type.Object({
  issuer: Type.String({ minLength: 1, maxLength: 500, pattern: '^https?://' }),
  clientId: Text,
  scopes: Scopes,
  groupsClaim: Type.String({ minLength: 1, maxLength: 100 }),
  roleByGroup: Type.Array(Type.Object({ group: Text, role: Id }), { maxItems: 100 }),
  defaultRole: Nullable(Id),
  allowsPasswords: Type.Boolean({
    description: 'False: only owners may still use their passwords, for the day the provider is away.',
  }),
})
export type SsoSettings = Static<typeof SsoSettings>

export const SsoSettingsAnswer = Type.Object({ ...SsoSettings.properties, version: Type.Integer() })

/** The secret is never answered; left out in a change, it stays. */
export const WantedSsoSettings = Type.Object({
  ...SsoSettings.properties,
  clientSecret: Type.Optional(Text),
})
export type WantedSsoSettings = Static<typeof WantedSsoSettings>

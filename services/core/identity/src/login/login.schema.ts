import Type, { type Static } from 'typebox'
import { TypedCode } from '../second-factor/second-factor.schema.ts'
import { Tenant } from '../tenants/tenant.schema.ts'
import { User } from '../users/user.schema.ts'

const MAX_BROWSERS_SENT = 8

/** Who sits there, as the gateway sees it. */
const LoginClient = Type.Object({
  /** IPv4 or IPv6, of the browser and not of a proxy of ours. */
  address: Type.String({ maxLength: 100 }),
  /** Tokens of earlier logins, of any account. */
  browsers: Type.Array(Type.String({ maxLength: 100 }), { maxItems: MAX_BROWSERS_SENT }),
})

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

export const Login = Type.Object({
  user: User,
  tenant: Tenant,
  roles: Type.Array(Type.String()),
  permissions: Type.Array(Type.String()),
  /** The token this browser is known by from now on, for this account. */
  browser: Type.String(),
  /** Only of a second factor that was set up on the way in; shown once. */
  recoveryCodes: Type.Optional(Type.Array(Type.String())),
})
export type Login = Static<typeof Login>

import { Nullable } from '@portico/service-contract'
import Type, { type Static } from 'typebox'

/** Of a user who is there already: an older password may be of any length. */
const KnownPassword = Type.String({ maxLength: 1024 })
/** Six digits of the app, or a recovery code; as typed. */
export const TypedCode = Type.String({ minLength: 1, maxLength: 100 })

export const SecondFactor = Type.Object({
  isOn: Type.Boolean(),
  isRequired: Type.Boolean({ description: 'The tenant asks each user for one.' }),
  confirmedAt: Nullable(Type.String({ description: 'Null: not on.' })),
  recoveryCodesLeft: Type.Integer(),
})
export type SecondFactor = Static<typeof SecondFactor>

export const Enrolment = Type.Object({
  secret: Type.String({ description: 'Base 32, for apps that read no QR code.' }),
  uri: Type.String({ description: 'otpauth://' }),
  qr: Type.Object(
    { size: Type.Integer(), path: Type.String() },
    { description: '`path` is the `d` of an SVG path, one unit a module, without margin.' },
  ),
})
export type Enrolment = Static<typeof Enrolment>

/** Shown once; only their hashes are kept. */
export const RecoveryCodes = Type.Object({ recoveryCodes: Type.Array(Type.String()) })
export type RecoveryCodes = Static<typeof RecoveryCodes>

export const OwnPassword = Type.Object({ password: KnownPassword })
export const OwnCode = Type.Object({ code: TypedCode })
export const OwnPasswordAndCode = Type.Object({ password: KnownPassword, code: TypedCode })
export const SecondFactorRule = Type.Object({ isRequired: Type.Boolean() })

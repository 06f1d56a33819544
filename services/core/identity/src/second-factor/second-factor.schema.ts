import { Nullable } from '@portico/service-kit'
import Type, { type Static } from 'typebox'

const Password = Type.String({ maxLength: 1024 })
/** Six digits of the app, or a recovery code; as typed. */
export const TypedCode = Type.String({ minLength: 1, maxLength: 100 })

export const SecondFactor = Type.Object({
  isOn: Type.Boolean(),
  /** The tenant asks each user for one. */
  isRequired: Type.Boolean(),
  /** Null: not on. */
  confirmedAt: Nullable(Type.String({ format: 'date-time' })),
  recoveryCodesLeft: Type.Integer(),
})
export type SecondFactor = Static<typeof SecondFactor>

export const Enrolment = Type.Object({
  /** Base 32, for apps that read no QR code. */
  secret: Type.String(),
  /** otpauth:// */
  uri: Type.String(),
  /** `path` is the `d` of an SVG path, one unit a module, without margin. */
  qr: Type.Object({ size: Type.Integer(), path: Type.String() }),
})
export type Enrolment = Static<typeof Enrolment>

/** Shown once; only their hashes are kept. */
export const RecoveryCodes = Type.Object({ recoveryCodes: Type.Array(Type.String()) })
export type RecoveryCodes = Static<typeof RecoveryCodes>

export const OwnPassword = Type.Object({ password: Password })
export const OwnCode = Type.Object({ code: TypedCode })
export const OwnPasswordAndCode = Type.Object({ password: Password, code: TypedCode })
export const SecondFactorRule = Type.Object({ isRequired: Type.Boolean() })

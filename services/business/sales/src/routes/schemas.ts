import { Currency, Id, isTimeZone, Nullable, problems } from '@portico/service-kit'
import Type from 'typebox'

/** Decimal text as a line holds it: at most four digits after the dot. */
const PLAIN = '\\d{1,9}(\\.\\d{1,4})?'
export const Amount = Type.String({ pattern: `^-?${PLAIN}$` })
export const NotNegative = Type.String({ pattern: `^${PLAIN}$` })
export const Positive = Type.String({ pattern: `^(?=.*[1-9])${PLAIN}$` })
/** 0.15 is fifteen per cent. */
export const Discount = Type.String({ pattern: '^(0(\\.\\d{1,4})?|1(\\.0{1,4})?)$' })
export const Note = Type.String({ maxLength: 1000 })
export const Description = Type.String({ maxLength: 500 })
export const Zone = Type.String({ minLength: 1, maxLength: 64 })

export const Kind = Type.Union([Type.Literal('ORDER'), Type.Literal('CREDIT_NOTE')])

export const DocumentSchema = Type.Object({
  id: Id,
  kind: Kind,
  number: Type.String(),
  status: Type.String(),
  customerId: Nullable(Id),
  orderedAt: Type.String(),
  note: Nullable(Type.String()),
  currency: Currency,
  total: Type.String(),
  lineCount: Type.Integer(),
  creditOfId: Nullable(Id),
  isImported: Type.Boolean(),
  allowedActions: Type.Array(Type.String()),
  version: Type.Integer(),
  waitingDays: Type.Optional(
    Nullable(Type.Integer({ minimum: 0, description: 'Only where the feature waiting-days is on.' })),
  ),
  cursor: Type.Optional(Type.String()),
})

export const LineSchema = Type.Object({
  id: Id,
  orderId: Id,
  position: Type.Integer(),
  productId: Nullable(Id),
  description: Type.String(),
  quantity: Type.String(),
  unitPrice: Type.String(),
  discount: Type.String(),
  amount: Type.String(),
  left: Type.String({ description: 'Of the quantity, what no credit note has credited yet.' }),
})

/** JavaScript takes `+08:00` as a zone too; PostgreSQL reads it as one eight hours west of Greenwich. */
const OFFSET = /^[+-]/

/** Throws INVALID_REQUEST unless it is a time zone's IANA name. */
export function requireTimeZone(name: string): string {
  if (OFFSET.test(name)) throw problems.INVALID_REQUEST(`${name} is an offset; name the time zone.`)
  if (!isTimeZone(name)) throw problems.INVALID_REQUEST(`No time zone ${name}.`)
  return name
}

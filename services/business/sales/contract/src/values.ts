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
/** IANA name of a time zone. */
export const Zone = Type.String({ minLength: 1, maxLength: 64 })

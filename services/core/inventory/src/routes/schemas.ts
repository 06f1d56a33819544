import Type from 'typebox'

/** Decimal text, zero or more; what stock can hold: 14 digits before the dot, 4 after it. */
export const NotNegative = Type.String({ pattern: '^\\d{1,14}(\\.\\d{1,4})?$' })
export const Positive = Type.String({ pattern: '^(?=.*[1-9])\\d{1,14}(\\.\\d{1,4})?$' })

/** Signed. */
export const QuantityDelta = Type.String({ pattern: '^-?\\d{1,14}(\\.\\d{1,4})?$' })

export const ReasonSchema = Type.Union(
  (['COUNT', 'DAMAGE', 'LOSS', 'RETURN', 'OTHER'] as const).map(reason => Type.Literal(reason)),
)

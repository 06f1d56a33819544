import Type, { type TEnum, type TSchema, type TUnsafe } from 'typebox'

export const MAX_BATCH = 1000
const MAX_PAGE_SIZE = 200

/** An exact decimal as text, such as "12.50": never a float. At most 15 digits before the dot and 6 after it. */
export const Decimal = Type.String({ pattern: '^-?\\d{1,15}(\\.\\d{1,6})?$' })
/** ISO 4217, such as CNY. */
export const Currency = Type.String({ pattern: '^[A-Z]{3}$' })
/** YYYY-MM-DD */
export const Day = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$' })
export const Id = Type.String({ minLength: 1, maxLength: 64 })
/** Text a person typed: something else than spaces in it. */
export const Name = Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' })
export const Code = Type.String({ minLength: 1, maxLength: 64, pattern: '\\S' })

/** In an answer, which is not measured again: any text. */
export const Text = Type.String()
export const Count = Type.Integer({ minimum: 0 })

export const PageQuery = Type.Object({
  first: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_PAGE_SIZE })),
  after: Type.Optional(Type.String({ minLength: 1, maxLength: 4096 })),
})

export const IdParams = Type.Object({ id: Id })
export const BatchBody = Type.Object({ ids: Type.Array(Id, { minItems: 1, maxItems: MAX_BATCH }) })

export function ItemsOf<Item extends TSchema>(item: Item) {
  return Type.Object({ items: Type.Array(item) })
}

export function Nullable<Of extends TSchema>(schema: Of) {
  return Type.Union([schema, Type.Null()])
}

/**
 * In an answer, a name of a list that grows, such as the fields of an entity: a further name breaks no released contract,
 * for any text passes. The type is that of the names known here; a caller that looks at them asks `isKnown` first,
 * because the service may be newer than its caller.
 */
export function Growing<Name extends string>(_names: TEnum<Name[]>): TUnsafe<Name> {
  return Type.Unsafe<Name>(Type.String())
}

export function isKnown<Name extends string>(names: TEnum<Name[]>, name: string): name is Name {
  return (names.enum as readonly string[]).includes(name)
}

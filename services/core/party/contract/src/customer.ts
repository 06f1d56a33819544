import { Code, Name, Nullable, PageQuery } from '@portico/service-contract'
import Type, { type Static } from 'typebox'

const Detail = Nullable(Type.String({ maxLength: 200 }))
const details = {
  country: Type.Optional(Detail),
  phone: Type.Optional(Detail),
  email: Type.Optional(Detail),
  address: Type.Optional(Nullable(Type.String({ maxLength: 500, description: 'With its line breaks.' }))),
}

export const Customer = Type.Object({
  id: Type.String(),
  code: Type.String(),
  name: Type.String(),
  country: Nullable(Type.String()),
  phone: Nullable(Type.String()),
  email: Nullable(Type.String()),
  address: Nullable(Type.String()),
  version: Type.Integer(),
})
export type Customer = Static<typeof Customer>

/** Without a code: the next free number. */
export const NewCustomer = Type.Object({ code: Type.Optional(Nullable(Code)), name: Name, ...details })
export type NewCustomer = Static<typeof NewCustomer>

export const CustomerChanges = Type.Object({
  code: Type.Optional(Code),
  name: Type.Optional(Name),
  ...details,
})
export type CustomerChanges = Static<typeof CustomerChanges>

export const WantedCustomer = Type.Object({ code: Code, name: Name, ...details })
export type WantedCustomer = Static<typeof WantedCustomer>

export const CustomerQuery = Type.Object({
  ...PageQuery.properties,
  search: Type.Optional(Type.String({ maxLength: 200 })),
})

import { DateTime, Day, Decimal } from './scalars.ts'

export const resolvers = {
  Decimal,
  DateTime,
  Date: Day,
  Query: { ok: () => true },
  Mutation: { noop: () => null },
}

import type { GraphContext } from '@portico/bff-framework'
import { AuditEntryType, mutations, queries } from './people.resolver.ts'

export const resolvers = {
  Query: {
    /** The session knows; no service is asked. */
    viewer: (_: unknown, __: unknown, { user, tenant, permissions }: GraphContext) => ({
      user,
      tenant,
      permissions: [...permissions],
    }),
    ...queries,
  },
  Mutation: mutations,
  AuditEntry: AuditEntryType,
}

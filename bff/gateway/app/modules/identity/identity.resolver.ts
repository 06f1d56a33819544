import type { GraphContext } from '@portico/bff-framework'

export const resolvers = {
  Query: {
    /** The session knows; no service is asked. */
    viewer: (_: unknown, __: unknown, { user, tenant, permissions }: GraphContext) => ({
      user,
      tenant,
      permissions: [...permissions],
    }),
  },
}

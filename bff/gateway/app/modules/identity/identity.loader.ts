import { createLoader, indexBy } from '@portico/bff-framework'
import { fetchUsers, type User } from './identity.client.ts'

/** For the request only: names are few, and a changed one should show at once. */
export const userById = createLoader<User>({
  entity: 'identity.User',
  batch: async (ids, context) => indexBy(await fetchUsers(context, ids), user => user.id),
})

import type { GraphContext } from '@portico/bff-framework'
import { identityContract, type User } from '@portico/identity-contract'
import { contractClient } from '../shared/contract-client.ts'

export type { User } from '@portico/identity-contract'

const identity = contractClient(identityContract)

export async function fetchUsers(context: GraphContext, ids: readonly string[]): Promise<User[]> {
  const { items } = await identity(context).call('readUsers', { body: { ids: [...ids] } })
  return items
}

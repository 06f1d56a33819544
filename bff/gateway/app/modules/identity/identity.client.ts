import type { GraphContext } from '@portico/bff-framework'
import Type, { type Static } from 'typebox'
import { itemsOf } from '../shared/page.ts'

const UserShape = Type.Object({ id: Type.String(), username: Type.String(), displayName: Type.String() })

export type User = Static<typeof UserShape>

const UserItems = itemsOf(UserShape)

export async function fetchUsers(context: GraphContext, ids: readonly string[]): Promise<User[]> {
  const { items } = await context.upstream('identity').query('/users/batch', { ids }, { answer: UserItems })
  return items
}

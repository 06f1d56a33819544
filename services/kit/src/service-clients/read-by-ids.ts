import { MAX_BATCH } from '@portico/service-contract'
import Type, { type Static, type TSchema } from 'typebox'
import type { CallContext } from '../context/context.ts'
import type { ServiceClient } from './service-client.ts'

interface BatchRead<Item extends TSchema> {
  context: CallContext
  /** Takes `{ids}` and answers `{items}`, such as `/products/batch`. */
  path: string
  /** An object with an `id`. */
  item: Item
  /** Any number, also repeated; null is nothing to look for. */
  ids: readonly (string | null)[]
}

/** Things of another service by their ids; unknown ones are missing. Throws as `ServiceClient.call`. */
export async function readByIds<Item extends TSchema>(
  client: ServiceClient,
  { context, path, item, ids }: BatchRead<Item>,
): Promise<Map<string, Static<Item>>> {
  const wanted = [...new Set(ids)].filter(id => id !== null)
  const found = new Map<string, Static<Item>>()
  const answer = Type.Object({
    items: Type.Array(Type.Intersect([item, Type.Object({ id: Type.String() })])),
  })
  for (let from = 0; from < wanted.length; from += MAX_BATCH) {
    const body = { ids: wanted.slice(from, from + MAX_BATCH) }
    const { items } = await client.call('POST', path, { context, body, answer, isRead: true })
    for (const each of items) found.set(each.id, each)
  }
  return found
}

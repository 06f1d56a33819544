import { type AnswerOf, MAX_BATCH, type Route } from '@portico/service-contract'
import type { CallContext } from '../context/context.ts'
import { callRoute } from './call-route.ts'
import type { ServiceClient } from './service-client.ts'

/** Takes `{ids}` and answers `{items}`, each with its `id`. */
type BatchRoute = Route & { method: 'POST' }
type ItemOf<R extends Route> =
  AnswerOf<R> extends { items: (infer Item extends { id: string })[] } ? Item : never

interface BatchRead<R extends BatchRoute> {
  context: CallContext
  route: R
  /** Any number, also repeated; null is nothing to look for. */
  ids: readonly (string | null)[]
}

/** Things of another service by their ids; unknown ones are missing. Throws as `ServiceClient.call`. */
export async function readByIds<R extends BatchRoute>(
  client: ServiceClient,
  { context, route, ids }: BatchRead<R>,
): Promise<Map<string, ItemOf<R>>> {
  const wanted = [...new Set(ids)].filter(id => id !== null)
  const found = new Map<string, ItemOf<R>>()
  for (let from = 0; from < wanted.length; from += MAX_BATCH) {
    const body = { ids: wanted.slice(from, from + MAX_BATCH) }
    // What a batch route asks for and answers is said by `BatchRead`, which the compiler does not follow through a type parameter.
    const answer = await callRoute<Route>(client, route, { context, body } as never)
    const { items } = answer as { items: ItemOf<R>[] }
    for (const each of items) found.set(each.id, each)
  }
  return found
}

import type { Transaction } from '@portico/service-kit'
import type { GraphQLSchema } from 'graphql'
import { requireLiveOperations } from './live-operations.ts'
import { readSchema } from './read-schema.ts'

/** What a gateway serves under `name`. Throws INVALID_REQUEST for what is no schema, GRAPH_BREAKS. */
export async function putGraph(tx: Transaction, name: string, sdl: string): Promise<void> {
  await checkGraph(tx, sdl)
  await tx.run(
    `insert into graph (name, sdl) values ($1, $2)
     on conflict (name) do update set sdl = excluded.sdl, reported_at = now()`,
    [name, sdl],
  )
}

/** Throws INVALID_REQUEST for what is no schema, GRAPH_BREAKS with the operations of live apps it does not answer any more. */
export async function checkGraph(tx: Transaction, sdl: string): Promise<void> {
  await requireLiveOperations(tx, readSchema(sdl))
}

/** The graph of every gateway that said what it serves. */
export async function listSchemas(tx: Transaction): Promise<GraphQLSchema[]> {
  const rows = await tx.list<{ sdl: string }>('select sdl from graph order by name')
  return rows.map(({ sdl }) => readSchema(sdl))
}

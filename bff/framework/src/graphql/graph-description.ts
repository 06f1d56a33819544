import { createHash } from 'node:crypto'
import { type GraphQLSchema, printSchema } from 'graphql'

/** The graph that this gateway serves, as others may read it. */
export interface GraphDescription {
  name: string
  sdl: string
  /** SHA-256 of the SDL in hex: another graph has another one. */
  revision: string
}

export function describeGraph(name: string, schema: GraphQLSchema): GraphDescription {
  const sdl = printSchema(schema)
  return { name, sdl, revision: createHash('sha256').update(sdl).digest('hex') }
}

import type { GraphQLResolveInfo, GraphQLScalarType } from 'graphql'
import type { ApiRoute } from './api-route.ts'
import type { GraphContext } from './context.ts'
import type { LifeCyclePlugin } from './life-cycle-plugin.ts'

/** Parent and arguments are typed by each module; the schema guarantees their shapes. */
export type FieldResolver = (
  parent: never,
  args: never,
  context: GraphContext,
  info: GraphQLResolveInfo,
) => unknown

/** Field name -> resolver. `__resolveType` names the object type of an interface or union value. */
export type TypeResolvers = Record<string, FieldResolver>

/** Type name -> its resolvers, or a custom scalar. */
export type GraphResolvers = Record<string, TypeResolvers | GraphQLScalarType>

/** One domain of the graph: a folder under `app/modules`. */
export interface GraphModule {
  /** Folder name. */
  name: string
  /** `new URL('./sales.graphql', import.meta.url)` */
  typeDefs: URL
  resolvers: GraphResolvers
  /** Operations of the platform's own tools, which no app's manifest holds; known as those are. */
  operations?: readonly string[]
  /** Service -> services that its own writes reach, so that a write through it makes what was read of them void too. */
  effects?: Readonly<Record<string, readonly string[]>>
  /** Of Apollo; their operations run at its full cost. */
  plugins?: readonly LifeCyclePlugin[]
  /** Calls that are no graph operations: uploads and downloads that stream. */
  routes?: readonly ApiRoute[]
}

export function defineModule(module: GraphModule): GraphModule {
  return module
}

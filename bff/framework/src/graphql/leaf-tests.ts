import {
  GraphQLBoolean,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  type GraphQLLeafType,
  GraphQLString,
} from 'graphql'

/** Which values of a leaf are serialised to themselves; a number, which is compared faster than a function is called. */
export type ReadyKind = 0 | 1 | 2 | 3 | 4

/** The type has a way of its own to serialise. */
export const NEVER_READY: ReadyKind = 0
const TEXT: ReadyKind = 1
const INT: ReadyKind = 2
const FLOAT: ReadyKind = 3
const BOOLEAN: ReadyKind = 4

const KINDS = new Map<GraphQLLeafType, ReadyKind>([
  [GraphQLString, TEXT],
  [GraphQLID, TEXT],
  [GraphQLInt, INT],
  [GraphQLFloat, FLOAT],
  [GraphQLBoolean, BOOLEAN],
])

export function readyKindOf(leaf: GraphQLLeafType): ReadyKind {
  return KINDS.get(leaf) ?? NEVER_READY
}

/** True for a value that is serialised to itself. */
export function isReady(kind: ReadyKind, value: unknown): boolean {
  if (kind === TEXT) return typeof value === 'string'
  if (kind === BOOLEAN) return typeof value === 'boolean'
  if (typeof value !== 'number') return false
  return kind === INT ? (value | 0) === value : kind === FLOAT && Number.isFinite(value)
}

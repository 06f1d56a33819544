import {
  GraphQLBoolean,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  type GraphQLLeafType,
  GraphQLString,
} from 'graphql'

/** True for a value that is serialised to itself. */
export type LeafTest = (value: unknown) => boolean

const isText: LeafTest = value => typeof value === 'string'

const TESTS = new Map<GraphQLLeafType, LeafTest>([
  [GraphQLString, isText],
  [GraphQLID, isText],
  [GraphQLInt, value => typeof value === 'number' && (value | 0) === value],
  [GraphQLFloat, value => typeof value === 'number' && Number.isFinite(value)],
  [GraphQLBoolean, value => typeof value === 'boolean'],
])

/** Null: the type has a way of its own to serialise. */
export function leafTestOf(leaf: GraphQLLeafType): LeafTest | null {
  return TESTS.get(leaf) ?? null
}

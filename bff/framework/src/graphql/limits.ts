import { type DocumentNode, GraphQLError, Kind } from 'graphql'
import { MAX_NODES, measureDocument } from './document-shape.ts'

/** Tokens are limited by the parser, before there is a document. */
export const MAX_TOKENS = 2_000
const MAX_DEFINITIONS = 60
const MAX_DEPTH = 12
/** `__typename` counts as well: aliasing it a thousand times is the cheapest attack there is. */
const MAX_ALIASES = 15
const MAX_DIRECTIVES = 5
/** Fragments of one page name `id` again and again; the operations of our apps have 6 at most. */
const MAX_REPEATS = 40
/** A rule goes on after what it finds; each finding may compare its name with all of the schema's. */
export const MAX_FINDINGS = 10

/**
 * What is too much about a document, in words; null for one that may be validated. Runs before any rule: the rule about
 * overlapping fields takes a quarter of a second for 280 fields of one name.
 */
export function findExcess(document: DocumentNode): GraphQLError | null {
  const excess = describeExcess(document)
  if (excess === null) return null
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION)
  return tooComplex(excess, operation)
}

export function tooComplex(excess: string, nodes?: DocumentNode['definitions'][number]): GraphQLError {
  return new GraphQLError(`The operation ${excess}.`, {
    nodes,
    extensions: { code: 'OPERATION_TOO_COMPLEX' },
  })
}

function describeExcess(document: DocumentNode): string | null {
  if (document.definitions.length > MAX_DEFINITIONS) return `has over ${MAX_DEFINITIONS} definitions`
  const shape = measureDocument(document)
  if (shape === null) return `has over ${MAX_NODES} fields`
  if (shape.depth > MAX_DEPTH) return `is over ${MAX_DEPTH} levels deep`
  if (shape.aliases > MAX_ALIASES) return `has over ${MAX_ALIASES} aliases`
  if (shape.directives > MAX_DIRECTIVES) return `has over ${MAX_DIRECTIVES} directives`
  if (shape.repeats > MAX_REPEATS) return `names over ${MAX_REPEATS} fields again that it names already`
  return null
}

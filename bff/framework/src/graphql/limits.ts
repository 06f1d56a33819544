import { type DocumentNode, GraphQLError, Kind } from 'graphql'
import { maxNodes, measureDocument } from './document-shape.ts'

/** Tokens are limited by the parser, before there is a document. */
export const maxTokens = 2_000
const maxDefinitions = 60
const maxDepth = 12
/** `__typename` counts as well: aliasing it a thousand times is the cheapest attack there is. */
const maxAliases = 15
const maxDirectives = 5
/** Fragments of one page name `id` again and again; the operations of our apps have 6 at most. */
const maxRepeats = 40
/** A rule goes on after what it finds; each finding may compare its name with all of the schema's. */
export const maxFindings = 10

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
  if (document.definitions.length > maxDefinitions) return `has over ${maxDefinitions} definitions`
  const shape = measureDocument(document)
  if (shape === null) return `has over ${maxNodes} fields`
  if (shape.depth > maxDepth) return `is over ${maxDepth} levels deep`
  if (shape.aliases > maxAliases) return `has over ${maxAliases} aliases`
  if (shape.directives > maxDirectives) return `has over ${maxDirectives} directives`
  if (shape.repeats > maxRepeats) return `names over ${maxRepeats} fields again that it names already`
  return null
}

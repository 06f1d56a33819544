import { problems } from '@portico/service-kit'
import {
  buildASTSchema,
  type DocumentNode,
  type GraphQLSchema,
  introspectionTypes,
  isTypeDefinitionNode,
  isTypeExtensionNode,
  Kind,
  parse,
  specifiedScalarTypes,
  visit,
} from 'graphql'

/** Ours has some thousands. */
const MAX_TOKENS = 100_000
const MAX_NAMED = 5
const builtIn = [...specifiedScalarTypes, ...introspectionTypes].map(({ name }) => name)

/** Throws INVALID_REQUEST for what is no schema. */
export function readSchema(sdl: string): GraphQLSchema {
  try {
    const document = parse(sdl, { maxTokens: MAX_TOKENS, noLocation: true })
    requireKnownTypes(document)
    return buildASTSchema(document)
  } catch (cause) {
    // A nesting so deep that there is no stack left is one too.
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw problems.INVALID_REQUEST(`The SDL is no schema: ${reason}`, {}, cause)
  }
}

/** The library compares each unknown name with every known one, to suggest another: that takes minutes for some thousands. */
function requireKnownTypes(document: DocumentNode): void {
  const defined = document.definitions.filter(isTypeDefinitionNode).map(({ name }) => name.value)
  const known = new Set([...builtIn, ...defined])
  const wanted = new Set(document.definitions.filter(isTypeExtensionNode).map(({ name }) => name.value))
  visit(document, {
    [Kind.NAMED_TYPE]({ name }) {
      wanted.add(name.value)
    },
  })
  const unknown = [...wanted].filter(name => !known.has(name))
  if (unknown.length === 0) return
  const names = unknown.slice(0, MAX_NAMED).join(', ')
  throw new Error(`Unknown type ${names}${unknown.length > MAX_NAMED ? ', ...' : ''}.`)
}

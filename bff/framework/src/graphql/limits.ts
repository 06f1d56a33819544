import {
  type ASTVisitor,
  type FragmentDefinitionNode,
  GraphQLError,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql'

/** Tokens are limited by the parser, before there is a document. */
export const maxTokens = 2_000
const maxDepth = 12
/** `__typename` counts as well: aliasing it a thousand times is the cheapest attack there is. */
const maxAliases = 15
const maxDirectives = 5

interface Cost {
  depth: number
  aliases: number
  directives: number
}

const nothing: Cost = { depth: 0, aliases: 0, directives: 0 }

/** A validation rule: depth, aliases and directives of an operation, its fragments counted each time they are spread. */
export function limitsRule(context: ValidationContext): ASTVisitor {
  const measure = new Measure(name => context.getFragment(name) ?? null)
  return {
    OperationDefinition(operation) {
      const { depth, aliases, directives } = measure.operation(operation)
      report(context, operation, 'deep', depth, maxDepth, isIntrospection(operation))
      report(context, operation, 'aliases', aliases, maxAliases)
      report(context, operation, 'directives', directives, maxDirectives)
    },
  }
}

function report(
  context: ValidationContext,
  operation: OperationDefinitionNode,
  what: string,
  value: number,
  limit: number,
  isExempt = false,
): void {
  if (value <= limit || isExempt) return
  const message =
    what === 'deep'
      ? `The operation is over ${limit} levels deep.`
      : `The operation has over ${limit} ${what}.`
  context.reportError(
    new GraphQLError(message, { nodes: operation, extensions: { reason: 'OPERATION_TOO_COMPLEX' } }),
  )
}

/** Tools ask for the schema fifteen levels deep; where introspection is allowed that is their right. */
function isIntrospection({ selectionSet }: OperationDefinitionNode): boolean {
  return selectionSet.selections.every(node => node.kind === 'Field' && node.name.value.startsWith('__'))
}

class Measure {
  readonly #fragmentOf: (name: string) => FragmentDefinitionNode | null
  /** A fragment in the middle of being measured counts as nothing: cycles are refused by another rule. */
  readonly #fragments = new Map<string, Cost>()

  constructor(fragmentOf: (name: string) => FragmentDefinitionNode | null) {
    this.#fragmentOf = fragmentOf
  }

  operation({ selectionSet, directives = [] }: OperationDefinitionNode): Cost {
    return add(this.#set(selectionSet), { ...nothing, directives: directives.length })
  }

  #set(set: SelectionSetNode | undefined): Cost {
    return set ? set.selections.map(node => this.#selection(node)).reduce(beside, nothing) : nothing
  }

  #selection(node: SelectionNode): Cost {
    const own = { ...nothing, directives: node.directives?.length ?? 0 }
    if (node.kind === 'FragmentSpread') return add(own, this.#fragment(node.name.value))
    if (node.kind === 'InlineFragment') return add(own, this.#set(node.selectionSet))
    return add({ ...own, depth: 1, aliases: node.alias ? 1 : 0 }, this.#set(node.selectionSet))
  }

  #fragment(name: string): Cost {
    const known = this.#fragments.get(name)
    if (known) return known
    this.#fragments.set(name, nothing)
    const cost = this.#set(this.#fragmentOf(name)?.selectionSet)
    this.#fragments.set(name, cost)
    return cost
  }
}

function add(outer: Cost, inner: Cost): Cost {
  return {
    depth: outer.depth + inner.depth,
    aliases: outer.aliases + inner.aliases,
    directives: outer.directives + inner.directives,
  }
}

function beside(one: Cost, other: Cost): Cost {
  return { ...add(one, other), depth: Math.max(one.depth, other.depth) }
}

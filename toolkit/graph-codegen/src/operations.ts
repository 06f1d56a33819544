import { createHash } from 'node:crypto'
import { join } from 'node:path'
import {
  concatAST,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  print,
  visit,
} from 'graphql'
import { DocumentError, type DocumentFault } from './document-error.ts'
import { readGraphqlFiles } from './graphql-files.ts'

/** One operation of an app as it goes over the wire: `id` is the SHA-256 of `body` in hex. */
export interface CollectedOperation {
  id: string
  name: string
  body: string
}

/**
 * The operations in the `.graphql` files of an app's `src`, ordered by name, without asking the schema.
 * @throws DocumentError for syntax errors, anonymous operations, names used twice and unknown fragments
 */
export function collectOperations(appFolder: string): CollectedOperation[] {
  return operationsOf(concatAST(readGraphqlFiles(join(appFolder, 'src'))))
}

export function operationsOf(document: DocumentNode): CollectedOperation[] {
  const fragments = fragmentsByName(document)
  return operationNodes(document)
    .map(({ name, node }) => collect(name, node, fragments))
    .sort((a, b) => compare(a.name, b.name))
}

function collect(
  name: string,
  node: OperationDefinitionNode,
  fragments: Map<string, FragmentDefinitionNode>,
): CollectedOperation {
  const used = [...fragmentsUsedBy(node, fragments)].sort((a, b) => compare(a.name.value, b.name.value))
  const body = print({ kind: Kind.DOCUMENT, definitions: [node, ...used] })
  return { id: createHash('sha256').update(body).digest('hex'), name, body }
}

function operationNodes(document: DocumentNode): { name: string; node: OperationDefinitionNode }[] {
  const nodes = document.definitions.filter(node => node.kind === Kind.OPERATION_DEFINITION)
  const named = nodes.map(node => {
    if (!node.name)
      throw new DocumentError([at(node, 'an operation needs a name', 'Name it: query Orders { ... }.')])
    return { name: node.name.value, node }
  })
  refuseDuplicates(named)
  return named
}

function fragmentsByName(document: DocumentNode): Map<string, FragmentDefinitionNode> {
  const nodes = document.definitions.filter(node => node.kind === Kind.FRAGMENT_DEFINITION)
  refuseDuplicates(nodes.map(node => ({ name: node.name.value, node })))
  return new Map(nodes.map(node => [node.name.value, node]))
}

/** A set grows while it is walked, so fragments of fragments are reached and cycles end. */
function fragmentsUsedBy(
  operation: OperationDefinitionNode,
  fragments: Map<string, FragmentDefinitionNode>,
): Set<FragmentDefinitionNode> {
  const used = new Set<FragmentDefinitionNode>()
  const addSpreads = (root: OperationDefinitionNode | FragmentDefinitionNode) =>
    visit(root, {
      FragmentSpread(spread) {
        const fragment = fragments.get(spread.name.value)
        if (!fragment) throw unknownFragment(root, spread.name.value)
        used.add(fragment)
      },
    })
  addSpreads(operation)
  for (const fragment of used) addSpreads(fragment)
  return used
}

function refuseDuplicates(
  named: { name: string; node: OperationDefinitionNode | FragmentDefinitionNode }[],
): void {
  const seen = new Set<string>()
  for (const { name, node } of named) {
    if (seen.has(name))
      throw new DocumentError([
        at(node, `${name} is defined twice in this app`, 'Give one of the two another name.'),
      ])
    seen.add(name)
  }
}

function unknownFragment(
  root: OperationDefinitionNode | FragmentDefinitionNode,
  name: string,
): DocumentError {
  const mend = 'Write the fragment, or correct its name.'
  return new DocumentError([at(root, `fragment ${name} is unknown`, mend)])
}

function at(
  node: OperationDefinitionNode | FragmentDefinitionNode,
  message: string,
  mend: string,
): DocumentFault {
  const { line, column } = node.loc?.startToken ?? { line: 1, column: 1 }
  return { file: node.loc?.source.name ?? null, line, column, message, mend }
}

/** By code unit: the same on every machine, whatever its language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

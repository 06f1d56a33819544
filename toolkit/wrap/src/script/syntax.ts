import { type ESTree, parseSync } from 'vite'
import type { Problems, SourcePosition } from '../source/problems.ts'

export type Node = ESTree.Node
export type ScriptTree = ESTree.Program

/** Null, and a problem, where it does not parse. `place` is where the code begins. */
export function parseScript(
  code: string,
  { place, problems, isModule }: { place: SourcePosition; problems: Problems; isModule: boolean },
): ScriptTree | null {
  const sourceType = isModule ? 'module' : 'script'
  const { program, errors } = parseSync('script.js', code, { lang: 'js', sourceType, range: true })
  const [first] = errors
  if (first === undefined) return program
  const offset = place.offset + (first.labels[0]?.start ?? 0)
  problems.add('WRAP_SYNTAX', { ...place, offset }, first.message)
  return null
}

/** Visits a node and all below it; what `enter` answers is handed on to the children. */
export function walk<T>(
  node: Node,
  context: T,
  enter: (node: Node, context: T, parent: Node | null) => T,
): void {
  visit(node, context, null)

  function visit(each: Node, outer: T, parent: Node | null): void {
    const inner = enter(each, outer, parent)
    for (const child of childrenOf(each)) visit(child, inner, each)
  }
}

function childrenOf(node: Node): Node[] {
  return Object.values(node).flat().filter(isNode)
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

/** `foo`, or `window.foo`, `self.foo`, `globalThis.foo`: the name of a global that is meant; null: something else. */
export function globalNameOf(node: Node): string | null {
  if (node.type === 'Identifier') return node.name
  if (node.type === 'ParenthesizedExpression') return globalNameOf(node.expression)
  if (node.type === 'SequenceExpression')
    return globalNameOf(node.expressions.at(-1) ?? (node.expressions[0] as Node))
  if (node.type !== 'MemberExpression' || node.computed || node.property.type !== 'Identifier') return null
  const owner = node.object.type === 'Identifier' ? node.object.name : ''
  return ['window', 'self', 'globalThis'].includes(owner) ? node.property.name : null
}

/** Of a text in quotes or, as minifiers write it, in backticks. */
export function stringOf(node: Node | null | undefined): string | null {
  if (node?.type === 'TemplateLiteral' && node.expressions.length === 0)
    return node.quasis[0]?.value.cooked ?? null
  return node?.type === 'Literal' && typeof node.value === 'string' ? node.value : null
}

/** Null: it is no script, or no module. */
export function scriptTreeOf(code: string, sourceType: 'script' | 'module' = 'script'): ScriptTree | null {
  const { program, errors } = parseSync('script.js', code, { lang: 'js', sourceType })
  return errors.length === 0 ? program : null
}

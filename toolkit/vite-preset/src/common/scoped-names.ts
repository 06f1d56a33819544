import { type ESTree, parseSync } from 'vite'

/**
 * The globals through which a sub-app reaches the page. Each must lead to the app's sandbox; everything else
 * (fetch, URL, Promise...) is harmless and stays what it is.
 */
const SCOPED_NAMES = [
  'window',
  'self',
  'globalThis',
  'document',
  'top',
  'parent',
  'frames',
  'addEventListener',
  'removeEventListener',
  'setInterval',
  'clearInterval',
] as const

const mentionsOne = new RegExp(`\\b(?:${SCOPED_NAMES.join('|')})\\b`)

/** The scoped names which a module reads as globals, in the order of SCOPED_NAMES. Throws on code that does not parse. */
export function findFreeScopedNames(code: string): string[] {
  if (!mentionsOne.test(code)) return []
  const { program, errors } = parseSync('chunk.js', code, { sourceType: 'module' })
  if (errors[0]) throw new SyntaxError(errors[0].message)
  const names = new ModuleNames()
  names.visit(program)
  return SCOPED_NAMES.filter(name => names.isFree(name))
}

type Node = ESTree.Node

/**
 * What one module declares at its top and which identifiers it mentions. A name that is only shadowed in a nested
 * scope counts as mentioned: binding it at the top as well is then superfluous, never wrong.
 */
class ModuleNames {
  readonly #declared = new Set<string>()
  readonly #mentioned = new Set<string>()

  isFree(name: string): boolean {
    return this.#mentioned.has(name) && !this.#declared.has(name)
  }

  visit(program: ESTree.Program): void {
    for (const statement of program.body) this.#declare(statement)
    this.#walk(program, true)
  }

  #declare(statement: Node): void {
    switch (statement.type) {
      case 'ImportDeclaration':
        for (const specifier of statement.specifiers) this.#declared.add(specifier.local.name)
        break
      case 'ExportNamedDeclaration':
      case 'ExportDefaultDeclaration':
        if (statement.declaration) this.#declare(statement.declaration)
        break
      case 'FunctionDeclaration':
      case 'ClassDeclaration':
        if (statement.id) this.#declared.add(statement.id.name)
        break
      case 'VariableDeclaration':
        for (const { id } of statement.declarations) this.#bind(id)
        break
    }
  }

  /** `isModuleScope`: no function was entered yet, so a `var` found here is hoisted to the module. */
  #walk(node: Node, isModuleScope: boolean): void {
    if (node.type === 'Identifier') this.#mentioned.add(node.name)
    if (isModuleScope && node.type === 'VariableDeclaration' && node.kind === 'var') this.#declare(node)
    const isInner = isModuleScope && !opensFunctionScope(node)
    for (const child of childrenOf(node)) this.#walk(child, isInner)
  }

  #bind(pattern: Node): void {
    switch (pattern.type) {
      case 'Identifier':
        this.#declared.add(pattern.name)
        break
      case 'ObjectPattern':
        for (const property of pattern.properties) {
          this.#bind(property.type === 'RestElement' ? property.argument : property.value)
        }
        break
      case 'ArrayPattern':
        for (const element of pattern.elements) if (element) this.#bind(element)
        break
      case 'AssignmentPattern':
        this.#bind(pattern.left)
        break
      case 'RestElement':
        this.#bind(pattern.argument)
        break
    }
  }
}

function opensFunctionScope({ type }: Node): boolean {
  return (
    type === 'FunctionDeclaration' ||
    type === 'FunctionExpression' ||
    type === 'ArrowFunctionExpression' ||
    type === 'StaticBlock'
  )
}

/** Child nodes, less the identifiers which are mere property names, labels or names of imports and exports. */
function childrenOf(node: Node): Node[] {
  const children: Node[] = []
  for (const [key, value] of Object.entries(node)) {
    if (isMereName(node, key)) continue
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) children.push(child)
  }
  return children
}

function isMereName(node: Node, key: string): boolean {
  switch (node.type) {
    case 'MemberExpression':
      return key === 'property' && !node.computed
    case 'Property':
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'AccessorProperty':
      return key === 'key' && !node.computed
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
      return key === 'label'
    case 'ImportSpecifier':
      return key === 'imported'
    case 'ExportSpecifier':
      return key === 'exported'
    case 'ExportNamedDeclaration':
      return key === 'specifiers' && node.source !== null
    case 'ExportAllDeclaration':
    case 'MetaProperty':
      return true
    default:
      return false
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

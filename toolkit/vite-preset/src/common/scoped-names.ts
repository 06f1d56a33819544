import { SCOPED_NAMES } from '@portico/micro-app/scoped-names'
import { type ESTree, parseSync } from 'vite'

const SCOPED: ReadonlySet<string> = new Set(SCOPED_NAMES)

/** Scoped since the first shell; one that is rolled back to may lack the others. */
const FIRST_NAMES: ReadonlySet<string> = new Set([
  ...['window', 'self', 'globalThis', 'document', 'top', 'parent', 'frames'],
  ...['addEventListener', 'removeEventListener', 'setInterval', 'clearInterval'],
])

export function isKnownToAll(name: string): boolean {
  return FIRST_NAMES.has(name)
}

const MENTIONS_ONE = new RegExp(`\\b(?:${SCOPED_NAMES.join('|')})\\b`)

/** A name that a module puts on its window at run time and then reads bare, as on a page of its own. */
export interface RuntimeName {
  name: string
  start: number
  end: number
  /** `{ name }`: the key stays. */
  isShorthand: boolean
}

export interface FreeNames {
  /** In the order of SCOPED_NAMES. */
  scoped: string[]
  runtime: RuntimeName[]
}

/** The scoped names which a module reads as globals. Throws on code that does not parse. */
export function findFreeScopedNames(code: string): string[] {
  return findFreeNames(code).scoped
}

export function findFreeNames(code: string): FreeNames {
  if (!MENTIONS_ONE.test(code)) return { scoped: [], runtime: [] }
  const { program, errors } = parseSync('chunk.js', code, { sourceType: 'module' })
  if (errors[0]) throw new SyntaxError(errors[0].message)
  const names = new ModuleNames()
  names.visit(program)
  return { scoped: SCOPED_NAMES.filter(name => names.isFree(name)), runtime: names.listRuntime() }
}

type Node = ESTree.Node

/**
 * What one module declares at its top and which identifiers it mentions. A name that is only shadowed in a nested
 * scope counts as mentioned: binding it at the top as well is then superfluous, never wrong.
 */
class ModuleNames {
  readonly #declared = new Set<string>()
  readonly #mentioned = new Set<string>()
  /** Properties that are written somewhere: of the window, maybe by another name of it. */
  readonly #written = new Set<string>()
  readonly #nested = new Set<string>()
  readonly #references: RuntimeName[] = []

  isFree(name: string): boolean {
    return this.#mentioned.has(name) && !this.#declared.has(name)
  }

  /** What this process knows itself is of the language, and no name of the app's. */
  listRuntime(): RuntimeName[] {
    const isRuntime = (name: string) =>
      this.#written.has(name) && !this.#declared.has(name) && !this.#nested.has(name) && !(name in globalThis)
    return this.#references.filter(({ name }) => isRuntime(name) && !SCOPED.has(name))
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
    if (node.type === 'Identifier') this.#refer(node, false)
    this.#noteWritten(node)
    for (const pattern of bindingsOf(node)) this.#bind(pattern, this.#nested)
    if (isModuleScope && node.type === 'VariableDeclaration' && node.kind === 'var') this.#declare(node)
    const isInner = isModuleScope && !opensFunctionScope(node)
    if (node.type === 'Property' && node.shorthand && node.value.type === 'Identifier') {
      this.#refer(node.value, true)
      return
    }
    for (const child of childrenOf(node)) this.#walk(child, isInner)
  }

  #refer({ name, start, end }: { name: string; start: number; end: number }, isShorthand: boolean): void {
    this.#mentioned.add(name)
    this.#references.push({ name, start, end, isShorthand })
  }

  #noteWritten(node: Node): void {
    if (node.type !== 'AssignmentExpression' || node.left.type !== 'MemberExpression') return
    const { computed, property } = node.left
    if (!computed && property.type === 'Identifier') this.#written.add(property.name)
  }

  #bind(pattern: Node, names: Set<string> = this.#declared): void {
    switch (pattern.type) {
      case 'Identifier':
        names.add(pattern.name)
        break
      case 'ObjectPattern':
        for (const property of pattern.properties) {
          this.#bind(property.type === 'RestElement' ? property.argument : property.value, names)
        }
        break
      case 'ArrayPattern':
        for (const element of pattern.elements) if (element) this.#bind(element, names)
        break
      case 'AssignmentPattern':
        this.#bind(pattern.left, names)
        break
      case 'RestElement':
        this.#bind(pattern.argument, names)
        break
    }
  }
}

/** Patterns that declare names in any scope. */
function bindingsOf(node: Node): Node[] {
  switch (node.type) {
    case 'VariableDeclarator':
      return [node.id]
    case 'CatchClause':
      return node.param === null ? [] : [node.param]
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return [...(node.id ? [node.id] : []), ...node.params]
    case 'ClassDeclaration':
    case 'ClassExpression':
      return node.id ? [node.id] : []
    default:
      return []
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

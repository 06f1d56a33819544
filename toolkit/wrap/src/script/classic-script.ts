import { posix } from 'node:path'
import MagicString from 'magic-string'
import { type AddressOptions, RUNTIME, ScriptAddresses } from './addresses.ts'
import { checkCall, type DangerOptions } from './dangers.ts'
import { findModule } from './find-module.ts'
import { findGlobals, type ScriptGlobals } from './globals.ts'
import { type Node, parseScript, type ScriptTree, stringOf, walk } from './syntax.ts'

export interface CompiledScript extends ScriptGlobals {
  code: string
  /** Modules that it imports by name, all of them later. */
  lazy: string[]
}

export type ScriptOptions = AddressOptions & DangerOptions

/** How far `this` was settled when a node is reached. */
interface Context {
  /** Null: not inside of a function that has a `this` of its own. */
  isStrict: boolean | null
  inheritedStrict: boolean
}

/**
 * Makes a classic script the body of a function within `with (scope)`: bare names are looked up in the sandbox, and what the
 * script declares at its top becomes a property of the sandbox's window. Null, and problems, where that cannot be.
 */
export function compileClassicScript(code: string, options: ScriptOptions): CompiledScript | null {
  const program = parseScript(code, { ...options, isModule: false })
  if (program === null) return null
  const text = new MagicString(code)
  const globals = findGlobals(program)
  const lazy = settleThisAndCalls(program, text, options)
  for (const statement of [...program.body].reverse()) settleDeclaration(statement, text)
  return { ...globals, lazy, code: withoutMapComment(text.toString()) }
}

/**
 * A function called without an object has the real window as `this`, which is the sandbox's by rights; `Function('return this')`
 * and addresses are led there too.
 */
function settleThisAndCalls(program: ScriptTree, text: MagicString, options: ScriptOptions): string[] {
  const addresses = new ScriptAddresses(options)
  const isStrict = hasUseStrict(program.body)
  const lazy: string[] = []
  walk<Context>(program, { isStrict: null, inheritedStrict: isStrict }, (node, context, parent) => {
    addresses.visit(node, parent, text)
    checkCall(node, text, options)
    if (node.type === 'ImportExpression') lazy.push(...leadImport(node, text, options))
    if (node.type === 'ThisExpression' && context.isStrict !== true)
      text.overwrite(node.start, node.end, `${RUNTIME}.${context.isStrict === null ? 'window' : 'own(this)'}`)
    return contextOf(node, context)
  })
  addresses.finish(text)
  return lazy
}

/** The browser's own would evaluate the module on the page's window. Answers with the module, where the text names one. */
function leadImport(
  { start, source }: Node & { type: 'ImportExpression' },
  text: MagicString,
  options: ScriptOptions,
): string[] {
  const { place, base, folder } = options
  const isFile = folder.files.has(place.file) && !place.file.endsWith('.html')
  const file = isFile ? place.file : posix.join(base, 'index.html')
  text.overwrite(start, source.start, `${RUNTIME}.import(${JSON.stringify(file)},`)
  const specifier = stringOf(source)
  if (specifier === null) return []
  const found = findModule(specifier, { from: posix.dirname(file), offset: start, options })
  return found === null ? [] : [found]
}

function contextOf(node: Node, outer: Context): Context {
  if (node.type === 'ClassBody') return { isStrict: true, inheritedStrict: true }
  if (node.type !== 'FunctionDeclaration' && node.type !== 'FunctionExpression') return outer
  const isStrict = outer.inheritedStrict || hasUseStrict(node.body?.body ?? [])
  return { isStrict, inheritedStrict: isStrict }
}

function hasUseStrict(body: readonly Node[]): boolean {
  return body.some(
    statement => statement.type === 'ExpressionStatement' && statement.directive === 'use strict',
  )
}

/** `var x = 1` may stand: inside of `with`, it assigns to the scope, which knows the name. */
function settleDeclaration(statement: Node, text: MagicString): void {
  if (statement.type === 'FunctionDeclaration' && statement.id !== null) {
    // Known from the start, as everywhere: it moves to the front. Without a name of its own, which would shadow the scope's.
    text.remove(statement.id.start, statement.id.end)
    text.prependRight(statement.start, `${statement.id.name}=`)
    text.appendLeft(statement.end, ';')
    if (statement.start > 0) text.move(statement.start, statement.end, 0)
  } else if (statement.type === 'ClassDeclaration' && statement.id !== null) {
    text.prependRight(statement.start, `${statement.id.name}=`)
    text.appendLeft(statement.end, ';')
  } else if (statement.type === 'VariableDeclaration' && /^(?:let|const)$/.test(statement.kind)) {
    text.overwrite(statement.start, statement.start + statement.kind.length, 'var')
  }
}

/** The map would lie: nothing stands where it stood. */
export function withoutMapComment(code: string): string {
  return code.replace(/\n?\/\/[#@] sourceMappingURL=\S*\s*$/, '')
}

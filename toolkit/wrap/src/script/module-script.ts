import { posix } from 'node:path'
import MagicString from 'magic-string'
import { moduleRunnerTransform } from 'vite'
import { RUNTIME, ScriptAddresses } from './addresses.ts'
import { type ScriptOptions, withoutMapComment } from './classic-script.ts'
import { checkCall } from './dangers.ts'
import { findModule } from './find-module.ts'
import { type Node, parseScript, type ScriptTree, stringOf, walk } from './syntax.ts'

export interface CompiledModule {
  /** The body of an asynchronous function, whose parameters are RUNNER_NAMES. */
  code: string
  /** Modules it imports at once; files of the folder. */
  imports: string[]
  /** Modules it imports later. */
  lazy: string[]
}

/** What Vite's transform calls the functions that its output needs. */
export const RUNNER_NAMES = [
  '__vite_ssr_import__',
  '__vite_ssr_dynamic_import__',
  '__vite_ssr_exportName__',
  '__vite_ssr_exportAll__',
  '__vite_ssr_import_meta__',
]

/**
 * Makes a module the body of a function, so that it can run anew at every opening: what the browser's own module map has
 * evaluated it keeps as long as the page is there. Vite's module runner has the transform, cycles and `await` included.
 */
export async function compileModule(
  file: string,
  code: string,
  options: ScriptOptions,
): Promise<CompiledModule | null> {
  const program = parseScript(code, { ...options, isModule: true })
  if (program === null) return null
  const text = new MagicString(code)
  const links = settle(program, text, options)
  const from = posix.dirname(file)
  const find = (specifiers: { specifier: string; offset: number }[]) =>
    specifiers.flatMap(({ specifier, offset }) => findModule(specifier, { from, offset, options }) ?? [])
  const compiled = { imports: find(links.imports), lazy: find(links.lazy) }
  const result = await moduleRunnerTransform(text.toString(), null, file, code)
  if (result === null) return null
  return { ...compiled, code: withoutMapComment(result.code) }
}

interface Links {
  imports: { specifier: string; offset: number }[]
  lazy: { specifier: string; offset: number }[]
}

function settle(program: ScriptTree, text: MagicString, options: ScriptOptions): Links {
  const addresses = new ScriptAddresses(options)
  const links: Links = { imports: [], lazy: [] }
  const preloads = text.original.includes('modulepreload')
  walk(program, null, (node, _context, parent) => {
    addresses.visit(node, parent, text)
    checkCall(node, text, options)
    if (preloads) leadPreloads(node, text, options)
    if (isProbe(node)) {
      text.overwrite(node.start, node.end, 'Promise.reject()')
      return null
    }
    const source = 'source' in node ? stringOf(node.source as Node | null) : null
    const link = { specifier: source ?? '', offset: node.start }
    if (source !== null) links[node.type === 'ImportExpression' ? 'lazy' : 'imports'].push(link)
    return null
  })
  addresses.finish(text)
  return links
}

/** `import("_")`, by which builds for old browsers as well ask whether this one has `import()` at all: it always fails. */
function isProbe(node: Node): boolean {
  return node.type === 'ImportExpression' && stringOf(node.source) === '_'
}

/** Vite's `function (dep) { return "/" + dep }`, which makes the addresses of what is fetched ahead of an import. */
function leadPreloads(node: Node, text: MagicString, { folder }: ScriptOptions): void {
  if (node.type !== 'BinaryExpression' || node.operator !== '+' || node.right.type !== 'Identifier') return
  const base = stringOf(node.left)
  if (base === null || !/^\/(?:[\w.-]+\/)*$/.test(base)) return
  text.overwrite(
    node.start,
    node.end,
    ` ${RUNTIME}.url(${JSON.stringify(folder.findFolder(base))}+${node.right.name})`,
  )
}

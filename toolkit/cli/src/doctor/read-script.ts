import { analyze, type Scope } from 'eslint-scope'
import { type ESTree, parseSync } from 'vite'

/** What a module of a build asks of what is around it. */
export interface ScriptFacts {
  exports: string[]
  /** Statically or later. */
  imports: string[]
  /** Free names that are no part of a browser, each of which is read without looking first whether it is there. */
  bareGlobals: string[]
}

/** Names of other runtimes, and of scripts that a page of its own had; all of them end in a ReferenceError. */
const FOREIGN_GLOBALS = new Set([
  ...['process', 'global', 'require', 'module', 'exports', '__dirname', '__filename', 'Buffer'],
  ...['setImmediate', 'clearImmediate', 'jQuery', '$'],
])

/** Null: it does not parse as a module. */
export function readScript(code: string): ScriptFacts | null {
  const { program, module, errors } = parseSync('script.js', code, {
    lang: 'js',
    sourceType: 'module',
    range: true,
  })
  if (errors.length > 0) return null
  const later = module.dynamicImports.flatMap(({ moduleRequest: { start, end } }) =>
    textOf(code.slice(start, end)),
  )
  return {
    exports: module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ exportName }) => exportName.name ?? []),
    ),
    imports: [
      ...new Set([
        ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
        ...reexported(module),
        ...later,
      ]),
    ],
    bareGlobals: findBareGlobals(program, code),
  }
}

function reexported({
  staticExports,
}: {
  staticExports: readonly { entries: readonly { moduleRequest: { value: string } | null }[] }[]
}): string[] {
  return staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
  )
}

/** The text of an argument that is nothing else; none where it is made at run time. */
function textOf(argument: string): string[] {
  const [, text] =
    /^(?:"([^"\\]*)"|'([^'\\]*)'|`([^`\\$]*)`)$/.exec(argument.trim())?.filter(part => part !== undefined) ??
    []
  return text === undefined ? [] : [text]
}

function findBareGlobals(program: ESTree.Program, code: string): string[] {
  const mentioned = [...FOREIGN_GLOBALS].filter(name => code.includes(name))
  if (mentioned.length === 0) return []
  const options = { ecmaVersion: 2025, sourceType: 'module', fallback: 'iteration' }
  // The tree is ESTree, of which each package has types of its own.
  const scope = analyze(program as never, options as never).globalScope as unknown as Scope
  const free = new Set(scope.through.map(({ identifier }) => (identifier as { name: string }).name))
  return mentioned.filter(name => free.has(name) && !isLookedFor(name, code))
}

/** `typeof process` says that the code does without. */
function isLookedFor(name: string, code: string): boolean {
  return new RegExp(`\\btypeof\\s*\\(?\\s*${name.replaceAll('$', '\\$')}(?![\\w$])`).test(code)
}

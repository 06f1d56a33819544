import { analyze, type Scope } from 'eslint-scope'
import type { ScriptTree } from './syntax.ts'

/** What one classic script makes known to those that run after it. */
export interface ScriptGlobals {
  /** `var` and functions at its top, and names it assigns without declaring them: properties of `window`. */
  names: string[]
  /** `let`, `const` and classes at its top. */
  lexical: string[]
}

export function findGlobals(program: ScriptTree): ScriptGlobals {
  const manager = analyze(
    program as never,
    { ecmaVersion: 2025, sourceType: 'script', fallback: 'iteration' } as never,
  )
  const scope = manager.globalScope as unknown as Scope
  const lexical = new Set<string>()
  const names = new Set<string>()
  for (const variable of scope.variables) {
    const isLexical = variable.defs.some(({ type, parent }) => {
      const { kind } = (parent ?? {}) as { kind?: string }
      return type === 'ClassName' || (type === 'Variable' && kind !== 'var')
    })
    ;(isLexical ? lexical : names).add(variable.name)
  }
  for (const reference of scope.through) {
    const { name } = reference.identifier as { name: string }
    if (reference.isWrite() && !lexical.has(name)) names.add(name)
  }
  return { names: [...names].sort(), lexical: [...lexical].sort() }
}

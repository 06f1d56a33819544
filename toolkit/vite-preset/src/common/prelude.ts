import { findFreeScopedNames } from './scoped-names.ts'

/**
 * The one line that leads a module's globals into the sandbox of `instance` (`name@version`), or null when it uses none.
 * `__PORTICO_SCOPE__` is given by the shell, and by the standalone page.
 */
export function createPrelude(code: string, instance: string): string | null {
  const names = findFreeScopedNames(code)
  if (names.length === 0) return null
  return `const {${names.join(',')}}=__PORTICO_SCOPE__(${JSON.stringify(instance)});`
}

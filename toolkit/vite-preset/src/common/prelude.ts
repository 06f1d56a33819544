import type MagicString from 'magic-string'
import { type FreeNames, findFreeNames, isKnownToAll, type RuntimeName } from './scoped-names.ts'

/**
 * The one line that leads a module's globals into the sandbox of `instance` (`name@version`), or null when it uses none.
 * `__PORTICO_SCOPE__` is given by the shell, and by the standalone page. A shell from before a name was scoped gives what
 * its sandbox's window has by that name.
 */
export function createPrelude(code: string, instance: string): string | null {
  return preludeOf(findFreeNames(code), instance)
}

/** Puts that line before the module, and reads from the sandbox what the module sets on its window and then reads bare. */
export function bindGlobals(text: MagicString, code: string, instance: string): void {
  const names = findFreeNames(code)
  for (const reference of names.runtime) readFromWindow(text, reference)
  const prelude = preludeOf(names, instance)
  if (prelude !== null) text.prepend(prelude)
}

function preludeOf({ scoped, runtime }: FreeNames, instance: string): string | null {
  const names = runtime.length > 0 && !scoped.includes('globalThis') ? [...scoped, 'globalThis'] : scoped
  if (names.length === 0) return null
  // By its address the shell knows which copy of the artifact a module is part of.
  const scope = `__PORTICO_SCOPE__(${JSON.stringify(instance)},import.meta.url)`
  if (names.every(isKnownToAll)) return `const {${names.join(',')}}=${scope};`
  const bound = names.map(name => (isKnownToAll(name) ? name : `${name}=__PORTICO__.window.${name}`))
  return `const __PORTICO__=${scope},{${bound.join(',')}}=__PORTICO__;`
}

function readFromWindow(text: MagicString, { name, start, end, isShorthand }: RuntimeName): void {
  text.update(start, end, isShorthand ? `${name}:globalThis.${name}` : `globalThis.${name}`)
}

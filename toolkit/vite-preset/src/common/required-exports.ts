import type { Chunk } from './bundle-graph.ts'

/** Throws unless the chunk exports all of `names`. */
export function requireExports({ exports, facadeModuleId }: Chunk, names: readonly string[]): void {
  if (names.every(name => exports.includes(name))) return
  const found = exports.join(', ') || 'nothing'
  throw new Error(`${facadeModuleId} must export ${names.join(' and ')}; it exports ${found}`)
}

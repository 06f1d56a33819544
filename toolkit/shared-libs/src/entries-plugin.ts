import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import type { SharedLibrary } from './library.ts'

const PREFIX = 'portico-shared:'

/** The input name under which a specifier is built. */
export function entryIdOf(specifier: string): string {
  return PREFIX + specifier
}

/** Makes one entry module a specifier. What only the library depends on (dayjs) is found from the library's place. */
export function createEntries(library: SharedLibrary, root: string): Plugin {
  const libraryFile = createRequire(join(root, 'package.json')).resolve(library.name)
  return {
    name: 'portico:shared-entries',
    enforce: 'pre',
    resolveId(id, importer) {
      if (id.startsWith(PREFIX)) return `\0${id}`
      return importer?.startsWith(`\0${PREFIX}`) ? this.resolve(id, libraryFile, { skipSelf: true }) : null
    },
    load(id) {
      return id.startsWith(`\0${PREFIX}`) ? library.createEntry(id.slice(PREFIX.length + 1), root) : null
    },
  }
}

interface ModuleGraph {
  getModuleInfo(id: string): { importedIds: readonly string[] } | null
}

/**
 * Puts everything the main entry reaches into one chunk, so that it is one request and not the dozens into which shared
 * code would be split by default.
 */
export function groupWithMain(library: SharedLibrary): (id: string, graph: ModuleGraph) => string | null {
  const main = `\0${entryIdOf(library.name)}`
  let reached: Set<string> | undefined
  return (id, graph) => {
    reached ??= reachFrom(main, graph)
    return id !== main && reached.has(id) ? 'core' : null
  }
}

function reachFrom(start: string, graph: ModuleGraph): Set<string> {
  const reached = new Set<string>()
  const waiting = [start]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (reached.has(id)) continue
    reached.add(id)
    waiting.push(...(graph.getModuleInfo(id)?.importedIds ?? []))
  }
  return reached
}

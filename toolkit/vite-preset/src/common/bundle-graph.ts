import type { Rolldown } from 'vite'

export type Bundle = Rolldown.OutputBundle
export type Chunk = Rolldown.OutputChunk

/** The chunk the build begins with. */
export function getEntry(bundle: Bundle): Chunk {
  const entry = listChunks(bundle).find(chunk => chunk.isEntry)
  if (entry === undefined) throw new Error('The build has no entry')
  return entry
}

/** A chunk and everything it imports statically; itself first, each once. */
export function collectStatic(entry: Chunk, bundle: Bundle): Chunk[] {
  const found = new Set([entry])
  for (const chunk of found) {
    for (const name of chunk.imports) {
      const next = bundle[name]
      if (next?.type === 'chunk') found.add(next)
    }
  }
  return [...found]
}

/** Bare specifiers which these chunks import statically, sorted. */
export function listBareImports(chunks: Chunk[], bundle: Bundle): string[] {
  const names = chunks.flatMap(chunk => chunk.imports)
  return [...new Set(names.filter(name => !(name in bundle)))].sort()
}

export function listChunks(bundle: Bundle): Chunk[] {
  return Object.values(bundle).filter(file => file.type === 'chunk')
}

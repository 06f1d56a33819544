import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { collectOperations } from '@portico/graph-codegen'
import type { AppDefinition, Manifest } from '@portico/micro-app/manifest'
import { hashFiles } from '@portico/shared-libs'
import { describeApp } from '@portico/wrap'
import type { Plugin } from 'vite'
import type { BuildPlace } from './build-place.ts'
import {
  type Bundle,
  type Chunk,
  collectStatic,
  getEntry,
  listBareImports,
  listChunks,
} from './bundle-graph.ts'
import { buildOwnCopies } from './own-copies.ts'

/** Writes `portico.json` beside the files of the build, when they are final: it carries their hashes. */
export function writeManifest(app: AppDefinition, { root, version }: BuildPlace): Plugin {
  return {
    name: 'portico:manifest',
    async writeBundle({ dir }, bundle) {
      if (dir === undefined) throw new Error('The build has no output folder')
      const entry = getEntry(bundle)
      requireLifecycles(entry, app)
      const specifiers = listBareImports(listChunks(bundle), bundle)
      const { own, integrity } = await buildOwnCopies(Object.keys(app.shared ?? {}), specifiers, root, dir)
      const manifest: Manifest = {
        ...describeApp(app, version),
        ...describeStart(entry, bundle),
        operations: collectOperations(root),
        own,
        integrity: { ...(await hashFiles(dir, Object.keys(bundle))), ...integrity },
      }
      await writeFile(join(dir, 'portico.json'), `${JSON.stringify(manifest, null, 2)}\n`)
    },
  }
}

function requireLifecycles({ exports }: Chunk, { contributes = [] }: AppDefinition): void {
  const needed = ['mount', 'unmount', ...(contributes.length > 0 ? ['contributions'] : [])]
  if (needed.every(name => exports.includes(name))) return
  throw new Error(
    `The entry must export ${needed.join(' and ')}; it exports ${exports.join(', ') || 'nothing'}`,
  )
}

/** Everything the entry imports statically, and the style sheets of it all. */
function describeStart(
  entry: Chunk,
  bundle: Bundle,
): Pick<Manifest, 'entry' | 'css' | 'preload' | 'imports'> {
  const chunks = collectStatic(entry, bundle)
  const css = chunks.flatMap(chunk => [...(chunk.viteMetadata?.importedCss ?? [])])
  return {
    entry: entry.fileName,
    css: [...new Set(css)],
    preload: chunks.slice(1).map(chunk => chunk.fileName),
    imports: listBareImports(chunks, bundle),
  }
}

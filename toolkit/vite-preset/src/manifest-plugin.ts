import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { collectOperations } from '@portico/graph-codegen'
import type { AppDefinition, Manifest } from '@portico/micro-app/manifest'
import { hashFiles } from '@portico/shared-libs'
import type { Plugin, Rolldown } from 'vite'
import type { BuildPlace } from './build-place.ts'
import { buildOwnCopies } from './shared-plugin.ts'

type Bundle = Rolldown.OutputBundle
type Chunk = Rolldown.OutputChunk

/** Writes `portico.json` beside the files of the build, when they are final: it carries their hashes. */
export function writeManifest(app: AppDefinition, { root, version }: BuildPlace): Plugin {
  return {
    name: 'portico:manifest',
    async writeBundle({ dir }, bundle) {
      if (dir === undefined) throw new Error('The build has no output folder')
      const files = Object.keys(bundle)
      const { own, integrity } = await buildOwnCopies(
        Object.keys(app.shared ?? {}),
        listBareImports(bundle),
        root,
        dir,
      )
      const manifest: Manifest = {
        ...describeApp(app, version),
        ...describeStart(findEntry(bundle), bundle),
        operations: collectOperations(root),
        own,
        integrity: { ...(await hashFiles(dir, files)), ...integrity },
      }
      await writeFile(join(dir, 'portico.json'), `${JSON.stringify(manifest, null, 2)}\n`)
    },
  }
}

type Described =
  | 'schema'
  | 'protocol'
  | 'name'
  | 'version'
  | 'title'
  | 'icon'
  | 'base'
  | 'menu'
  | 'requires'
  | 'keepAlive'

function describeApp(app: AppDefinition, version: string): Pick<Manifest, Described> {
  const { name, title, icon, base, menu, shared = {}, keepAlive = true } = app
  return { schema: 1, protocol: 1, name, version, title, icon, base, menu, requires: { shared }, keepAlive }
}

function findEntry(bundle: Bundle): Chunk {
  const entry = listChunks(bundle).find(chunk => chunk.isEntry)
  if (entry === undefined) throw new Error('The build has no entry')
  if (!entry.exports.includes('mount') || !entry.exports.includes('unmount')) {
    throw new Error(
      `The entry must export mount and unmount; it exports ${entry.exports.join(', ') || 'nothing'}`,
    )
  }
  return entry
}

/** Everything the entry imports statically, and the style sheets of it all. */
function describeStart(
  entry: Chunk,
  bundle: Bundle,
): Pick<Manifest, 'entry' | 'css' | 'preload' | 'imports'> {
  const chunks = collectStatic(entry, bundle)
  const css = chunks.flatMap(chunk => [...(chunk.viteMetadata?.importedCss ?? [])])
  const bare = chunks.flatMap(chunk => chunk.imports.filter(name => !(name in bundle)))
  return {
    entry: entry.fileName,
    css: [...new Set(css)],
    preload: chunks.slice(1).map(chunk => chunk.fileName),
    imports: [...new Set(bare)].sort(),
  }
}

/** The entry first; each chunk once. */
function collectStatic(entry: Chunk, bundle: Bundle): Chunk[] {
  const found = new Set([entry])
  for (const chunk of found) {
    for (const name of chunk.imports) {
      const next = bundle[name]
      if (next?.type === 'chunk') found.add(next)
    }
  }
  return [...found]
}

function listBareImports(bundle: Bundle): string[] {
  const names = listChunks(bundle).flatMap(chunk => [...chunk.imports, ...chunk.dynamicImports])
  return [...new Set(names.filter(name => !(name in bundle)))]
}

function listChunks(bundle: Bundle): Chunk[] {
  return Object.values(bundle).filter(file => file.type === 'chunk')
}

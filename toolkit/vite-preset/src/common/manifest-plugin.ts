import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { collectOperations } from '@portico/graph-codegen'
import { type AppDefinition, type Manifest, parseManifest } from '@portico/micro-app/manifest'
import { hashFiles } from '@portico/shared-libs'
import { describeApp } from '@portico/wrap'
import type { Logger, Plugin } from 'vite'
import type { BuildPlace } from './build-place.ts'
import {
  type Bundle,
  type Chunk,
  collectStatic,
  getEntry,
  listBareImports,
  listChunks,
} from './bundle-graph.ts'
import { describeConsumed } from './consumed.ts'
import { type BuiltContributions, buildContributions } from './contributions.ts'
import { findContributionModule } from './framework-plugin.ts'
import { buildOwnCopies } from './own-copies.ts'
import { requireExports } from './required-exports.ts'
import { watchSizes } from './sizes/watch-sizes.ts'

/** Writes `portico.json` beside the files of the build, when they are final: it carries their hashes. */
export function writeManifest(app: AppDefinition, place: BuildPlace): Plugin {
  const { root, version } = place
  let logger: Logger | undefined
  return {
    name: 'portico:manifest',
    configResolved(config) {
      logger = config.logger
    },
    async writeBundle({ dir }, bundle) {
      if (dir === undefined) throw new Error('The build has no output folder')
      const entry = getEntry(bundle)
      requireLifecycles(entry, app, root)
      const contributions = await buildContributions(app, place, dir)
      const specifiers = [...listBareImports(listChunks(bundle), bundle), ...contributions.imports]
      const { own, integrity } = await buildOwnCopies(Object.keys(app.shared ?? {}), specifiers, root, dir)
      const hashes = {
        ...(await hashFiles(dir, Object.keys(bundle))),
        ...contributions.integrity,
        ...integrity,
      }
      const manifest: Manifest = {
        ...describeApp(app, version),
        ...describeContributions(app, contributions),
        ...describeStart(entry, bundle),
        operations: collectOperations(root),
        own,
        ...(await describeConsumed(app, { root, dir, files: Object.keys(hashes) })),
        integrity: hashes,
      }
      const text = JSON.stringify(manifest, null, 2)
      // What a platform would refuse at publish is refused here.
      parseManifest(text)
      await watchSizes(app, {
        ...{ root, dir, manifest },
        moduleIds: [...listChunks(bundle).flatMap(chunk => chunk.moduleIds), ...contributions.moduleIds],
        say: line => logger?.info(line),
        warn: line => logger?.warn(line),
      })
      await writeFile(join(dir, 'portico.json'), `${text}\n`)
    },
  }
}

/** A contribution without a module of its own is the entry's. */
function requireLifecycles(entry: Chunk, { contributes = [] }: AppDefinition, root: string): void {
  const isInEntry = contributes.some(({ id }) => findContributionModule(root, id) === undefined)
  requireExports(entry, ['mount', 'unmount', ...(isInEntry ? ['contributions'] : [])])
}

function describeContributions(
  { contributes }: AppDefinition,
  { files }: BuiltContributions,
): Pick<Manifest, 'contributes'> {
  if (contributes === undefined) return {}
  return {
    contributes: contributes.map(each => ({ ...each, ...(files[each.id] && { files: files[each.id] }) })),
  }
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

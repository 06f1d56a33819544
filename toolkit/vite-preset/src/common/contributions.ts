import { join } from 'node:path'
import { type AppDefinition, type ContributionFiles, contributionFolder } from '@portico/micro-app/manifest'
import { hashFiles } from '@portico/shared-libs'
import { build, type Rolldown } from 'vite'
import type { BuildPlace } from './build-place.ts'
import { type Bundle, collectStatic, getEntry, listBareImports, listChunks } from './bundle-graph.ts'
import { findContributionModule } from './framework-plugin.ts'
import { moduleConfig } from './module-config.ts'
import { requireExports } from './required-exports.ts'

export interface BuiltContributions {
  /** By id; those that have a module of their own. */
  files: Record<string, ContributionFiles>
  /** Path in the artifact -> `sha384-...`. */
  integrity: Record<string, string>
  /** Bare specifiers of shared libraries. */
  imports: string[]
  /** Files that they were made of. */
  moduleIds: string[]
}

/**
 * Builds each contribution that has a module of its own, `src/contributions/<id>`, into `contributions/<id>/`, apart from the
 * app: it is loaded at addresses of its own, so a chunk that it had in common with the app would be fetched again anyway,
 * with all in it that only the app needs.
 */
export async function buildContributions(
  app: AppDefinition,
  place: BuildPlace,
  dir: string,
): Promise<BuiltContributions> {
  const built: BuiltContributions = { files: {}, integrity: {}, imports: [], moduleIds: [] }
  for (const { id } of app.contributes ?? []) {
    const input = findContributionModule(place.root, id)
    if (input === undefined) continue
    const folder = contributionFolder(id)
    const bundle = await bundleOf(app, place, { input, outDir: join(dir, folder) })
    const inArtifact = (file: string) => folder + file
    const hashes = await hashFiles(join(dir, folder), Object.keys(bundle))
    for (const [file, hash] of Object.entries(hashes)) built.integrity[inArtifact(file)] = hash
    built.files[id] = describeFiles(bundle, inArtifact)
    built.imports.push(...listBareImports(listChunks(bundle), bundle))
    built.moduleIds.push(...listChunks(bundle).flatMap(chunk => chunk.moduleIds))
  }
  return built
}

async function bundleOf(
  app: AppDefinition,
  place: BuildPlace,
  { input, outDir }: { input: string; outDir: string },
): Promise<Bundle> {
  const bundles: Bundle[] = []
  const describe = {
    name: 'portico:contribution',
    writeBundle(_options: Rolldown.NormalizedOutputOptions, bundle: Bundle) {
      requireExports(getEntry(bundle), ['mount', 'unmount'])
      bundles.push(bundle)
    },
  }
  const config = moduleConfig(app, place, { input, outDir, describe })
  await build({ ...config, configFile: false, logLevel: 'error', publicDir: false })
  const [bundle] = bundles
  if (bundle === undefined) throw new Error(`${input} was not built`)
  return bundle
}

function describeFiles(bundle: Bundle, inArtifact: (file: string) => string): ContributionFiles {
  const entry = getEntry(bundle)
  const start = collectStatic(entry, bundle)
  const css = new Set(start.flatMap(chunk => [...(chunk.viteMetadata?.importedCss ?? [])]))
  return {
    entry: inArtifact(entry.fileName),
    css: [...css].map(inArtifact),
    preload: start.slice(1).map(({ fileName }) => inArtifact(fileName)),
    modules: listChunks(bundle).map(({ fileName }) => inArtifact(fileName)),
  }
}
